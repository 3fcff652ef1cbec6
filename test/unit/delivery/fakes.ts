import type { CaseFile, CaseworkStore } from "../../../src/app/casework/ports.ts";
import type { HandoverStore } from "../../../src/app/delivery/ports.ts";
import { inOwnName } from "../../../src/domain/acting/party.ts";
import type { CaseChange } from "../../../src/domain/case/change.ts";
import type { Handover } from "../../../src/domain/delivery/handover.ts";
import type { DestinationHealth } from "../../../src/domain/delivery/retry.ts";
import type { SystemActor } from "../../../src/domain/delivery/system-actor.ts";
import type { AccountId, CaseId, OfficeId } from "../../../src/domain/ids.ts";
import type { BookCounter } from "../../../src/domain/registry/book.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import { aCase, KOPHAZA, NOW, settlement } from "../filing/fixtures.ts";

export const withSystem: PublishedSettlement = {
  ...settlement,
  office: {
    ...settlement.office,
    systems: [
      { id: "ado", name: { hu: "Adószakrendszer" }, delivery: "webhook", url: "https://ado.example/hook" },
      { id: "ipar", name: { hu: "Iparszakrendszer" }, delivery: "pull" },
    ],
  },
};

/** Of Kópháza's tax system, for every form. */
export const actor = (changes: Partial<SystemActor> = {}): SystemActor => ({
  office: KOPHAZA,
  system: "ado",
  offices: [KOPHAZA],
  forms: "all",
  ...changes,
});

/** A registered case the tax system of Kópháza deals with. */
export const systemCase = (system = "ado"): CaseFile => {
  const record = aCase();
  const office = settlement.office.name.hu;
  const at = NOW;
  return {
    record: {
      ...record,
      state: "registered",
      updatedAt: at,
      arrival: { number: "E-KOPH/1/2026", at },
      registration: { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at },
      assignment: { office: "kophaza" as OfficeId, team: "igazgatas", system },
      events: [
        ...record.events,
        { type: "received", at, office, number: "E-KOPH/1/2026" },
        { type: "registered", at, office, number: "KOPH/1-1/2026" },
        { type: "routed", at, office },
      ],
    },
    submitter: {
      name: "Minta Anna",
      birthName: "Minta Anna",
      mothersName: "Példa Éva",
      placeOfBirth: "Sopron",
      dateOfBirth: "2100-01-01",
    },
    acting: {
      ...inOwnName("account-1" as AccountId, "Minta Anna"),
      actor: "account-1" as AccountId,
      actorName: "Minta Anna",
    },
    answers: {},
    attachments: [],
    documents: [],
    laterFiles: [],
  };
};

type Commit = (change: CaseChange, apply: () => void) => "committed" | "read-again";

/** Keeps cases in memory and refuses what was planned on an older state, as the table does. */
export const fakeCases = (files: readonly CaseFile[]) => {
  const stored = new Map<CaseId, CaseFile>(files.map((file) => [file.record.id, file]));
  let counter: BookCounter = { main: 1, entries: 1, hash: "0".repeat(64), at: NOW };
  const changes: CaseChange[] = [];
  const state: { commit: Commit } = {
    commit: (_, apply) => {
      apply();
      return "committed";
    },
  };
  const store: CaseworkStore = {
    find: async (id) => stored.get(id),
    findBook: async () => counter,
    findEntry: async () => undefined,
    commit: async (change) => {
      const file = stored.get(change.after.id);
      if (!file || file.record.events.length !== change.before.events.length) return "read-again";
      return state.commit(change, () => {
        stored.set(change.after.id, {
          ...file,
          record: change.after,
          documents: [...file.documents, ...change.documents],
        });
        if (change.entry) counter = change.entry.after;
        changes.push(change);
      });
    },
  };
  return {
    store,
    changes,
    fileOf: (id: CaseId) => stored.get(id),
    setCommit: (commit: Commit) => void (state.commit = commit),
  };
};

export const fakeHandovers = (handover: Handover | undefined, health?: DestinationHealth) => {
  const state = { handover, health };
  const store: HandoverStore = {
    read: async () => ({ ...state }),
    replace: async (before, after) => {
      if (JSON.stringify(before) !== JSON.stringify(state.handover)) return false;
      state.handover = after;
      return true;
    },
    saveHealth: async (_, after) => void (state.health = after),
  };
  return { store, state };
};
