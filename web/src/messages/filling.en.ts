import type { fillingHu } from "./filling.hu.ts";
import type { Translation } from "./spoken.ts";

export const fillingEn: Translation<typeof fillingHu> = {
  tasks: {
    text: "Go through the parts one by one, or choose where to go on. You can change finished parts later.",
    done: "{done} of {all} parts done.",
    parts: "Parts of the form",
    states: {
      done: "Done",
      incomplete: "Incomplete",
      "not-started": "Not started",
      optional: "Optional",
    },
    check: "Check and submit",
    checkReady: "Ready to submit",
    checkLater: "When every part is done",
    continue: "Go on",
    files: "To be attached",
    facts: "Good to know",
  },
  based: {
    title: "Begun from an earlier one",
    text: "What stays the same was taken over from the earlier submission, and the period was moved on. What must be declared anew was left empty. Attachments were not taken over.",
    link: "Open the earlier case",
  },
  version: {
    title: "There is a new version of the form",
    text: "This draft uses version {own}; the settlement now offers version {offered}. You can also go on with the old one.",
    switch: "Change to the new version",
    switching: "Changing…",
    all: "All your answers can be taken over.",
    dropped: "These answers cannot be taken over; you will have to give them again:",
    files: "Attached files have to be uploaded again in the new version.",
    droppedTitle: "The form has a new version in the meantime",
  },
  local: {
    where:
      "You are filling this in without logging in: what you type is kept in this browser only. If others use this computer too, delete it in the end.",
    saved: "Saved in this browser {time}",
    notSaved: "Your browser does not allow saving. What you type is kept only while this page stays open.",
    delete: "Delete from this browser",
    deleteTitle: "Delete what you typed?",
    deleteText: "It is kept in this browser only, so it cannot be restored.",
    deleteYes: "Delete",
    deleteNo: "Cancel",
    identity: "Your personal data come from the identity broker when you log in; you need not type them.",
    noFiles: "You can attach files after logging in, before you submit.",
    leave: "Stop here",
    checkLead:
      "Look through what you entered. To submit you have to log in; what you typed moves to your account.",
    logIn: "Log in and submit",
    continueIn: "Go on to submitting",
    filesLater: "Files are to be attached as well: you can upload them after logging in.",
  },
  calculator: {
    title: "Calculator: {form}",
    lead: "Work out what you would have to pay. You need not log in, and what you type is sent nowhere.",
    result: "Result",
    missing: "Fill in the required fields for the calculation.",
    wrong: "Correct the marked fields.",
    information:
      "The amount is for information only, computed with the settlement's rates as they are now; it is no tax return.",
    start: "Fill in the form with these figures",
    notOffered: "The settlement does not take this return on this portal.",
  },
};
