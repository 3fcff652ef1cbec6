import type { actingPagesHu } from "./acting-pages.hu.ts";
import type { Translation } from "./spoken.ts";

type Texts = Translation<typeof actingPagesHu>;

const capacity: Texts["capacity"] = {
  lead: "Choose in whose name you act. One role is active at a time; you can switch whenever you like.",
  group: "In whose name do you act?",
  current: "the one you act in now",
  soleTrader: "In your own name, as a sole trader",
  otherSoleTrader: "As a sole trader, with another tax number",
  soleTraderHint: "Give the tax number of your business.",
  taxNumber: "Tax number (adószám)",
  taxNumberHint: "11 digits, for example 12345676-1-42",
  document: "In another’s name, with an uploaded authorisation",
  documentHint:
    "If your authorisation is on paper or a separate document that you attach to the form. You say whom you represent on the next page.",
  submit: "Switch",
  next: "Continue",
  busy: "Switching…",
  chooseOne: "Choose in whose name you act",
  missingTitle: "Somebody you represent is not on the list?",
  missing: [
    "Companies and institutions are here if the register shows you as their statutory representative.",
    "Persons and organisations are here too if they gave you a mandate on the portal.",
    "In every other case choose the uploaded authorisation.",
  ],
  endedTitle: "You can no longer act in this role",
  endedText:
    "Your right to act for {name} has ended. Choose another role. Everything you submitted so far is safe at the office.",
  mandatesLink: "Mandates",
  validTo: "valid until {day}",
};

const document: Texts["document"] = {
  title: "Acting with an uploaded authorisation",
  lead: "Tell us whom you act for. You will have to attach the authorisation to the form.",
  kind: "Whom do you represent?",
  kinds: {
    "natural-person": "A natural person",
    company: "A company or another business entity",
    institution: "An institution with an office mailbox (Hivatali Kapu)",
  },
  partyName: "Name of the organisation",
  shortName: "Short name (Hivatali Kapu)",
  shortNameHint: "At most 10 characters",
};

const person: Texts["person"] = {
  name: "Name",
  nameHint: "The name used now, as it stands in the identity documents",
  birthName: "Name at birth",
  mothersName: "Mother’s name",
  mothersNameHint: "The mother’s name at birth",
  placeOfBirth: "Place of birth",
  dateOfBirth: "Date of birth",
  dateHint: "For example: 17 5 1975",
};

const mandates: Texts["mandates"] = {
  title: "Mandates",
  lead: "Here you can entitle somebody to act on the portal, and see who has entitled you.",
  granted: "Mandates given",
  grantedFor: "Mandates given by {name}",
  grantedNone: "No mandate has been given.",
  received: "Mandates received",
  receivedNone: "You have received no mandate.",
  grantLink: "Give a new mandate",
  cannotGrant:
    "You cannot give a mandate in this role: only the represented party or its statutory representative can.",
  proxy: "Proxy",
  principal: "Given by",
  scope: "Covers",
  everyForm: "all matters",
  everySettlement: "all settlements",
  validity: "Validity",
  from: "from {from} until revoked",
  between: "from {from} to {to}",
  grantedAt: "Given",
  endedAt: "Ended",
  states: { future: "Not yet in force", valid: "Valid", expired: "Expired", revoked: "Revoked" },
  givenBack: "Given back",
  endedByPrincipal: "{when}, revoked by the principal",
  endedByProxy: "{when}, given back by the proxy",
  revoke: "Revoke",
  revokeLabel: "Revoke: mandate of {name}",
  revokeTitle: "Revoke this mandate?",
  revokeText:
    "From now on {name} can neither act nor see the cases. What was submitted so far stays. Revoking is final; you can give a new mandate later.",
  revoked: "You have revoked the mandate of {name}.",
  giveBack: "Give back",
  giveBackLabel: "Give back: mandate of {name}",
  giveBackTitle: "Give this mandate back?",
  giveBackText:
    "From now on you cannot act for {name}. This cannot be undone; only the principal can give a new mandate.",
  gaveBack: "You have given back the mandate of {name}.",
  cancel: "Cancel",
  ended: "This mandate has already ended.",
};

const grant: Texts["grant"] = {
  title: "Give a mandate",
  lead: "The proxy will be able to act on the portal for {name}.",
  proxyTitle: "Whom do you entitle?",
  proxyWhy:
    "The natural identification data make sure that the mandate reaches the person you mean: KAÜ gives the portal the same data when that person logs in. The portal does not tell whether the person already has an account.",
  forms: "Which matters does it cover?",
  formsAll: "All matters",
  formsSome: "Only these forms:",
  formsNone: "The chosen settlements have no online forms.",
  settlements: "Which settlements does it cover?",
  settlementsAll: "All settlements",
  settlementsSome: "Only these settlements:",
  settlementSearch: "Add a settlement",
  settlementsChosen: "Chosen settlements",
  removeLabel: "Remove: {name}",
  remove: "Remove",
  added: "Added: {name}",
  removed: "Removed: {name}",
  validFrom: "Valid from",
  validTo: "Valid until",
  validToHint: "This day still counts. Leave it empty if it is valid until revoked.",
  submit: "Give the mandate",
  busy: "Giving…",
  doneTitle: "You have given the mandate",
  doneNote:
    "The portal does not tell whether the proxy has an account, and does not notify them. Let them know: after their next KAÜ login they find it on the page for switching roles. If they do not, check the data you gave; with different data the mandate does not reach them.",
  doneLink: "Back to mandates",
};

const errors: Texts["errors"] = {
  required: "Fill in: {label}",
  "too-long": "Too long: {label}",
  "tax-number": "There is no such tax number. Check the digits: {label}",
  "not-a-day": "Give an existing date with year, month and day: {label}",
  "in-the-future": "Cannot be in the future: {label}",
  "in-the-past": "Cannot be earlier than today: {label}",
  "before-start": "Cannot be earlier than the first day: {label}",
  "choose-one": "Choose: {label}",
  "own-self": "You cannot give a mandate to yourself",
  other: "Not acceptable: {label}",
};

export const actingPagesEn: Texts = {
  capacity,
  document,
  person,
  mandates,
  grant,
  errors,
  day: { year: "Year", month: "Month", day: "Day" },
};
