/** Texts of a form's own start page, of filling without a login and of calculators. */
export const fillingHu = {
  tasks: {
    text: "Haladjon sorban, vagy válassza ki, melyik résszel folytatja. A kész részeket később is módosíthatja.",
    done: (done: number, all: number) => `${all} részből ${done} kész.`,
    parts: "Az űrlap részei",
    states: {
      done: "Kész",
      incomplete: "Hiányos",
      "not-started": "Még nem kezdte el",
      optional: "Nem kötelező",
    },
    check: "Ellenőrzés és beküldés",
    checkReady: "Beküldhető",
    checkLater: "Ha minden rész kész",
    continue: "Folytatás",
    files: "Csatolandó",
    facts: "Tudnivalók",
  },
  based: {
    title: "A korábbi alapján kezdte",
    text: "Átvettük, ami a korábbi beküldésből nem változik; a bevallás időszakát továbbléptettük. Amit újra meg kell adni, üresen hagytuk. A csatolmányokat nem vettük át.",
    link: "A korábbi ügy megnyitása",
  },
  version: {
    title: "Az űrlapnak új változata van",
    text: (own: string, offered: string) =>
      `Ez a piszkozat a(z) ${own} változattal készül, a település most a(z) ${offered} változatot kínálja. Folytathatja a régivel is.`,
    switch: "Áttérés az új változatra",
    switching: "Áttérés…",
    all: "Minden eddigi válasza átvehető.",
    dropped: "Ezek a válaszok nem vehetők át, ezeket újra meg kell adnia:",
    files: "A csatolt fájlokat az új változatban újra fel kell töltenie.",
    droppedTitle: "Az űrlapnak közben új változata lett",
  },
  local: {
    where:
      "Bejelentkezés nélkül tölti ki: amit beír, csak ebben a böngészőben marad meg. Ha más is használja ezt a gépet, a végén törölje.",
    saved: (time: string) => `Mentve ebben a böngészőben ${time}`,
    notSaved:
      "A böngészője nem engedi a mentést. Amit beír, csak addig marad meg, amíg ez az oldal nyitva van.",
    delete: "Törlés ebből a böngészőből",
    deleteTitle: "Törli, amit beírt?",
    deleteText: "Ez csak ebben a böngészőben van meg, ezért nem állítható vissza.",
    deleteYes: "Törlés",
    deleteNo: "Mégsem",
    identity: "A személyes adatait bejelentkezéskor a KAÜ adja át; ezeket nem kell beírnia.",
    noFiles: "Fájlt bejelentkezés után csatolhat, a beküldés előtt.",
    leave: "Félbehagyom",
    checkLead: "Nézze át, amit megadott. A beküldéshez be kell jelentkeznie; amit beírt, átkerül a fiókjába.",
    logIn: "Bejelentkezés és beküldés",
    continueIn: "Tovább a beküldéshez",
    filesLater: "Csatolandó fájl is van: ezeket bejelentkezés után töltheti fel.",
  },
  calculator: {
    title: (form: string) => `Kalkulátor: ${form}`,
    lead: "Számolja ki, mennyit kellene fizetnie. Nem kell bejelentkezni, és amit beír, nem küldjük el sehova.",
    result: "Eredmény",
    missing: "A számításhoz töltse ki a kötelező mezőket.",
    wrong: "Javítsa a megjelölt mezőket.",
    information:
      "A kiszámított összeg tájékoztató jellegű, a település most érvényes mértékeivel készült; bevallásnak nem minősül.",
    start: "Űrlap kitöltése ezekkel az adatokkal",
    notOffered: "Ezt a bevallást a település ezen a portálon nem fogadja.",
  },
};

export type FillingMessages = typeof fillingHu;
