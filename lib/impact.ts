import type { FunctionName } from "../functions/manifest.ts";

/** What it means for people when a function fails: the first thing an operator reads in the alarm's mail. */
export const functionImpact: Record<FunctionName, string> = {
  session: "People cannot log in or out; work in open sessions may stop.",
  drafts: "Clients cannot start a case or save what they type; their browser keeps the unsaved answers.",
  attachments: "Clients cannot attach files, so forms with a compulsory attachment cannot be submitted.",
  submission: "Clients cannot submit; what they typed stays in the draft. Deadlines may be missed.",
  cases: "Clients cannot see their cases; nothing is lost and submission still works.",
  "case-work":
    "Clients cannot answer a request for a supplement, withdraw a case, write to the office, nor take over what it sent. " +
    "Deadlines may be missed; nothing sent before is lost.",
  "office-documents":
    "Clerks cannot download forms, receipts and documents of cases as PDF; they still see everything on the page of the case.",
  documents:
    "Clients cannot download the form and the receipt of a submission; the submission itself and its number are safe.",
  acting:
    "Clients cannot change the capacity they act in, nor give or revoke mandates. Revoked ones stay revoked.",
  account: "Clients cannot change their settings or e-mail address, nor see and end their own sessions.",
  "personal-data":
    "Clients cannot download their data or delete their account; a deletion under way can be repeated.",
  office: "Clerks cannot see their worklists and cases; what clients submit is kept and registered.",
  "office-work":
    "Clerks can look at cases but not work on them; submissions that a clerk receives or registers wait. Nothing is lost.",
  integration:
    "Specialist systems cannot fetch cases or say what became of them; they try again, and cases stay in the state they " +
    "have.",
  "filing-worker":
    "Submitted cases wait for their arrival and registry numbers and reach no case officer. They are stored; " +
    "nothing is lost.",
  "filing-sweeper":
    "Cases whose queue message was lost are not queued again and stay unregistered until the sweeper runs.",
  "delivery-worker":
    "Cases for specialist systems wait because the portal itself fails to deliver them. They are stored and tried again; " +
    "read the function's log.",
  "delivery-sweeper":
    "Cases whose delivery to a specialist system failed or was lost are not tried again until the sweeper runs.",
  notifier:
    "Clients are not told by e-mail that something happened in their cases; they see it when they log in. Nothing is lost: " +
    "the next run tells them. Look at the sending limits and the suppression list of SES.",
  "procedure-sweeper":
    "Second notices of documents nobody took over go out late, and documents are deemed delivered late (dated by the rule " +
    "all the same, but counted from the second notice). The next run does it.",
  "scan-results":
    "Uploaded files wait for the result of their virus check, so forms with files cannot be submitted. Nothing is " +
    "released unchecked.",
  "scan-sweeper":
    "Files were not checked for viruses in time: their owners are told to upload them again. Look at the malware " +
    "protection plan of the attachments bucket in GuardDuty.",
  "orphan-sweeper":
    "Files that belong to nothing are kept longer than a day; clients notice nothing. The next run tries again.",
};
