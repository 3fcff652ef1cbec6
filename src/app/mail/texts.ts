import type { Language } from "../../domain/localized.ts";
import type { Mail } from "./ports.ts";

type Text = Pick<Mail, "subject" | "text">;

/** Mails are written in Hungarian and in English; other languages of the portal get English. */
const choose = (language: Language, hu: Text, en: Text): Text => (language === "hu" ? hu : en);

const lines = (...paragraphs: string[]): string => `${paragraphs.join("\n\n")}\n`;

/**
 * None of the texts names a person, a case or an office: whoever reads a mailbox, or a mail sent to a wrong
 * address, learns no more than that somebody gave this address to the portal.
 */
export const confirmationMail = (language: Language, link: string): Text =>
  choose(
    language,
    {
      subject: "E-mail-cím megerősítése",
      text: lines(
        "Ezt az e-mail-címet megadták az önkormányzati portál egyik személyes fiókjában. Ha Ön adta meg, erősítse meg a következő lapon:",
        link,
        "A hivatkozás 24 óráig és egyszer használható.",
        "Ha nem Ön adta meg, nincs teendője: megerősítés nélkül a cím nem kerül használatba.",
      ),
    },
    {
      subject: "Confirm your e-mail address",
      text: lines(
        "This e-mail address was entered in a personal account of the municipal portal. If it was you, confirm it on this page:",
        link,
        "The link works once, within 24 hours.",
        "If it was not you, there is nothing to do: without confirmation the address will not be used.",
      ),
    },
  );

/** `accountPage`: address of the account's page, where sessions can be ended. */
export const newLoginMail = (language: Language, accountPage: string): Text =>
  choose(
    language,
    {
      subject: "Új bejelentkezés",
      text: lines(
        "Most bejelentkeztek az önkormányzati portálon abba a személyes fiókba, amelyhez ez az e-mail-cím tartozik.",
        "Ha nem Ön volt, jelentkezzen be, és a fiókjában, a Bejelentkezéseim oldalon válassza a „Kijelentkezés mindenhol” gombot:",
        accountPage,
        "Az értesítést ugyanott kikapcsolhatja.",
      ),
    },
    {
      subject: "New login",
      text: lines(
        "Somebody has just logged in to the personal account this e-mail address belongs to at the municipal portal.",
        "If it was not you, log in and choose “Log out everywhere” under My sessions in your account:",
        accountPage,
        "You can switch this notice off in the same place.",
      ),
    },
  );

/** `casesPage`: address of the client's cases, which opens after a login only. */
export const caseProgressMail = (language: Language, casesPage: string): Text =>
  choose(
    language,
    {
      subject: "Értesítés az önkormányzati portálról",
      text: lines(
        "Valami történt az önkormányzati portálon egy olyan ügyben, amelyet Ön nyújtott be. Kérjük, jelentkezzen be, és nézze meg az ügyeit:",
        casesPage,
        "A hivatal iratait ott veheti át. Az átvételnek határideje lehet.",
        "Az értesítést a fiókjában kikapcsolhatja.",
      ),
    },
    {
      subject: "Notice from the municipal portal",
      text: lines(
        "Something happened at the municipal portal in a case you submitted. Please log in and look at your cases:",
        casesPage,
        "Documents of the office can be taken over there. There may be a deadline for it.",
        "You can switch these notices off in your account.",
      ),
    },
  );

/** Goes to the address that is no longer used, so that nobody is cut off from notices unseen. */
export const addressReplacedMail = (language: Language, accountPage: string): Text =>
  choose(
    language,
    {
      subject: "Megváltozott az e-mail-cím",
      text: lines(
        "Az önkormányzati portálon eddig ehhez a címhez tartozó személyes fiók e-mail-címét megváltoztatták vagy törölték. Erre a címre több értesítés nem érkezik.",
        "Ha nem Ön tette, jelentkezzen be, és ellenőrizze a fiókját:",
        accountPage,
      ),
    },
    {
      subject: "The e-mail address has changed",
      text: lines(
        "The e-mail address of the personal account that used this address at the municipal portal has been changed or removed. No further notices will come here.",
        "If it was not you, log in and check your account:",
        accountPage,
      ),
    },
  );
