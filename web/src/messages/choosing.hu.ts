/** Pages on the way to a form: settlements, their services, what one needs, where it begins. */
export const choosingHu = {
  home: {
    title: "Önkormányzati ügyek elektronikusan",
    lead: "Küldje be kérelmét, bejelentését vagy bevallását a települése önkormányzati hivatalának, és kövesse, hol tart az ügye. Böngészőn kívül semmi nem kell hozzá.",
    chooseTitle: "Válassza ki a települését",
    chooseText: "Az intézhető ügyek településenként eltérhetnek.",
    ownSettlement: "Az Ön települése:",
    allSettlements: "Az összes település listája",
    lastSettlement: "Legutóbb itt járt:",
    casesTitle: "Ügyeim",
    casesText: "Megkezdett űrlapjai és beküldött ügyei, dátumokkal és ügyszámokkal.",
    casesLink: "Ügyeim megnyitása",
    howTitle: "Hogyan működik?",
    steps: [
      {
        title: "Válasszon települést és ügyet",
        text: "Nézze meg, mi intézhető elektronikusan, és mire lesz szüksége. Ehhez nem kell bejelentkezni.",
      },
      {
        title: "Jelentkezzen be a KAÜ-vel",
        text: "A Központi Azonosítási Ügynök igazolja, hogy Ön az. A portál a jelszavát nem látja.",
      },
      {
        title: "Töltse ki és küldje be az űrlapot",
        text: "A beírt adatokat folyamatosan mentjük: abbahagyhatja, és később folytathatja. Beküldés után azonnal érkeztetési számot kap.",
      },
      {
        title: "Kövesse az ügyét",
        text: "A hivatal érkezteti és iktatja a beadványt. Az ügyszámokat és a dátumokat az Ügyeim oldalon látja.",
      },
    ],
    loginTitle: "Bejelentkezés: KAÜ-azonosítás",
    loginText: "A KAÜ (Központi Azonosítási Ügynök) oldalán ezek közül választhat:",
    methods: ["Ügyfélkapu+", "DÁP mobilalkalmazás", "Telefonos azonosítás", "eSzemélyi igazolvány"],
    loginFirst: "Az első belépéskor létrejön az Ön személyes ügyfélfiókja.",
    logoutTitle: "Ha végzett, jelentkezzen ki",
    logoutText:
      "A böngészőablak bezárása nem léptet ki. Adatai védelmében mindig kattintson a Kijelentkezés gombra az oldal tetején; telefonon a Menü nyitja meg.",
    guideLink: "Részletes tájékoztató a portál használatáról",
  },
  guide: {
    title: "Tájékoztató a portál használatáról",
    lead: "Az Önkormányzati Hivatali Portál az elektronikus önkormányzati ügyintézés helye.",
    whoTitle: "Kik használhatják?",
    who: [
      "Magánszemélyek választhatnak: ügyüket itt vagy személyesen, papíron is intézhetik.",
      "Gazdálkodó szervezetek számára az elektronikus ügyintézés kötelező.",
    ],
    whoNote: "A portál bárki előtt nyitva áll. Beküldeni és ügyet követni bejelentkezés után lehet.",
    kauTitle: "Azonosítás",
    kauText:
      "A belépés a Központi Azonosítási Ügynökön (KAÜ) keresztül történik. Ott választja ki, hogyan igazolja magát:",
    kauNote:
      "A KAÜ a nevét és a természetes személyazonosító adatait adja át (születési név, anyja neve, születési hely és idő). Ezeket az űrlapok előre kitöltve mutatják.",
    filingTitle: "Mi történik a beküldött űrlappal?",
    filing: [
      "Beküldéskor az űrlap a hivatal tárhelyére kerül, Ön pedig 27 jegyű érkeztetési számot kap.",
      "A hivatal iratkezelője érkezteti a beadványt: ekkor kap érkeztetőszámot.",
      "Iktatás után iktatószámot kap, és az ügyintézőhöz vagy a szakrendszerbe kerül.",
    ],
    filingNote: "Mindhárom szám megjelenik az ügy oldalán. Megkereséskor az iktatószámra hivatkozzon.",
    accountTitle: "Ügyfélfiók",
    accountText:
      "Az első bejelentkezéskor létrejön. Itt adhatja meg az elérhetőségeit, a nyelvet és az alapértelmezett települést, itt látja a bejelentkezéseit, innen töltheti le az adatait, és itt törölheti a fiókját.",
    actingTitle: "Eljárás más nevében",
    actingText:
      "Bejelentkezés után saját néven jár el. A Szerepkörváltás hivatkozás az oldal tetején másik szerepkört ad:",
    acting: [
      "Egyéni vállalkozóként az adószámával.",
      "Cég, intézmény nevében, ha a nyilvántartás szerint Ön a törvényes képviselője.",
      "Más személy vagy szervezet nevében, ha a portálon meghatalmazást adott Önnek. Aki adta, bármikor visszavonhatja.",
      "Feltöltött meghatalmazással: így beküldheti az űrlapot, de a képviselt ügyeit nem láthatja.",
    ],
    sessionTitle: "Mennyi ideig marad bejelentkezve?",
    session: [
      "Ha 30 percig nem végez műveletet, a munkamenet szünetel. A „Folytatás” gombbal ott folytathatja, ahol abbahagyta; nem kell újra azonosítania magát.",
      "A bejelentkezéstől számított 240 perc után a rendszer újbóli azonosítást kér. Utána ugyanarra az oldalra tér vissza.",
      "A beírt adatok egyik esetben sem vesznek el.",
    ],
    sessionNote:
      "Ha nem kívánja tovább használni a portált, ne a böngészőablakot zárja be, hanem kattintson a Kijelentkezés gombra.",
    technicalTitle: "Mi kell hozzá?",
    technicalText:
      "Internetkapcsolat és egy mai böngésző (Chrome, Edge, Firefox vagy Safari), számítógépen vagy telefonon. Semmit sem kell telepíteni.",
  },
  settlements: {
    title: "Válasszon települést",
    lead: "Keressen név, névrészlet vagy irányítószám szerint. Ékezetek nélkül is megtaláljuk.",
    label: "Település neve vagy irányítószáma",
    hint: "Például: Kópháza, kophaza vagy 9495",
    search: "Keresés",
    found: (count: number) => `${count} találat`,
    none: "Nincs ilyen település a portálon",
    noneText:
      "Ellenőrizze a beírt nevet, vagy válasszon az összes település listájából. Ha a települése nem szerepel, az önkormányzata még nem csatlakozott.",
    shown: (shown: number, all: number) =>
      `Az első ${shown} találat a ${all} közül. Írjon be többet a szűkítéshez.`,
    // The capital is in no county.
    county: (name: string) => (name === "Budapest" ? name : `${name} vármegye`),
  },
  settlement: {
    title: (name: string) => `${name}: elektronikus ügyintézés`,
    lead: (name: string) => `Ezek az ügyek intézhetők elektronikusan ${name} településen.`,
    services: "Intézhető ügyek",
    capacities: "Ezen a településen így lehet eljárni:",
    calculators: "Kalkulátorok",
    calculatorsText: "Számolja ki előre, mennyit kellene fizetnie. Nem kell bejelentkezni.",
    noServices: "Ez a település jelenleg nem kínál elektronikusan intézhető ügyet.",
    office: "Az Ön ügyeit intézi",
    address: "Cím",
    email: "E-mail",
    phone: "Telefon",
    website: "Honlap",
    sectors: {
      general: "Általános igazgatási ügyek",
      tax: "Adóügyek",
      trade: "Ipar és kereskedelem",
      social: "Szociális ügyek",
      probate: "Hagyatéki leltár",
      registry: "Anyakönyvi ügyek",
      possession: "Birtokvédelem",
      other: "Egyéb ügyek",
    },
  },
  service: {
    needTitle: "Mire lesz szüksége?",
    needLogin: "KAÜ-azonosításra (Ügyfélkapu+, DÁP, telefonos azonosítás vagy eSzemélyi)",
    needSlot: (label: string) => `Csatolmány: ${label}`,
    local: "Kitöltés bejelentkezés nélkül",
    localContinue: (when: string) => `Folytatás bejelentkezés nélkül: mentve ${when}`,
    localNote:
      "Bejelentkezés nélkül is kitöltheti: amit beír, csak ebben a böngészőben marad meg, és a beküldéshez kell majd bejelentkeznie.",
    slotRequired: "kötelező",
    slotSometimes: "bizonyos esetekben kötelező",
    slotLimits: (types: string, size: string) => `${types}, fájlonként legfeljebb ${size}`,
    pagesTitle: "Az űrlap részei",
    pageSometimes: "bizonyos esetekben",
    pageAndCheck: "Ellenőrzés és beküldés",
    saved: "A kitöltést bármikor félbehagyhatja: amit beírt, piszkozatként megmarad az Ügyeim között.",
    start: "Ügyintézés indítása",
    version: (version: string) => `Az űrlap változata: ${version}`,
  },
  start: {
    title: "Ügyintézés indítása",
    loginTitle: "Jelentkezzen be",
    anonymous: "Az űrlap kitöltéséhez és beküldéséhez igazolnia kell, hogy Ön az.",
    anonymousNote: "A bejelentkezés után erre az oldalra tér vissza.",
    actsAs: "Az ügyben eljár",
    capacity: "Az eljárás módja",
    addressee: "Címzett hivatal",
    form: "Űrlap",
    begin: "Kitöltés megkezdése",
    beginNew: "Új űrlap kezdése",
    starting: "Megkezdés…",
    draftsTitle: "Van megkezdett űrlapja",
    draftsText: "Ugyanezt az űrlapot már elkezdte kitölteni. Folytathatja, vagy kezdhet újat.",
    continueDraft: (when: string) => `Folytatás: mentve ${when}`,
    basedTitle: "Korábbi beküldés alapján is kezdheti",
    basedText:
      "Átvesszük, ami nem változik, és a bevallás időszakát továbbléptetjük. Amit újra meg kell adni, üresen marad.",
    basedOn: (when: string) => `Új űrlap a korábbi alapján (${when})`,
    localTitle: "Bejelentkezés nélkül kitöltött űrlapja",
    localText: (when: string) =>
      `Ebben a böngészőben megvan, amit bejelentkezés nélkül kitöltött (mentve ${when}). Átkerül a fiókjába, a fent látható eljárási módban, és innen törlődik.`,
    localMove: "Átvétel és folytatás",
    localMoving: "Átvétel…",
    localMoved: "Tovább az ellenőrzéshez",
  },
};

export type ChoosingMessages = typeof choosingHu;
