import type { loginFailuresHu, problemsHu } from "./problems.hu.ts";
import type { Translation } from "./spoken.ts";

export const problemsEn: Translation<typeof problemsHu> = {
  network:
    "The portal cannot be reached. What you typed is kept. Check your internet connection and try again.",
  "bad-request": "We could not process the request. Reload the page and try again.",
  "invalid-json": "We could not process the request. Reload the page and try again.",
  "invalid-fields": "Some of the data is not acceptable. Correct the marked fields.",
  "session-missing": "You are not logged in.",
  "session-lapsed": "Your session has expired. Continue it and try again.",
  "session-ended": "Your login has ended. Log in again.",
  "forbidden-origin": "The request did not come from the portal’s own page. Reload the page.",
  "mandate-ended":
    "The mandate is no longer valid, so you can no longer act in this role. Switch to another role.",
  "mandate-revoked":
    "The mandate was revoked, so you can no longer act in this role. Switch to another role.",
  "representation-ended":
    "According to the register you no longer represent this organisation. Switch to another role.",
  "outside-mandate": "Your mandate does not cover this form or settlement.",
  "cannot-query":
    "With an uploaded authorisation you can submit, but not look into the cases of the person you represent.",
  "capacity-not-allowed":
    "This form cannot be filed in your present capacity. Switch to another one and start it then.",
  "token-missing": "The call brings no access token.",
  "token-invalid": "The access token is not valid, or not any more.",
  "outside-scope": "The access token does not cover this office.",
  "call-reused": "This id was used for another call before.",
  "not-a-clerk": "You have no post in this office.",
  "own-case": "This is your own case; a colleague has to deal with it.",
  "not-permitted": "Your post does not allow this.",
  "case-changed":
    "The case has changed meanwhile. Look at it as it is now and try again if still needed; what you typed is kept.",
  "wrong-state": "This is not possible in the present state of the case. Reload the page.",
  "book-closed": "The registry book of the year is closed; nothing can be registered in it any more.",
  "not-delegable": "Only the represented party or its statutory representative can give a mandate.",
  "identification-too-low": "This needs a stronger way of identification. Log in with a higher level.",
  "account-changed": "Your account was changed elsewhere in the meantime. Check the data and save again.",
  "link-expired": "This link was used before or has expired. Ask for a new one in your account.",
  "too-many-requests": "There were too many requests. Wait a few minutes and try again.",
  "not-found": "It cannot be found, or it is not yours.",
  "method-not-allowed": "This cannot be done here.",
  "draft-changed": "The draft was changed elsewhere in the meantime.",
  "not-a-draft": "You have already submitted this form, so it can no longer be changed.",
  "too-many-mandates": "There cannot be so many mandates in force at once. Revoke those no longer needed.",
  "not-carriable": "No new form can begin from that case. Start with an empty form.",
  "too-many-attachments": "No more files can be attached here.",
  "attachments-too-large": "The files are too large together.",
  "upload-missing": "The file has not arrived. Upload it again.",
  "body-too-large": "The data sent is too large.",
  "wrong-media-type": "We could not process the request. Reload the page.",
  "file-too-large": "The file is larger than allowed.",
  "file-type-forbidden": "Files of this type cannot be attached.",
  "file-damaged": "The file was damaged during the upload. Upload it again.",
  "login-failed": "The login did not succeed.",
  "nothing-published": "No settlement takes cases on this portal yet. Please come back later.",
  "catalogue-damaged":
    "The settlement’s data cannot be read at the moment; others are not affected. What you typed is kept. Please try again later.",
  "too-busy": "The portal is overloaded right now. Try again in a minute.",
  unexpected: "Something unexpected went wrong on our side. What you typed is kept. Try again.",
};

export const loginFailuresEn: Translation<typeof loginFailuresHu> = {
  cancelled: "You cancelled the login on the KAÜ page.",
  expired: "The login took too long, or it had been used before. Start again.",
  "not-started-here": "This login was begun in another tab or browser. Start again here.",
  broker: "KAÜ cannot be reached right now or reported an error. Try again in a few minutes.",
  rejected: "The answer of KAÜ did not pass our checks. Start the login again.",
  "level-too-low":
    "The way you identified is not strong enough for this. Log in again and choose a stronger one.",
  "too-busy": "The portal is overloaded right now. Try again in a minute.",
  unexpected: "The fault is ours. Try again.",
};
