import { actingEn } from "./acting.en.ts";
import { formEn } from "./form.en.ts";
import type { portalHu } from "./portal.hu.ts";
import { loginFailuresEn, problemsEn } from "./problems.en.ts";
import { sessionEn } from "./session.en.ts";
import type { Translation } from "./spoken.ts";

export const portalEn: Translation<typeof portalHu> = {
  portal: {
    name: "Municipal E-Administration Portal",
    title: "{page} – Municipal E-Administration Portal",
    skip: "Skip to the content",
    mainNavigation: "Main menu",
    chooseLanguage: "Language",
    home: "Home",
    cases: "My cases",
    startCase: "Start a case",
    guide: "How to use",
    office: "Office pages",
    login: "Log in",
    loginWithBroker: "Log in with KAÜ",
    allSettlements: "All settlements",
    logout: "Log out (Kijelentkezés)",
    settlement: "Settlement",
    changeSettlement: "Another settlement",
    footerAbout: "Forms submitted on the portal go to the municipal office of the settlement you choose.",
    footerLogout: "When you have finished, log out to protect your data; do not just close the window.",
    footerLinks: "More pages",
    loading: "Loading…",
    retry: "Try again",
    copy: "Copy number",
    copied: "Copied to the clipboard.",
    copyFailed: "Copying did not work. Select the number and copy it by hand.",
  },
  pageNames: {
    account: "My account",
    verifyEmail: "Confirm your e-mail address",
    ownSessions: "My sessions",
    capacity: "Change whom you act for",
    mandates: "Mandates",
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
      kept: "The office keeps {count} submitted {count|one:case|other:cases} of yours as the law requires. If you log in again, you see them again.",
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
    otherCapacity:
      "You act now: {acting}. If you began the case in another role, change to that role: you find it there.",
    homeLink: "Go to the home page",
    casesLink: "Go to my cases",
  },
  unexpected: {
    title: "Something went wrong",
    requestId: "Number of the error",
    reload: "Reload the page",
  },
  payment: {
    title: "Where to pay",
    text: "Accounts of the local government. Pay only to the one that belongs to your case.",
  },
  problems: problemsEn,
  form: formEn,
  acting: actingEn,
};
