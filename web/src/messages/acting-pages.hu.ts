const capacity = {
  lead: "Válassza ki, kinek a nevében intéz ügyet. Egyszerre egy szerepkör él; bármikor válthat.",
  group: "Kinek a nevében jár el?",
  current: "most ebben jár el",
  soleTrader: "Saját néven, egyéni vállalkozóként",
  otherSoleTrader: "Egyéni vállalkozóként, másik adószámmal",
  soleTraderHint: "Adja meg az egyéni vállalkozás adószámát.",
  taxNumber: "Adószám",
  taxNumberHint: "11 számjegy, például 12345676-1-42",
  document: "Más nevében, feltöltött meghatalmazással",
  documentHint:
    "Ha a meghatalmazása papíron vagy külön iratként van meg, és az űrlaphoz csatolja. A következő oldalon megadja, kit képvisel.",
  submit: "Szerepkörváltás",
  next: "Tovább",
  busy: "Váltás…",
  chooseOne: "Válassza ki, kinek a nevében jár el",
  missingTitle: "Nem találja, akit képvisel?",
  missing: [
    "Céget, intézményt akkor talál itt, ha a nyilvántartás szerint Ön a törvényes képviselője.",
    "Magánszemélyt vagy szervezetet akkor is, ha a portálon meghatalmazást adott Önnek.",
    "Minden más esetben válassza a feltöltött meghatalmazást.",
  ],
  endedTitle: "Ebben a szerepkörben már nem járhat el",
  endedText:
    "A jogosultsága megszűnt a következő nevében: {name}. Válasszon másik szerepkört. Amit eddig beküldött, a hivatalnál megvan.",
  mandatesLink: "Meghatalmazások",
  validTo: "érvényes eddig: {day}",
} as const;

const document = {
  title: "Eljárás feltöltött meghatalmazással",
  lead: "Adja meg annak az adatait, akinek a nevében eljár. A meghatalmazást az űrlaphoz kell csatolnia.",
  kind: "Kit képvisel?",
  kinds: {
    "natural-person": "Természetes személyt",
    company: "Céget vagy más gazdálkodó szervezetet",
    institution: "Hivatali Kapu tárhellyel rendelkező intézményt",
  },
  partyName: "A szervezet neve",
  shortName: "Rövid név (Hivatali Kapu)",
  shortNameHint: "Legfeljebb 10 karakter",
} as const;

const person = {
  name: "Név",
  nameHint: "A most viselt név, ahogy az okmányaiban szerepel",
  birthName: "Születési név",
  mothersName: "Anyja neve",
  mothersNameHint: "Az anya születési neve",
  placeOfBirth: "Születési hely",
  dateOfBirth: "Születési idő",
  dateHint: "Például: 1975 5 17",
} as const;

const mandates = {
  title: "Meghatalmazások",
  lead: "Itt adhat meghatalmazást másnak, hogy a portálon eljárjon, és itt látja, kitől kapott Ön.",
  granted: "Adott meghatalmazások",
  grantedFor: "{name} által adott meghatalmazások",
  grantedNone: "Nincs adott meghatalmazás.",
  received: "Kapott meghatalmazások",
  receivedNone: "Nincs kapott meghatalmazása.",
  grantLink: "Új meghatalmazás adása",
  cannotGrant:
    "Ebben a szerepkörben nem adhat meghatalmazást: ezt csak a képviselt maga vagy törvényes képviselője teheti meg.",
  proxy: "Meghatalmazott",
  principal: "Meghatalmazó",
  scope: "Mire szól",
  everyForm: "minden ügy",
  everySettlement: "minden település",
  validity: "Érvényesség",
  from: "{from} napjától visszavonásig",
  between: "{from} napjától {to} napjáig",
  grantedAt: "Megadva",
  endedAt: "Megszűnt",
  states: { future: "Később lép életbe", valid: "Érvényes", expired: "Lejárt", revoked: "Visszavonva" },
  givenBack: "Visszaadva",
  endedByPrincipal: "{when}, a meghatalmazó visszavonta",
  endedByProxy: "{when}, a meghatalmazott visszaadta",
  revoke: "Visszavonás",
  revokeLabel: "Visszavonás: {name} meghatalmazása",
  revokeTitle: "Visszavonja a meghatalmazást?",
  revokeText:
    "{name} ettől kezdve nem járhat el, és az ügyeket sem látja. Amit eddig beküldött, megmarad. A visszavonás végleges; később új meghatalmazást adhat.",
  revoked: "Visszavonta a meghatalmazást. Meghatalmazott: {name}.",
  giveBack: "Visszaadás",
  giveBackLabel: "Visszaadás: {name} meghatalmazása",
  giveBackTitle: "Visszaadja a meghatalmazást?",
  giveBackText:
    "Ettől kezdve nem járhat el a következő nevében: {name}. Ez nem vonható vissza; új meghatalmazást csak a meghatalmazó adhat.",
  gaveBack: "Visszaadta a meghatalmazást. Meghatalmazó: {name}.",
  cancel: "Mégsem",
  ended: "Ez a meghatalmazás már megszűnt.",
} as const;

const grant = {
  title: "Meghatalmazás adása",
  lead: "A meghatalmazott a portálon a következő nevében járhat el: {name}.",
  proxyTitle: "Kit hatalmaz meg?",
  proxyWhy:
    "A természetes személyazonosító adatokra azért van szükség, hogy a meghatalmazás biztosan ahhoz kerüljön, akinek szánja: ugyanezeket az adatokat kapja a portál a KAÜ-től, amikor az illető bejelentkezik. A portál nem árulja el, hogy van-e már fiókja.",
  forms: "Mely ügyekre szól?",
  formsAll: "Minden ügyre",
  formsSome: "Csak ezekre az űrlapokra:",
  formsNone: "A kiválasztott településeknek nincs elektronikus űrlapja.",
  settlements: "Mely településekre szól?",
  settlementsAll: "Minden településre",
  settlementsSome: "Csak ezekre a településekre:",
  settlementSearch: "Település hozzáadása",
  settlementsChosen: "Kiválasztott települések",
  removeLabel: "Eltávolítás: {name}",
  remove: "Eltávolítás",
  added: "Hozzáadva: {name}",
  removed: "Eltávolítva: {name}",
  validFrom: "Mikortól érvényes?",
  validTo: "Meddig érvényes?",
  validToHint: "Ez a nap még beletartozik. Hagyja üresen, ha visszavonásig szól.",
  submit: "Meghatalmazás megadása",
  busy: "Megadás…",
  doneTitle: "Megadta a meghatalmazást",
  doneNote:
    "A portál nem árulja el, hogy a meghatalmazottnak van-e fiókja, és nem értesíti. Szóljon neki: a következő KAÜ-bejelentkezése után a Szerepkörváltás oldalon találja. Ha nem találja, ellenőrizze a megadott adatokat; eltérő adatokkal a meghatalmazás nem jut el hozzá.",
  doneLink: "Vissza a meghatalmazásokhoz",
} as const;

const errors = {
  required: "Töltse ki: {label}",
  "too-long": "Túl hosszú: {label}",
  "tax-number": "Nem létező adószám. Ellenőrizze a számjegyeket: {label}",
  "not-a-day": "Adjon meg létező napot évvel, hónappal és nappal: {label}",
  "in-the-future": "Nem lehet jövőbeli nap: {label}",
  "in-the-past": "Nem lehet mai napnál korábbi: {label}",
  "before-start": "Nem lehet a kezdő napnál korábbi: {label}",
  "choose-one": "Válasszon: {label}",
  "own-self": "Saját magát nem hatalmazhatja meg",
  other: "Nem megfelelő érték: {label}",
} as const;

/** Pages of capacities (eljárás módja) and mandates. */
export const actingPagesHu = {
  capacity,
  document,
  person,
  mandates,
  grant,
  errors,
  day: { year: "Év", month: "Hónap", day: "Nap" },
} as const;
