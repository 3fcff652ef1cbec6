import type { AccessEntry, CaseDocumentView } from "../../../src/contract/casework.ts";
import type { CaseGroup } from "../../../src/contract/cases.ts";

const kinds: Readonly<Record<CaseDocumentView["kind"], string>> = {
  "supplement-request": "Hiánypótlási felhívás",
  decision: "Döntés",
  rejection: "Visszautasító végzés",
  transfer: "Értesítés áttételről",
  message: "Üzenet",
  supplement: "Hiánypótlás",
  withdrawal: "A beadvány visszavonása",
};

const accessActions: Readonly<Record<AccessEntry["action"], string>> = {
  viewed: "Megnézte az ügyet",
  "opened-file": "Megnyitott egy fájlt",
  downloaded: "Letöltött egy iratot",
  changed: "Intézkedett az ügyben",
};

const groups: Readonly<Record<CaseGroup, string>> = {
  draft: "Piszkozat",
  "at-office": "A hivatalnál",
  "waiting-for-client": "Önre vár",
  finished: "Lezárult",
};

/** What happens in a case after its submission, on the client's side. */
export const caseLifeHu = {
  officer: "Ügyintéző",
  deadline: "Ügyintézési határidő",
  deadlinePaused: "áll, amíg a hiánypótlásra várunk",
  deadlineExtended: "meghosszabbítva",
  dueOn: (day: string) => `Határidő: ${day}`,
  takenOverBy: (name: string) => `Átvette: ${name}`,
  fromYou: "Üzenetet küldött a hivatalnak",
  fromOffice: "A hivatal üzenetet küldött",
  todo: "Teendője van",
  kinds,
  documents: "Iratok és üzenetek",
  author: (name: string) => `Készítette: ${name}`,
  showDocument: "Az irat megtekintése",
  letter: "Letöltés (PDF)",
  letterOf: (kind: string, number: string) => `Letöltés (PDF): ${kind} ${number}`,
  letterFile: (number: string) => `irat-${number}.pdf`,
  invalidated: "Érvénytelenített irat",
  delivery: {
    sent: "Átvételre vár.",
    "taken-over": (at: string) => `Átvéve: ${at}`,
    deemed: (at: string) => `A törvény szerint kézbesítettnek minősül: ${at}`,
  },
  takeOver: {
    title: (kind: string) => `A hivatal iratot küldött: ${kind}`,
    text: "Az irat tartalmát az átvétel után láthatja. Az átvétellel az irat kézbesítettnek számít, és ettől a naptól számítanak a benne lévő határidők.",
    notTaken: "Ha nem veszi át, a második értesítés utáni ötödik munkanapon akkor is kézbesítettnek minősül.",
    button: "Átveszem",
    label: (kind: string) => `Átveszem: ${kind}`,
    busy: "Átvétel…",
    done: (kind: string) => `Átvette: ${kind}. Most már elolvashatja.`,
  },
  supplement: {
    title: "Válasz a hiánypótlási felhívásra",
    asked: "Ezt kéri a hivatal:",
    due: (day: string) =>
      `Eddig válaszolhat: ${day} A várakozás napjai nem számítanak bele az ügyintézési időbe.`,
    text: "Válasza",
    textHint: "Írja le, amit a hivatal kér, vagy csatolja fájlban.",
    files: "Csatolt fájlok",
    send: "Hiánypótlás beküldése",
    sending: "Beküldés…",
    done: "Beküldte a hiánypótlást. Az ügyintézés folytatódik.",
    errors: {
      required: "Írja meg a választ, vagy csatoljon fájlt.",
      characters: "A szövegben nem használható karakter van. Írja be újra.",
      uploading: "Várja meg, amíg a fájlok feltöltése befejeződik.",
      scanning: "Egy fájl vírusellenőrzése még tart. Várjon egy kicsit, és küldje be újra.",
      rejected: "Egy fájl nem küldhető be. Távolítsa el, és ha kell, töltse fel újra.",
    },
  },
  message: {
    open: "Üzenet írása a hivatalnak",
    text: "Üzenet",
    hint: "Az üzenetet az ügyintéző kapja meg. A beadvány tartalmát nem változtatja meg.",
    send: "Üzenet küldése",
    sending: "Küldés…",
    done: "Az üzenetet elküldtük a hivatalnak.",
    required: "Írja meg az üzenetet.",
  },
  withdraw: {
    open: "Beadvány visszavonása",
    title: "Visszavonja a beadványát?",
    text: "A hivatal ezután nem foglalkozik az üggyel. A visszavonás végleges: ha meggondolja magát, új űrlapot kell beküldenie.",
    reason: "Indoklás",
    confirm: "Visszavonom",
    busy: "Visszavonás…",
    cancel: "Mégsem",
    done: "A beadványát visszavonta.",
  },
  files: {
    open: "Megnyitás",
    openLabel: (name: string) => `Megnyitás: ${name}`,
    opened: (name: string) => `Letöltés elindítva: ${name}`,
    notOpen: {
      pending: "a feltöltés nem fejeződött be",
      scanning: "vírusellenőrzés alatt",
      rejected: "nem nyitható meg",
    },
    submitted: "A beküldött fájlok",
  },
  access: {
    title: "Ki nézett bele az ügyébe?",
    text: "A hivatal munkatársainak és rendszereinek minden megtekintése és intézkedése, a legújabb elöl.",
    none: "Még senki nem nézte meg az ügyet.",
    actions: accessActions,
    more: "Korábbi bejegyzések",
  },
  takeHome: {
    button: "Minden letöltése egy fájlban (ZIP)",
    busy: "Összeállítás…",
    fileName: (number: string) => `ugy-${number}.zip`,
    form: "urlap.pdf",
    receipt: "feladasi-igazolas.pdf",
    data: "gepi-adatok.json",
    events: "esemenyek.json",
    letters: "iratok",
    files: "fajlok",
    left: (count: number) => `${count} fájl nem volt letölthető, ezért kimaradt.`,
  },
  filter: {
    title: "Szűrés",
    settlement: "Település",
    group: "Állapot",
    all: "Mind",
    groups,
    none: "Nincs ilyen ügye.",
    noneText: "Válasszon más települést vagy állapotot.",
    more: "Még nem néztük végig minden ügyét: a Korábbi ügyek betöltése gombbal folytathatja.",
  },
};
