import type { accountHu } from "./account.hu.ts";
import type { Translation } from "./spoken.ts";

type Texts = Translation<typeof accountHu>;

const identity: Texts["identity"] = {
  title: "Identification data",
  text: "KAÜ passes these on at every login, so they cannot be changed here. If one of them is wrong, a government office (kormányablak) can have it corrected.",
  refreshed: "Refreshed: {when}",
};

const parts: Texts["parts"] = {
  email: "E-mail address",
  telefon: "Phone number",
  postacim: "Postal address",
  nyelv: "Language",
  ertesitesek: "E-mail notifications",
  telepules: "Default settlement",
};

const email: Texts["email"] = {
  verified: "confirmed",
  unverified: "not confirmed yet",
  sentTo: "We sent a confirmation link to {address}",
  sentHint: "The link in the mail is valid for 24 hours and works once. Look into your spam folder too.",
  sent: "The confirmation link has been sent.",
  untilThen: "Your earlier address stays in use until you confirm the new one.",
  resend: "Send a new link",
  resending: "Sending…",
  resent: "We sent a new link to {address}. The earlier one no longer works.",
  label: "E-mail address",
  hint: "We send a confirmation link to this address. For example: name@example.hu",
  submit: "Send the confirmation link",
  remove: "Remove e-mail address",
  removeTitle: "Remove your e-mail address?",
  removeText: "We will not send you notifications any more. You can give a new address at any time.",
};

const phone: Texts["phone"] = {
  hint: "For example: +36 30 123 4567. Leave it empty if you do not want to give one.",
};

const address: Texts["address"] = {
  text: "To remove the address, leave postcode, town and street empty.",
  country: "Country",
  homeCountry: "Hungary",
  postcode: "Postcode",
  city: "Town or village",
  street: "Street, house number, floor, door",
};

const language: Texts["language"] = {
  group: "Which language do you use the portal in?",
  hint: "After saving, the pages and e-mails of the portal are in this language.",
};

const notifications: Texts["notifications"] = {
  group: "What shall we e-mail you about?",
  hint: "The e-mail only says that something has happened and asks you to log in. It contains no data.",
  needsEmail: "We only write to a confirmed address. You have none at the moment.",
  caseProgress: "When something happens in a case I submitted",
  newLogin: "When somebody logs in to my account",
  none: "no notifications",
};

const settlement: Texts["settlement"] = {
  text: "The home page offers this settlement first.",
  chosen: "Chosen settlement:",
  remove: "No default settlement",
};

const sessions: Texts["sessions"] = {
  title: "My sessions",
  lead: "You are logged in on these devices now. If you do not recognise one of them, log it out.",
  here: "This browser",
  started: "Logged in: {when}",
  rows: {
    lastActive: "Last active",
    endsAt: "Ends at the latest",
    actingFor: "In whose name",
    state: "State",
  },
  states: { active: "active", lapsed: "paused (nothing happened for 30 minutes)" },
  end: "Log out",
  endLabel: "Log out the session begun {when}",
  ended: "It has been logged out.",
  endHere: "Log out here",
  everywhere: "Log out everywhere",
  everywhereText:
    "You will be logged out of the portal on every device, this one too. At KAÜ you are logged out on this device only: on the others the KAÜ login may live on for up to 240 minutes from its start, so close the browser there too.",
  everywhereTitle: "Log out everywhere?",
  cancel: "Cancel",
};

const data: Texts["data"] = {
  title: "My data",
  text: "You can download everything the portal keeps about you: your account, sessions, mandates and cases.",
  download: "Download my data (JSON)",
  downloading: "Putting it together…",
  downloaded: "Downloaded: {name}",
  deleteLink: "Delete my account",
};

const deletion: Texts["deletion"] = {
  title: "Delete my account",
  lead: "Before you delete your account, see what goes and what stays.",
  deletedTitle: "We delete this at once and for good",
  deleted: [
    "your contact details and settings (e-mail, phone, postal address, language, notifications, settlement),",
    "the identification data from KAÜ in your account,",
    "drafts you have not submitted, with the files uploaded to them, also those begun for others with an uploaded authorisation,",
    "your sessions: you are logged out on every device,",
    "mandates given in your own name and received come to an end.",
  ],
  keptTitle: "The law requires this to be kept",
  kept: [
    "Forms you submitted and their attachments are official records: the municipal office you sent them to keeps them for the time its filing plan prescribes (Act LXVI of 1995, Government Decree 335/2005).",
    "The office’s registry keeps who turned to it, when and in what matter.",
    "Of ended mandates it stays who gave them to whom, for what and until when: this proves who could act when. The other side can see it.",
    "Where you acted for somebody else, their case keeps that you acted and on what basis: they and the office can see it.",
  ],
  after:
    "If you log in with KAÜ again, a new, empty account is created. You see the cases that were kept in it again.",
  downloadFirst: "You can download your data before deleting it.",
  confirm: "I understand that this is final, and I want to delete my account",
  mustConfirm: "To delete the account, tick that you understand",
  submit: "Delete account for good",
  busy: "Deleting…",
  cancel: "Keep my account",
};

const verification: Texts["verification"] = {
  checking: "Checking the link…",
  doneTitle: "You have confirmed your e-mail address",
  doneText: "We use this address from now on. You can close this page or go on to your account.",
  expiredTitle: "This link can no longer be used",
  expiredText:
    "If you have opened it before, your address is confirmed and there is nothing left to do. If not, the link is too old: it is valid for 24 hours, and only the last one sent works. Your account shows whether your address is confirmed, and there you can ask for a new link.",
  accountLink: "Go to my account",
};

const errors: Texts["errors"] = {
  required: "Fill in: {label}",
  "too-long": "Too long: {label}",
  email: "Give a valid e-mail address (for example name@example.hu): {label}",
  phone: "Give a valid phone number (for example +36 30 123 4567): {label}",
  postcode: "A Hungarian postcode has four digits: {label}",
  other: "Not acceptable: {label}",
};

export const accountEn: Texts = {
  title: "My account",
  lead: "Your data, contact details and settings in one place.",
  created: "Account created: {when}",
  contact: "Contact details",
  preferences: "Settings",
  more: "Sessions and representation",
  change: "Change",
  changeLabel: "Change: {part}",
  notGiven: "not given",
  saved: "Saved: {part}.",
  removed: "Removed: {part}.",
  save: "Save",
  saving: "Saving…",
  cancel: "Cancel",
  conflictTitle: "This was changed elsewhere in the meantime",
  conflictText: "What you typed is kept. If you still want it, save again; if not, choose Cancel.",
  conflictStored: "Stored now:",
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
};
