import { actingHu } from "./acting.hu.ts";
import { formHu } from "./form.hu.ts";
import { loginFailuresHu, problemsHu } from "./problems.hu.ts";
import { sessionHu } from "./session.hu.ts";

/** What every page may say, and what a form says. */
export const portalHu = {
  portal: {
    name: "Önkormányzati Hivatali Portál",
    title: "{page} – Önkormányzati Hivatali Portál",
    skip: "Ugrás a tartalomhoz",
    mainNavigation: "Fő menü",
    chooseLanguage: "Nyelv",
    home: "Nyitólap",
    cases: "Ügyeim",
    startCase: "Ügyindítás",
    guide: "Tájékoztató",
    office: "Hivatali felület",
    login: "Bejelentkezés",
    loginWithBroker: "Bejelentkezés a KAÜ-vel",
    allSettlements: "Az összes település",
    logout: "Kijelentkezés",
    settlement: "Település",
    changeSettlement: "Másik település",
    footerAbout:
      "A portálon benyújtott űrlapot a választott település önkormányzati hivatala kapja meg és intézi.",
    footerLogout:
      "Ha végzett, adatai védelmében kattintson a Kijelentkezés gombra; ne csak az ablakot zárja be.",
    footerLinks: "További oldalak",
    loading: "Betöltés…",
    retry: "Újra",
    copy: "Szám másolása",
    copied: "Vágólapra másolva.",
    copyFailed: "A másolás nem sikerült. Jelölje ki a számot, és másolja kézzel.",
  },
  pageNames: {
    account: "Ügyfélfiókom",
    verifyEmail: "E-mail-cím megerősítése",
    ownSessions: "Bejelentkezéseim",
    capacity: "Szerepkörváltás",
    mandates: "Meghatalmazások",
  },
  session: sessionHu,
  loggedOut: {
    title: "Kijelentkezett",
    text: "A portálon és a KAÜ-nél is véget ért a munkamenete. A böngészőablakot bezárhatja.",
    brokerOpen:
      "A portálról kijelentkezett, de a KAÜ-t most nem sikerült elérni, ezért az ottani bejelentkezése még élhet. Zárja be a böngésző összes ablakát, közös gépen pedig jelentkezzen ki a KAÜ oldalán is.",
    deleted: {
      title: "A fiókját töröltük",
      text: "Az adatait véglegesen töröltük, és minden eszközön kijelentkeztettük.",
      kept: "{count} beküldött ügyét a hivatal a törvény szerint megőrzi. Ha újra bejelentkezik, ezeket ismét látja.",
    },
    draftsKept:
      "Megkezdett űrlapjai megmaradtak: a következő bejelentkezés után az Ügyeim között találja őket.",
  },
  loginFailed: {
    title: "A bejelentkezés nem sikerült",
    text: "Nem jött létre munkamenet. Amit korábban mentett, megmaradt.",
    reasons: loginFailuresHu,
    again: "Bejelentkezés újra",
  },
  notFound: {
    title: "Ez az oldal nem található",
    text: "Lehet, hogy elgépelte a címet, vagy az oldal megszűnt.",
    caseText: "Nincs ilyen ügye, vagy nem az Ön ügye.",
    otherCapacity:
      "Most így jár el: {acting}. Ha az ügyet másik szerepkörben kezdte el, váltson szerepkört: abban megtalálja.",
    homeLink: "Tovább a nyitólapra",
    casesLink: "Tovább az ügyeimhez",
  },
  unexpected: {
    title: "Hiba történt",
    requestId: "A hiba azonosítója",
    reload: "Az oldal újratöltése",
  },
  payment: {
    title: "Hová kell fizetni?",
    text: "Az önkormányzat számlái. Csak arra fizessen, amelyikre az ügye szerint kell.",
  },
  problems: problemsHu,
  form: formHu,
  acting: actingHu,
} as const;
