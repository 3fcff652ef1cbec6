import type { ActingRecord } from "../acting/capacity.ts";
import { partyOfAccount, partyOfPerson } from "../acting/party.ts";
import type { CaseDocument } from "../case/case-document.ts";
import type { Assignment, CaseRecord } from "../case/case.ts";
import { type CaseState, isAllowed, type TransitionName, transitions } from "../case/transitions.ts";
import type { AccountId, OfficeId } from "../ids.ts";
import { isFiledByPortal } from "../registry/filing-steps.ts";
import type { FilingSteps } from "../settlement/settlement.ts";
import type { Post } from "./post.ts";
import type { ListName } from "./worklist.ts";

/** What of a case says whose it is within the offices. */
export interface Placed {
  catalogue: { office: { id: OfficeId } };
  assignment?: Assignment | undefined;
}

/** The office that deals with a case now. */
export const officeOf = ({ assignment, catalogue }: Placed): OfficeId =>
  assignment?.office ?? catalogue.office.id;

const has = (post: Post, role: Post["roles"][number]): boolean => post.roles.includes(role);

/** Records clerks and the head of office see every case of their office; case officers those of their teams alone. */
const seesAll = (post: Post): boolean => has(post, "records-clerk") || has(post, "head-of-office");

const isInTeam = (post: Post, team: string | undefined): boolean =>
  has(post, "case-officer") && team !== undefined && post.teams.includes(team);

/** Whether the case exists for the holder of the post: others' tax files do not, nor does anything of another office. */
export const maySee = (post: Post, placed: Placed): boolean =>
  post.office === officeOf(placed) && (seesAll(post) || isInTeam(post, placed.assignment?.team));

/**
 * Whether the person is the party of the case, or the one who submitted it. Nobody takes part in deciding their own case
 * (Ákr. 23. §), or reads what is sent to them before they take it over; a colleague does.
 */
export const isOwnCase = (
  { account, personKey }: { account: AccountId; personKey: string },
  { record, acting }: { record: Pick<CaseRecord, "owner">; acting: Pick<ActingRecord, "actor"> },
): boolean =>
  acting.actor === account ||
  record.owner === partyOfAccount(account) ||
  record.owner === partyOfPerson(personKey);

const filingLists: readonly ListName[] = ["to-receive", "to-register", "review"];

/** The lists of the office a post works with. `teams` are all of the office's. */
export const listsOf = (post: Post, teams: readonly string[]): ListName[] => {
  const mine = teams.filter((team) => seesAll(post) || isInTeam(post, team));
  return [
    ...(seesAll(post) ? filingLists : []),
    ...mine.map((team): ListName => `team:${team}`),
    ...(seesAll(post) || mine.length > 0 ? (["done"] as const) : []),
  ];
};

/** What a clerk can do with a case, in the order pages show it. */
export const officeActions = [
  "receive",
  "register",
  "requeue",
  "assign",
  "start",
  "request-supplement",
  "end-waiting",
  "extend-deadline",
  "message",
  "decide",
  "close",
  "reject",
  "transfer",
  "invalidate",
] as const;
export type OfficeAction = (typeof officeActions)[number];

/** What is asked of a case to say what can be done with it now. */
export interface CaseAtHand {
  record: CaseRecord;
  documents: readonly CaseDocument[];
  /** Who takes the steps of filing in the settlement the case was filed in. */
  filing: FilingSteps;
  /** The deadline can be extended: its rule allows it, and it was not extended before. */
  extendable: boolean;
}

/** Actions that move the case along the table of transitions: that table says from which states, and by whom. */
const moves = {
  receive: "receive",
  register: "register",
  requeue: "requeue",
  start: "start",
  "request-supplement": "requestSupplement",
  "end-waiting": "endWaiting",
  decide: "decide",
  close: "close",
  reject: "reject",
  transfer: "transfer",
} as const satisfies Partial<Record<OfficeAction, TransitionName>>;

const mayMove = (post: Post, name: TransitionName, state: CaseState): boolean => {
  const by: readonly string[] = transitions[name].by;
  return isAllowed(name, state) && post.roles.some((role) => by.includes(role));
};

type Rule = (post: Post, atHand: CaseAtHand) => boolean;

const worksOnCases = (post: Post): boolean => has(post, "case-officer") || has(post, "head-of-office");

/** With the office, and not finished. */
const openStates: readonly CaseState[] = ["registered", "in-progress", "supplement-requested", "decided"];
const isOpen = ({ record }: CaseAtHand): boolean => openStates.includes(record.state);

/** A document of the office that the client does not have yet. */
export const awaitsDelivery = ({ documents }: Pick<CaseAtHand, "documents">): boolean =>
  documents.some(({ delivery, invalidated }) => delivery?.state === "sent" && !invalidated);

/** Numbers of the case that were not declared invalid before. */
const hasValidEntry = ({ record, documents }: CaseAtHand): boolean => {
  const numbers = [record.registration?.number, ...documents.map(({ number }) => number)];
  const gone = new Set(record.events.flatMap(({ type, number }) => (type === "invalidated" ? number : [])));
  return numbers.some((number) => number !== undefined && !gone.has(number));
};

/** What an action asks for besides its transition, or instead of one. */
const rules: Partial<Record<OfficeAction, Rule>> = {
  // Where the portal takes the step, a clerk has nothing to take.
  receive: (_, { record, filing }) => !isFiledByPortal(record, filing),
  register: (_, { record, filing }) => !isFiledByPortal(record, filing),
  assign: (_, atHand) => isOpen(atHand),
  "extend-deadline": (post, { record, extendable }) =>
    worksOnCases(post) && extendable && (record.state === "registered" || record.state === "in-progress"),
  message: (post, atHand) => worksOnCases(post) && isOpen(atHand),
  // A decision nobody has got is no end of a case.
  close: (_, atHand) => !awaitsDelivery(atHand),
  invalidate: (post, atHand) =>
    (has(post, "records-clerk") || has(post, "head-of-office")) && hasValidEntry(atHand),
};

const moveOf = (action: OfficeAction): TransitionName | undefined =>
  (moves as Partial<Record<OfficeAction, TransitionName>>)[action];

/** What the holder of the post may do with the case now. Nothing with a case they may not see. */
export const allowedActions = (post: Post, atHand: CaseAtHand): OfficeAction[] =>
  maySee(post, atHand.record)
    ? officeActions.filter((action) => {
        const move = moveOf(action);
        const moved = move === undefined || mayMove(post, move, atHand.record.state);
        return moved && (rules[action]?.(post, atHand) ?? true);
      })
    : [];

/**
 * Whether a post could do it with some case: tells "not now" (the case's state) from "not you" (the post), once the case
 * may be seen.
 */
export const isInPower = (post: Post, action: OfficeAction): boolean => {
  const move = moveOf(action);
  if (move !== undefined) {
    const by: readonly string[] = transitions[move].by;
    return post.roles.some((role) => by.includes(role));
  }
  if (action === "assign") return true;
  return action === "invalidate" ? seesAll(post) : worksOnCases(post);
};

/** The year's book is closed by the head of the office. */
export const mayCloseBooks = (post: Post): boolean => has(post, "head-of-office");
