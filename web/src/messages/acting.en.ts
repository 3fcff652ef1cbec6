import type { actingHu } from "./acting.hu.ts";
import type { Translation } from "./spoken.ts";

export const actingEn: Translation<typeof actingHu> = {
  kinds: {
    "own-name": "In your own name (as a private person)",
    "sole-trader": "In your own name, as a sole trader",
    "natural-person": "For another natural person",
    company: "For a business entity",
    institution: "For an institution",
  },
  bases: {
    self: "in one’s own right",
    statutory: "as statutory representative, according to the register",
    mandate: "under a mandate given on the portal",
    document: "with an uploaded authorisation",
  },
  taxNumber: "tax number: {number}",
  shortName: "short name: {name}",
  submitOnly: "submitting only",
  submitOnlyTitle: "This way you can only submit",
  submitOnlyText:
    "The office examines the uploaded authorisation together with the submission. Until then the portal cannot check it, so it does not show you the cases of the party you represent: neither the list nor the cases you submitted. You get the submission number when you submit; write it down. If you break off a form, save the address of the page: only there can you go on with it, in this same role.",
  casesOf: "Cases of {name}",
  casesOfLead: "Forms started and cases submitted for {name}, newest first.",
  scopedCases: "Your mandate does not cover everything; you only see the cases it does cover.",
  switchLink: "Switch role",
  startsInName: "In whose name",
  cannotListTitle: "You cannot see cases in this role",
  cannotListText:
    "You act for {name} with an uploaded authorisation. This way you can fill in and submit forms, but not look into the cases of the party you represent. The party itself can follow the case, or you can if you are given a mandate on the portal.",
  actedTitle: "Who acted",
  actor: "Acted",
  inNameOf: "In whose name",
  basis: "On what basis",
};
