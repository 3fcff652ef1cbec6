import type { sessionHu } from "./session.hu.ts";
import type { Translation } from "./spoken.ts";

export const sessionEn: Translation<typeof sessionHu> = {
  warningTitle: "Are you still working?",
  warningText: "You have been inactive for a while, so your session will soon pause. What you typed is kept.",
  timeLeft: "Time left:",
  minutesLeft: "{minutes} {minutes|one:minute|other:minutes} at most {minutes|one:is|other:are} left.",
  secondsLeft: "{seconds} seconds are left.",
  endWarningTitle: "You will soon have to identify yourself again",
  endWarningText:
    "Your KAÜ identification ends at {time}, as it is valid for at most 240 minutes. If you can, submit what you are working on before that. What you typed is not lost afterwards either: you identify yourself again and go on here.",
  understood: "OK",
  lapsedTitle: "Your session has expired",
  lapsedText:
    "You were inactive for 30 minutes, so the session was paused. You can continue where you stopped: you do not have to identify yourself again, and what you typed is kept.",
  continue: "Continue (Folytatás)",
  continuing: "Continuing…",
  endedTitle: "Please identify yourself again",
  endedText:
    "Your login has ended, as a KAÜ identification is valid for at most 240 minutes. Identify yourself again: you come back to this page, and what you typed is kept.",
  endedFiles: "Files that were not yet uploaded are not kept by the browser; choose them again.",
  identifyAgain: "Identify again",
  stay: "Stay on this page",
  logoutFailed: "Logging out did not succeed. Check your connection and try again.",
  neededTitle: "You have to log in for this page",
  neededText: "After logging in you come back to this page.",
  leftTitle: "You are logged out",
  leftText:
    "Your login ended in another tab, on another device or on the KAÜ page, so the content of this page is hidden. If you log in again, you come back to this page.",
  switchedTitle: "You act for somebody else now",
  switchedText:
    "In another tab you changed whom you act for. Now: {acting}. This page was made before that. What you typed is kept: you can go on with it in that role.",
  reload: "Reload the page",
  actingLabel: "You act:",
  acting: { ownName: "In your own name", soleTrader: "As a sole trader", other: "For {name}" },
  switchCapacity: "Change (Szerepkörváltás)",
  ownAccount: "My account",
  menu: "Menu",
  identifyStronger: "Identify at a higher level",
};
