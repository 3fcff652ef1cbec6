const identity = {
  title: "Személyazonosító adatok",
  text: "Ezeket a KAÜ adja át minden bejelentkezéskor, ezért itt nem módosíthatók. Ha valamelyik téves, a kormányablakban javíttathatja ki.",
  refreshed: "Frissítve: {when}",
} as const;

const parts = {
  email: "E-mail-cím",
  telefon: "Telefonszám",
  postacim: "Postacím",
  nyelv: "Nyelv",
  ertesitesek: "E-mail-értesítések",
  telepules: "Alapértelmezett település",
} as const;

const email = {
  verified: "megerősítve",
  unverified: "még nincs megerősítve",
  sentTo: "Megerősítő hivatkozást küldtünk ide: {address}",
  sentHint:
    "A levélben lévő hivatkozás 24 óráig érvényes, és egyszer használható. Nézze meg a levélszemét mappát is.",
  sent: "Elküldtük a megerősítő hivatkozást.",
  untilThen: "Amíg meg nem erősíti, a korábbi cím marad érvényben.",
  resend: "Új hivatkozás küldése",
  resending: "Küldés…",
  resent: "Új hivatkozást küldtünk ide: {address}. A korábbi már nem használható.",
  label: "E-mail-cím",
  hint: "Erre a címre megerősítő hivatkozást küldünk. Például: nev@example.hu",
  submit: "Megerősítő hivatkozás küldése",
  remove: "E-mail-cím törlése",
  removeTitle: "Törli az e-mail-címét?",
  removeText: "Ezután nem küldünk Önnek e-mail-értesítést. Bármikor megadhat új címet.",
} as const;

const phone = {
  hint: "Például: +36 30 123 4567. Hagyja üresen, ha nem kívánja megadni.",
} as const;

const address = {
  text: "Ha törölni szeretné a címet, hagyja üresen az irányítószámot, a települést és a közterületet.",
  country: "Ország",
  homeCountry: "Magyarország",
  postcode: "Irányítószám",
  city: "Település",
  street: "Közterület, házszám, emelet, ajtó",
} as const;

const language = {
  group: "Milyen nyelven használja a portált?",
  hint: "Mentés után a felület és a portál e-mailjei ezen a nyelven szólnak.",
} as const;

const notifications = {
  group: "Miről küldjünk e-mailt?",
  hint: "Az e-mail csak annyit mond, hogy történt valami, és jelentkezzen be. Adatot nem tartalmaz.",
  needsEmail: "E-mailt csak megerősített címre küldünk. Ilyen címe most nincs.",
  caseProgress: "Ha történik valami egy ügyben, amelyet én nyújtottam be",
  newLogin: "Ha új bejelentkezés történik a fiókomba",
  none: "nem kér értesítést",
} as const;

const settlement = {
  text: "A nyitólap ezt a települést ajánlja fel először.",
  chosen: "Választott település:",
  remove: "Ne legyen alapértelmezett település",
} as const;

const sessions = {
  title: "Bejelentkezéseim",
  lead: "Ezeken az eszközökön van most bejelentkezve. Ha olyat lát, amelyet nem ismer, jelentkeztesse ki.",
  here: "Ez a böngésző",
  started: "Bejelentkezés: {when}",
  rows: {
    lastActive: "Utolsó művelet",
    endsAt: "Legkésőbb véget ér",
    actingFor: "Kinek a nevében",
    state: "Állapot",
  },
  states: { active: "aktív", lapsed: "szünetel (30 perce nem volt művelet)" },
  end: "Kijelentkeztetés",
  endLabel: "Kijelentkeztetés: {when} kezdődött",
  ended: "Kijelentkeztettük.",
  endHere: "Kijelentkezés",
  everywhere: "Kijelentkezés mindenhol",
  everywhereText:
    "A portálon minden eszközön véget ér a bejelentkezése, ezen is. A KAÜ-ből csak ezen az eszközön lép ki: a többin a KAÜ-azonosítása a kezdetétől legfeljebb 240 percig még élhet, ezért ott zárja be a böngészőt is.",
  everywhereTitle: "Kijelentkezik mindenhol?",
  cancel: "Mégsem",
} as const;

const data = {
  title: "Az adataim",
  text: "Letöltheti mindazt, amit a portál Önről tárol: a fiók adatait, a bejelentkezéseit, a meghatalmazásait és az ügyeit.",
  download: "Adataim letöltése (JSON)",
  downloading: "Összeállítás…",
  downloaded: "Letöltve: {name}",
  deleteLink: "Fiók törlése",
} as const;

const deletion = {
  title: "Fiók törlése",
  lead: "Mielőtt törli a fiókját, nézze át, mi szűnik meg és mi marad meg.",
  deletedTitle: "Ezt azonnal és véglegesen töröljük",
  deleted: [
    "elérhetőségeit és beállításait (e-mail-cím, telefonszám, postacím, nyelv, értesítések, település),",
    "a KAÜ-től kapott személyazonosító adatait a fiókjában,",
    "be nem küldött piszkozatait a feltöltött fájlokkal együtt, azokat is, amelyeket feltöltött meghatalmazással másért kezdett el,",
    "bejelentkezéseit: minden eszközön kijelentkeztetjük,",
    "a saját nevében adott és a kapott meghatalmazások megszűnnek.",
  ],
  keptTitle: "Ezt a törvény szerint meg kell őrizni",
  kept: [
    "A beküldött űrlapok és csatolmányaik köziratok: az az önkormányzati hivatal őrzi meg őket, amelynek beküldte, az irattári tervében előírt ideig (1995. évi LXVI. törvény, 335/2005. (XII. 29.) Korm. rendelet).",
    "A hivatal iktatókönyvében megmarad, hogy ki, mikor és milyen ügyben fordult hozzá.",
    "A megszűnt meghatalmazásokból megmarad, hogy ki kinek, mire és meddig adta: ez igazolja, ki mikor járhatott el. A másik fél látja.",
    "Ha más nevében járt el, az ő ügyében megmarad, hogy Ön járt el és milyen alapon: a képviselt és a hivatal látja.",
  ],
  after:
    "Ha később újra bejelentkezik a KAÜ-vel, új, üres fiók jön létre. Megőrzött, beküldött ügyeit abban ismét látja.",
  downloadFirst: "Törlés előtt letöltheti az adatait.",
  confirm: "Megértettem, hogy a törlés végleges, és törölni szeretném a fiókomat",
  mustConfirm: "A törléshez jelölje be, hogy megértette",
  submit: "Fiók végleges törlése",
  busy: "Törlés…",
  cancel: "Mégsem, megtartom a fiókom",
} as const;

const verification = {
  checking: "Ellenőrizzük a hivatkozást…",
  doneTitle: "Megerősítette az e-mail-címét",
  doneText: "Mostantól ezt a címet használjuk. A lapot bezárhatja, vagy folytathatja a fiókjában.",
  expiredTitle: "Ez a hivatkozás már nem használható",
  expiredText:
    "Ha korábban már megnyitotta, a címe meg van erősítve, és nincs további teendője. Ha nem, a hivatkozás lejárt: 24 óráig érvényes, és csak a legutóbb küldött használható. A fiókjában látja, meg van-e erősítve a címe, és ott kérhet új hivatkozást.",
  accountLink: "Tovább a fiókomhoz",
} as const;

const errors = {
  required: "Töltse ki: {label}",
  "too-long": "Túl hosszú: {label}",
  email: "Adjon meg érvényes e-mail-címet (például nev@example.hu): {label}",
  phone: "Adjon meg érvényes telefonszámot (például +36 30 123 4567): {label}",
  postcode: "A magyar irányítószám négy számjegy: {label}",
  other: "Nem megfelelő érték: {label}",
} as const;

/** The personal account (ASP elektronikus ügyfél személyes fiókja). */
export const accountHu = {
  title: "Ügyfélfiókom",
  lead: "Az adatai, elérhetőségei és beállításai egy helyen.",
  created: "A fiók létrejött: {when}",
  contact: "Elérhetőségek",
  preferences: "Beállítások",
  more: "Bejelentkezés és képviselet",
  change: "Módosítás",
  changeLabel: "Módosítás: {part}",
  notGiven: "nincs megadva",
  saved: "Mentettük: {part}.",
  removed: "Töröltük: {part}.",
  save: "Mentés",
  saving: "Mentés…",
  cancel: "Mégsem",
  conflictTitle: "Ezt az adatot közben máshol módosították",
  conflictText:
    "Amit beírt, megmaradt. Ha mégis azt szeretné, mentse újra; ha nem, válassza a Mégsem hivatkozást.",
  conflictStored: "Most ez van tárolva:",
  identity,
  parts,
  email,
  phone,
  address,
  language,
  notifications,
  settlement,
  sessions,
  data,
  deletion,
  verification,
  errors,
} as const;
