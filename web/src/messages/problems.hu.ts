import type { ProblemCode } from "../../../src/contract/problem.ts";
import type { LoginFailureCode } from "../../../src/domain/session/login-failure.ts";

/** One sentence per expected failure of the API, plus what the browser itself notices. */
export const problemsHu = {
  network:
    "Nincs kapcsolat a portállal. Amit beírt, megmaradt. Ellenőrizze az internetkapcsolatát, és próbálja újra.",
  "bad-request": "A kérést nem tudtuk feldolgozni. Töltse újra az oldalt, és próbálja meg ismét.",
  "invalid-json": "A kérést nem tudtuk feldolgozni. Töltse újra az oldalt, és próbálja meg ismét.",
  "invalid-fields": "Néhány adat nem megfelelő. Javítsa a megjelölt mezőket.",
  "session-missing": "Nincs bejelentkezve.",
  "session-lapsed": "A munkamenete lejárt. Folytassa, és próbálja meg újra.",
  "session-ended": "A bejelentkezése véget ért. Jelentkezzen be újra.",
  "forbidden-origin": "A kérés nem a portál saját oldaláról érkezett. Töltse újra az oldalt.",
  "mandate-ended":
    "A meghatalmazás érvényessége lejárt, ezért ebben a szerepkörben már nem járhat el. Váltson szerepkört.",
  "mandate-revoked":
    "A meghatalmazást visszavonták, ezért ebben a szerepkörben már nem járhat el. Váltson szerepkört.",
  "representation-ended":
    "A nyilvántartás szerint Ön már nem képviselője ennek a szervezetnek. Váltson szerepkört.",
  "outside-mandate": "A meghatalmazása erre az űrlapra vagy településre nem terjed ki.",
  "cannot-query": "Feltöltött meghatalmazással csak beküldeni lehet, a képviselt ügyeit nem lehet megnézni.",
  "capacity-not-allowed":
    "Ezt az űrlapot a mostani szerepkörében nem lehet beküldeni. Váltson szerepkört, és kezdje el úgy.",
  "token-missing": "A hívás nem tartalmaz hozzáférési tokent.",
  "token-invalid": "A hozzáférési token érvénytelen vagy lejárt.",
  "outside-scope": "A hozzáférési token erre a hivatalra nem jogosít.",
  "call-reused": "Ezzel az azonosítóval már más hívás érkezett.",
  "not-a-clerk": "Önnek ebben a hivatalban nincs munkatársi jogosultsága.",
  "own-case": "Ez a saját ügye; egy munkatársának kell vele foglalkoznia.",
  "not-permitted": "A beosztása ezt nem teszi lehetővé.",
  "case-changed":
    "Az ügy közben megváltozott. Nézze meg a mostani állapotát, és ha még kell, próbálja újra; amit beírt, megmaradt.",
  "wrong-state": "Az ügy mostani állapotában ez nem lehetséges. Töltse újra az oldalt.",
  "book-closed": "Az iktatókönyv az évre le van zárva, ezért ide már nem lehet iktatni.",
  "not-delegable": "Meghatalmazást csak maga a képviselt vagy törvényes képviselője adhat.",
  "identification-too-low": "Ehhez erősebb azonosítás kell. Jelentkezzen be magasabb szintű azonosítással.",
  "account-changed": "A fiókját közben máshol módosították. Nézze át az adatokat, és mentse újra.",
  "link-expired": "Ezt a hivatkozást már felhasználták, vagy lejárt. Kérjen újat a fiókjában.",
  "too-many-requests": "Túl sok kérés érkezett. Várjon néhány percet, és próbálja újra.",
  "not-found": "Nem található, vagy nem az Ön ügye.",
  "method-not-allowed": "Ez a művelet itt nem végezhető el.",
  "draft-changed": "A piszkozatot közben máshol módosították.",
  "not-a-draft": "Ezt az űrlapot már beküldte, ezért nem módosítható.",
  "too-many-mandates":
    "Ennyi érvényes meghatalmazás egyszerre nem lehet. Vonja vissza azokat, amelyekre már nincs szükség.",
  "not-carriable": "Abból az ügyből nem kezdhető új űrlap. Kezdjen üres űrlapot.",
  "too-many-attachments": "Ide több fájl nem csatolható.",
  "attachments-too-large": "A fájlok együtt túl nagyok.",
  "upload-missing": "A fájl nem érkezett meg. Töltse fel újra.",
  "body-too-large": "A beküldött adat túl nagy.",
  "wrong-media-type": "A kérést nem tudtuk feldolgozni. Töltse újra az oldalt.",
  "file-too-large": "A fájl nagyobb a megengedettnél.",
  "file-type-forbidden": "Ilyen típusú fájl nem csatolható.",
  "file-damaged": "A fájl feltöltés közben megsérült. Töltse fel újra.",
  "login-failed": "A bejelentkezés nem sikerült.",
  "nothing-published": "Ezen a portálon még egyetlen település sem fogad ügyeket. Látogasson vissza később.",
  "catalogue-damaged":
    "A település adatai most nem olvashatók; a többi települést ez nem érinti. Amit beírt, megmarad. Próbálja meg később.",
  "too-busy": "A portál most túlterhelt. Próbálja meg egy perc múlva.",
  unexpected: "Váratlan hiba történt nálunk. Amit beírt, megmaradt. Próbálja meg újra.",
} as const satisfies Readonly<Record<ProblemCode | "network", string>>;

/** Why a login did not lead to a session. */
export const loginFailuresHu = {
  cancelled: "A bejelentkezést megszakította a KAÜ oldalán.",
  expired:
    "A bejelentkezés túl sokáig tartott, vagy ezt a bejelentkezést már egyszer felhasználták. Kezdje újra.",
  "not-started-here": "Ez a bejelentkezés másik lapon vagy böngészőben kezdődött. Kezdje újra itt.",
  broker: "A KAÜ most nem érhető el, vagy hibát jelzett. Próbálja meg néhány perc múlva.",
  rejected: "A KAÜ válasza nem felelt meg az ellenőrzésnek. Kezdje újra a bejelentkezést.",
  "level-too-low":
    "A választott azonosítási mód ehhez nem elég erős. Jelentkezzen be újra, és válasszon erősebb módot.",
  "too-busy": "A portál most túlterhelt. Próbálja meg egy perc múlva.",
  unexpected: "A hiba nálunk van. Próbálja meg újra.",
} as const satisfies Readonly<Record<LoginFailureCode, string>>;
