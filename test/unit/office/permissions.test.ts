import { describe, expect, it } from "vitest";
import type { CaseDocument } from "../../../src/domain/case/case-document.ts";
import { caseStates, type CaseState, transitions } from "../../../src/domain/case/transitions.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { DocumentId, OfficeId } from "../../../src/domain/ids.ts";
import {
  allowedActions,
  type CaseAtHand,
  isInPower,
  listsOf,
  maySee,
  type OfficeAction,
} from "../../../src/domain/office/permissions.ts";
import type { OfficeRole, Post } from "../../../src/domain/office/post.ts";
import { aCase, KOPHAZA } from "../filing/fixtures.ts";

const post = (roles: readonly OfficeRole[], teams: readonly string[] = [], office = KOPHAZA): Post => ({
  id: "POST",
  office,
  name: "Valaki",
  roles,
  teams,
});
const records = post(["records-clerk"]);
const officer = post(["case-officer"], ["ado"]);
const head = post(["head-of-office"]);
const everything = post(["records-clerk", "case-officer", "head-of-office"], ["ado"]);

const at = (state: CaseState, changes: Partial<CaseAtHand> = {}): CaseAtHand => {
  const isFiled = !["draft", "submitted", "received", "needs-review"].includes(state);
  const record: CaseRecord = {
    ...aCase(),
    state,
    ...(isFiled && {
      assignment: { office: KOPHAZA, team: "ado" },
      registration: { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at: 1 },
    }),
  };
  const filing = { receive: "clerk", register: "clerk" } as const;
  return { record, documents: [], filing, extendable: true, ...changes };
};

const decision: CaseDocument = {
  id: "D" as DocumentId,
  kind: "decision",
  from: "office",
  at: 1,
  author: "Valaki",
  text: "Igen.",
  files: [],
  number: "KOPH/1-2/2026",
  delivery: { state: "sent", sentAt: 1 },
};

describe("who sees a case", () => {
  it.each([
    ["the records clerk", records, true],
    ["the head of the office", head, true],
    ["an officer of its team", officer, true],
    ["an officer of another team", post(["case-officer"], ["igazgatas"]), false],
    ["somebody of the team who is no officer", post([], ["ado"]), false],
    ["everybody of another office", { ...everything, office: "sopron" as OfficeId }, false],
  ])("%s: %s", (_, who, sees) => {
    expect(maySee(who, at("registered").record)).toBe(sees);
  });

  it("no officer sees a case nobody has given to a team yet", () => {
    expect(maySee(officer, at("received").record)).toBe(false);
    expect(maySee(records, at("received").record)).toBe(true);
  });
});

it("lists: the officer's teams, or all with those of filing", () => {
  expect(listsOf(officer, ["ado", "igazgatas"])).toEqual(["team:ado", "done"]);
  expect(listsOf(records, ["ado"])).toEqual(["to-receive", "to-register", "review", "team:ado", "done"]);
  expect(listsOf(post(["case-officer"], ["gone"]), ["ado"])).toEqual([]);
});

describe("what a post may do", () => {
  const table: readonly [string, Post, Partial<Record<CaseState, OfficeAction[]>>][] = [
    [
      "records clerk",
      records,
      {
        submitted: ["receive"],
        received: ["register", "transfer"],
        "needs-review": ["requeue", "transfer"],
        registered: ["assign", "transfer", "invalidate"],
        "in-progress": ["assign", "transfer", "invalidate"],
        "supplement-requested": ["assign", "invalidate"],
        decided: ["assign", "invalidate"],
        closed: ["invalidate"],
        rejected: ["invalidate"],
        transferred: ["invalidate"],
        withdrawn: ["invalidate"],
      },
    ],
    [
      "case officer",
      officer,
      {
        registered: ["assign", "start", "extend-deadline", "message", "reject", "transfer"],
        "in-progress": [
          "assign",
          "request-supplement",
          "extend-deadline",
          "message",
          "decide",
          "reject",
          "transfer",
        ],
        "supplement-requested": ["assign", "end-waiting", "message"],
        decided: ["assign", "message", "close"],
      },
    ],
  ];
  it.each(table)("%s, state by state", (_, who, expected) => {
    for (const state of caseStates)
      expect([state, allowedActions(who, at(state))]).toEqual([state, expected[state] ?? []]);
  });

  it("receives and registers nothing where the portal does", () => {
    const filing = { receive: "automatic", register: "automatic" } as const;
    expect(allowedActions(records, at("submitted", { filing }))).toEqual([]);
    expect(allowedActions(records, at("received", { filing }))).toEqual(["transfer"]);
  });

  it("closes nothing while a document is on its way to the client", () => {
    expect(allowedActions(officer, at("decided", { documents: [decision] }))).not.toContain("close");
    const delivered = { ...decision, delivery: { state: "deemed", sentAt: 1, deliveredAt: 2 } as const };
    expect(allowedActions(officer, at("decided", { documents: [delivered] }))).toContain("close");
    const invalid = { ...decision, invalidated: { at: 2, reason: "Téves", by: "Valaki" } };
    expect(allowedActions(officer, at("decided", { documents: [invalid] }))).toContain("close");
  });

  it("extends no deadline that cannot be extended", () => {
    expect(allowedActions(officer, at("registered", { extendable: false }))).not.toContain("extend-deadline");
  });

  it("declares no entry invalid twice, but the next one", () => {
    const atHand = at("decided");
    const gone = { type: "invalidated" as const, at: 3, number: "KOPH/1-1/2026" };
    const record = { ...atHand.record, events: [...atHand.record.events, gone] };
    expect(allowedActions(head, { ...atHand, record })).not.toContain("invalidate");
    expect(allowedActions(head, { ...atHand, record, documents: [decision] })).toContain("invalidate");
  });

  it("nothing with a case they may not see", () => {
    const sopron = { ...everything, office: "sopron" as OfficeId };
    for (const state of caseStates) expect(allowedActions(sopron, at(state))).toEqual([]);
  });

  it("nobody does what the table of transitions gives to others", () => {
    const moves = { start: "start", decide: "decide", close: "close", requeue: "requeue" } as const;
    for (const [action, move] of Object.entries(moves) as [OfficeAction, keyof typeof transitions][])
      for (const who of [records, officer, head]) {
        const by: readonly string[] = transitions[move].by;
        expect(isInPower(who, action)).toBe(who.roles.some((role) => by.includes(role)));
      }
  });

  it("what is allowed is in their power, and every action is named in the contract", () => {
    for (const who of [records, officer, head, everything])
      for (const state of caseStates)
        for (const action of allowedActions(who, at(state))) expect(isInPower(who, action)).toBe(true);
  });
});
