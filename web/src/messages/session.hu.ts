/** What the portal says about the session: its header, warnings, end and next steps. */
export const sessionHu = {
  warningTitle: "Folytatja a munkát?",
  warningText:
    "Egy ideje nem végzett műveletet, ezért a munkamenete hamarosan szünetel. Amit beírt, megmarad.",
  timeLeft: "Hátralévő idő:",
  minutesLeft: "Még {minutes} perc van hátra.",
  secondsLeft: "Még {seconds} másodperc van hátra.",
  endWarningTitle: "Hamarosan újra azonosítania kell magát",
  endWarningText:
    "A KAÜ-azonosítása {time}-kor lejár, mert legfeljebb 240 percig érvényes. Ha tudja, addig küldje be, amin dolgozik. Amit beírt, azután sem vész el: újra azonosítja magát, és ugyanitt folytatja.",
  understood: "Rendben",
  lapsedTitle: "A munkamenete lejárt",
  lapsedText:
    "30 percig nem végzett műveletet, ezért a munkamenetet szüneteltettük. Folytathatja ott, ahol abbahagyta: nem kell újra azonosítania magát, és a beírt adatok megmaradtak.",
  continue: "Folytatás",
  continuing: "Folytatás…",
  endedTitle: "Újra azonosítania kell magát",
  endedText:
    "A bejelentkezése véget ért, mert a KAÜ-azonosítás legfeljebb 240 percig érvényes. Azonosítsa magát újra: erre az oldalra tér vissza, és a beírt adatok megmaradnak.",
  endedFiles: "A még fel nem töltött fájlokat a böngésző nem őrzi meg, azokat újra ki kell választania.",
  identifyAgain: "Azonosítás újra",
  stay: "Maradok ezen az oldalon",
  logoutFailed: "A kijelentkezés nem sikerült. Ellenőrizze a kapcsolatát, és próbálja meg újra.",
  neededTitle: "Ehhez az oldalhoz be kell jelentkeznie",
  neededText: "Bejelentkezés után erre az oldalra tér vissza.",
  leftTitle: "Kijelentkezett",
  leftText:
    "Egy másik lapon, másik eszközön vagy a KAÜ oldalán véget ért a bejelentkezése, ezért ennek az oldalnak a tartalmát elrejtettük. Ha újra bejelentkezik, erre az oldalra tér vissza.",
  switchedTitle: "Szerepkört váltott",
  switchedText:
    "Egy másik lapon szerepkört váltott. Most így jár el: {acting}. Ez az oldal még az előző szerepkörben készült. Amit beírt, megmaradt: abban a szerepkörben folytathatja.",
  reload: "Az oldal újratöltése",
  actingLabel: "Az eljárás módja:",
  acting: { ownName: "Saját néven", soleTrader: "Egyéni vállalkozóként", other: "{name} nevében" },
  switchCapacity: "Szerepkörváltás",
  ownAccount: "Ügyfélfiókom",
  menu: "Menü",
  identifyStronger: "Azonosítás magasabb szinten",
} as const;
