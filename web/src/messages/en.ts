import { sentenceEnd } from "../format/sentence-end.ts";
import { actingEn } from "./acting.en.ts";
import { casesEn } from "./cases.en.ts";
import { formEn } from "./form.en.ts";
import type { Messages } from "./hu.ts";
import { loginFailuresEn, problemsEn } from "./problems.en.ts";
import { sessionEn } from "./session.en.ts";

export const en: Messages = {
  portal: {
    name: "Municipal E-Administration Portal",
    title: (page) => `${page} – Municipal E-Administration Portal`,
    skip: "Skip to the content",
    mainNavigation: "Main menu",
    chooseLanguage: "Language",
    home: "Home",
    cases: "My cases",
    startCase: "Start a case",
    guide: "How to use",
    login: "Log in",
    logout: "Log out (Kijelentkezés)",
    settlement: "Settlement",
    changeSettlement: "Another settlement",
    footerAbout: "Forms submitted on the portal go to the municipal office of the settlement you choose.",
    footerLogout: "When you have finished, log out to protect your data; do not just close the window.",
    footerLinks: "More pages",
    loading: "Loading…",
    retry: "Try again",
  },
  pageNames: {
    account: "My account",
    verifyEmail: "Confirm your e-mail address",
    ownSessions: "My sessions",
    capacity: "Change whom you act for",
    mandates: "Mandates",
  },
  home: {
    title: "Municipal matters online",
    lead: "Send your application, notification or return to your settlement’s municipal office and follow your case. You need nothing but a browser.",
    chooseTitle: "Choose your settlement",
    chooseText: "The services on offer differ from settlement to settlement.",
    ownSettlement: "Your settlement:",
    allSettlements: "List of all settlements",
    lastSettlement: "Last visited:",
    casesTitle: "My cases",
    casesText: "Forms you have started and cases you have submitted, with dates and case numbers.",
    casesLink: "Open my cases",
    howTitle: "How does it work?",
    steps: [
      {
        title: "Choose a settlement and a service",
        text: "See what can be done online and what you will need. No login is necessary for this.",
      },
      {
        title: "Log in with KAÜ",
        text: "The Central Identification Broker confirms that you are you. The portal never sees your password.",
      },
      {
        title: "Fill in and submit the form",
        text: "What you type is saved as you go: you can stop and continue later. On submission you get a submission number at once.",
      },
      {
        title: "Follow your case",
        text: "The office receives and registers your submission. Its numbers and dates appear under My cases.",
      },
    ],
    loginTitle: "Logging in: KAÜ identification",
    loginText: "On the pages of KAÜ (the Central Identification Broker) you can choose from:",
    methods: [
      "Ügyfélkapu+ (client gate)",
      "DÁP mobile app",
      "Telephone identification",
      "eSzemélyi (e-ID card)",
    ],
    loginFirst: "Your personal account is created when you log in for the first time.",
    logoutTitle: "Log out when you have finished",
    logoutText:
      "Closing the browser window does not log you out. To protect your data, always use the log-out button (Kijelentkezés) at the top of the page; on a phone the Menu opens it.",
    guideLink: "Detailed guide to using the portal",
  },
  guide: {
    title: "How to use the portal",
    lead: "The Municipal E-Administration Portal is the place for dealing with your municipality online.",
    whoTitle: "Who can use it?",
    who: [
      "Private persons have a choice: they can deal with their matters here or in person, on paper.",
      "Business entities are obliged to deal with the municipality electronically.",
    ],
    whoNote: "Anyone can open the portal. Submitting and following cases need a login.",
    kauTitle: "Identification",
    kauText:
      "You log in through KAÜ, the Central Identification Broker. There you choose how to identify yourself:",
    kauNote:
      "KAÜ passes on your name and your natural identification data (name at birth, mother’s name, place and date of birth). Forms show them already filled in.",
    filingTitle: "What happens to a submitted form?",
    filing: [
      "On submission the form goes to the office’s mailbox, and you get a 27-digit submission number.",
      "The office’s records clerk receives it: it gets a receipt number (érkeztetőszám).",
      "After registration it has a registry number (iktatószám) and goes to the case officer or the specialist system.",
    ],
    filingNote:
      "All three numbers appear on the page of the case. Quote the registry number when you contact the office.",
    accountTitle: "Personal account",
    accountText:
      "It is created when you log in for the first time. There you can give your contact details, the language and your default settlement, see your sessions, download your data and delete the account.",
    actingTitle: "Acting for others",
    actingText:
      "After logging in you act in your own name. The link Szerepkörváltás at the top of the page gives you another role:",
    acting: [
      "As a sole trader, with your tax number.",
      "For a company or an institution, if the register shows you as its statutory representative.",
      "For another person or organisation that gave you a mandate on the portal. They can revoke it at any time.",
      "With an uploaded authorisation: you can submit the form, but you cannot see the cases of the party you represent.",
    ],
    sessionTitle: "How long do you stay logged in?",
    session: [
      "After 30 minutes without activity the session pauses. With “Continue” you go on where you stopped, without identifying yourself again.",
      "240 minutes after logging in you are asked to identify yourself again. Then you come back to the same page.",
      "What you typed is not lost in either case.",
    ],
    sessionNote:
      "If you do not want to use the portal any longer, do not close the browser window: log out (Kijelentkezés).",
    technicalTitle: "What do you need?",
    technicalText:
      "An internet connection and a current browser (Chrome, Edge, Firefox or Safari), on a computer or a phone. Nothing has to be installed.",
  },
  settlements: {
    title: "Choose a settlement",
    lead: "Search by name, part of a name or postcode. Accents do not matter.",
    label: "Name or postcode of the settlement",
    hint: "For example: Kópháza, kophaza or 9495",
    search: "Search",
    found: (count) => (count === 1 ? "1 settlement found" : `${count} settlements found`),
    none: "There is no such settlement on the portal",
    noneText:
      "Check the name, or choose from the list of all settlements. If yours is not there, its municipality has not joined yet.",
    shown: (shown, all) => `The first ${shown} of ${all} settlements. Type more to narrow the list.`,
    all: "All settlements",
    county: (name) => `${name} county`,
  },
  settlement: {
    title: (name) => `${name}: online services`,
    lead: (name) => `These matters can be dealt with online in ${name}.`,
    services: "Services",
    noServices: "This settlement does not offer any online service at the moment.",
    office: "Your cases are handled by",
    address: "Address",
    email: "E-mail",
    phone: "Phone",
    website: "Website",
    sectors: {
      general: "General administration",
      tax: "Taxes",
      trade: "Industry and trade",
      social: "Social matters",
      probate: "Probate inventory",
      registry: "Civil registry",
      possession: "Protection of possession",
      other: "Other matters",
    },
  },
  service: {
    needTitle: "What will you need?",
    needLogin: "KAÜ identification (Ügyfélkapu+, DÁP, telephone identification or eSzemélyi)",
    needSlot: (label) => `Attachment: ${label}`,
    slotRequired: "required",
    slotOptional: "optional",
    slotLimits: (types, size) => `${types}, at most ${size} each`,
    pagesTitle: "Parts of the form",
    pageAndCheck: "Check and submit",
    saved: "You can stop at any time: what you typed stays as a draft under My cases.",
    start: "Start now",
    version: (version) => `Version of the form: ${version}`,
  },
  start: {
    title: "Start a case",
    loginTitle: "Log in",
    anonymous: "To fill in and submit the form you have to identify yourself.",
    anonymousNote: "After logging in you come back to this page.",
    login: "Log in with KAÜ",
    actsAs: "Acting person",
    capacity: "Acting capacity",
    addressee: "Addressed office",
    form: "Form",
    begin: "Start filling in",
    beginNew: "Start a new form",
    starting: "Starting…",
    draftsTitle: "You have already started this form",
    draftsText: "You can continue where you stopped, or start a new one.",
    continueDraft: (when) => `Continue: saved ${when}`,
  },
  session: sessionEn,
  loggedOut: {
    title: "You have logged out",
    text: "Your session has ended both on the portal and at KAÜ. You can close the browser window.",
    brokerOpen:
      "You have logged out of the portal, but KAÜ could not be reached, so your login there may still be open. Close all browser windows; on a shared computer log out on the KAÜ page as well.",
    deleted: {
      title: "Your account has been deleted",
      text: "Your data has been deleted for good and you are logged out on every device.",
      kept: (count) =>
        `The office keeps ${count} submitted ${count === 1 ? "case" : "cases"} of yours as the law requires. If you log in again, you see them again.`,
    },
    draftsKept: "Forms you started are kept: you will find them under My cases when you log in next time.",
  },
  loginFailed: {
    title: "The login did not succeed",
    text: "There is no session. What you saved earlier is kept.",
    reasons: loginFailuresEn,
    again: "Log in again",
  },
  notFound: {
    title: "This page cannot be found",
    text: "The address may be mistyped, or the page no longer exists.",
    caseText: "You have no such case, or it is not yours.",
    otherCapacity: (acting) =>
      `You act now: ${sentenceEnd(acting)} If you began the case in another role, change to that role: you find it there.`,
    homeLink: "Go to the home page",
    casesLink: "Go to my cases",
  },
  unexpected: {
    title: "Something went wrong",
    requestId: "Number of the error",
    reload: "Reload the page",
  },
  problems: problemsEn,
  form: formEn,
  cases: casesEn,
  acting: actingEn,
};
