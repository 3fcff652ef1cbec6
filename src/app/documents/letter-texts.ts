import type { DocumentKind } from "../../domain/case/case-document.ts";
import type { WrittenLanguage } from "../../domain/format/language.ts";

const kindsHu: Readonly<Record<DocumentKind, string>> = {
  "supplement-request": "Hiánypótlási felhívás",
  decision: "Döntés",
  rejection: "Visszautasító végzés",
  transfer: "Értesítés áttételről",
  message: "Üzenet",
  supplement: "Hiánypótlás",
  withdrawal: "A beadvány visszavonása",
};

const hu = {
  kinds: kindsHu,
  fileName: "irat",
  number: "Az irat iktatószáma",
  caseNumber: "Az ügy iktatószáma",
  date: "Kelt",
  author: "Készítette",
  client: "Ügyfél",
  matter: "Az ügy tárgya",
  data: "Az irat adatai",
  dueOn: "Határidő",
  noText: "Az irat tartalma a csatolt fájlokban van.",
  files: "Csatolt fájlok",
  delivery: "Kézbesítés",
  sentAt: "Elküldve",
  secondNoticeAt: "Második értesítés",
  sent: "Átvételre vár",
  takenOver: "Átvéve",
  takenOverBy: "Átvette",
  deemed: "A törvény szerint kézbesítettnek minősül",
  invalidated: "Érvénytelenítve",
  footer: (number: string) => `Iktatószám: ${number}`,
};

const en: typeof hu = {
  kinds: {
    "supplement-request": "Request for what is missing (hiánypótlási felhívás)",
    decision: "Decision",
    rejection: "Order refusing the submission",
    transfer: "Notice of transfer",
    message: "Message",
    supplement: "What was missing (hiánypótlás)",
    withdrawal: "Withdrawal of the submission",
  },
  fileName: "document",
  number: "Registry number of the document",
  caseNumber: "Registry number of the case",
  date: "Date",
  author: "By",
  client: "Client",
  matter: "Subject of the case",
  data: "About this document",
  dueOn: "Due on",
  noText: "What the document says is in the attached files.",
  files: "Attached files",
  delivery: "Delivery",
  sentAt: "Sent",
  secondNoticeAt: "Second notice",
  sent: "Waits to be taken over",
  takenOver: "Taken over",
  takenOverBy: "Taken over by",
  deemed: "Counts as delivered by law",
  invalidated: "Declared invalid",
  footer: (number) => `Registry number: ${number}`,
};

/** Words around a later document; what was written stays as it was written. */
export const letterTexts: Readonly<Record<WrittenLanguage, typeof hu>> = { hu, en };
