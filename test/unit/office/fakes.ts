import type { AccessRecord } from "../../../src/app/casework/access-log.ts";
import type { CaseFile, CaseworkStore } from "../../../src/app/casework/ports.ts";
import type { ListedCase, OfficeLists } from "../../../src/app/office/ports.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { AccountId, CaseId, OfficeId } from "../../../src/domain/ids.ts";
import type { Post } from "../../../src/domain/office/post.ts";
import { placeOf } from "../../../src/domain/office/worklist.ts";
import type { Procedure } from "../../../src/domain/procedure/procedure.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import { aCase, KOPHAZA, NOW, settlement, sha256, TIME_ZONE } from "../filing/fixtures.ts";

const procedure: Procedure = {
  deadlines: [{ form: "*", days: 30, extensionDays: 30 }],
  calendar: { holidays: [], workdays: [] },
  delivery: { secondNoticeAfter: 3, deemedAfter: 5 },
  supplementDays: 15,
};

/** Kópháza with a second team and rules of procedure. */
export const published: PublishedSettlement = {
  ...settlement,
  office: {
    ...settlement.office,
    teams: [...settlement.office.teams, { id: "ado", name: { hu: "Adócsoport" } }],
  },
  procedure,
};

export const officer: Post = {
  id: "OFFICER",
  office: KOPHAZA,
  name: "Igazgató Ilona",
  roles: ["case-officer"],
  teams: ["igazgatas"],
};
export const head: Post = {
  ...officer,
  id: "HEAD",
  name: "Dr. Jegyző József",
  roles: ["head-of-office"],
  teams: [],
};
export const taxOfficer: Post = { ...officer, id: "TAX", name: "Adóügyi Ádám", teams: ["ado"] };

const holders = new Map<string, Post>([
  ["ilona", officer],
  ["jozsef", head],
  ["adam", taxOfficer],
]);

/** A registered case of the general team. */
export const aRegistered = (changes: Partial<CaseRecord> = {}): CaseRecord => ({
  ...aCase(),
  state: "registered",
  registration: { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at: NOW - 30 },
  assignment: { office: KOPHAZA, team: "igazgatas" },
  deadline: { dueOn: "2026-12-23" },
  partyName: "Próba Elek",
  ...changes,
});

export const aFile = (record: CaseRecord): CaseFile => ({
  record,
  submitter: {
    name: "Próba Elek",
    birthName: "P",
    mothersName: "M",
    placeOfBirth: "S",
    dateOfBirth: "1975-05-17",
  },
  acting: {
    actor: "ACCOUNT" as never,
    actorName: "Próba Elek",
    party: { kind: "own-name", id: record.owner, name: "Próba Elek" },
    basis: { kind: "self" },
  },
  answers: {},
  attachments: [],
  documents: [],
  laterFiles: [],
});

/** An office with its cases in memory; `journal` names what happened, in order. */
export const anOffice = (records: readonly CaseRecord[] = [aRegistered()]) => {
  const files = new Map<CaseId, CaseFile>(records.map((record) => [record.id, aFile(record)]));
  const journal: string[] = [];
  const entries: (AccessRecord & { caseId: CaseId })[] = [];
  /** Runs once before the next commit: what somebody else does in between. */
  let meanwhile: (() => void) | undefined;
  const store: CaseworkStore = {
    find: async (id) => files.get(id),
    findBook: async () => ({ main: 1, entries: 1, hash: sha256("1"), at: NOW - 30 }),
    findEntry: async () => undefined,
    commit: async (change) => {
      meanwhile?.();
      meanwhile = undefined;
      const stored = files.get(change.before.id);
      if (stored?.record.events.length !== change.before.events.length) return "read-again";
      journal.push("committed");
      const documents = new Map([...stored.documents, ...change.documents].map((one) => [one.id, one]));
      files.set(change.after.id, { ...stored, record: change.after, documents: [...documents.values()] });
      return "committed";
    },
  };
  const dependencies = {
    posts: {
      find: async (personKey: string, office: OfficeId) => {
        const post = holders.get(personKey);
        return post?.office === office ? post : undefined;
      },
      inOffice: async () => [...holders.values()],
    },
    store,
    cases: store,
    log: {
      add: async (caseId: CaseId, entry: AccessRecord) => {
        // As a call over the wire: whoever does not wait for it is faster.
        await new Promise((resolve) => setImmediate(resolve));
        journal.push(`noted ${entry.action}`);
        entries.push({ caseId, ...entry });
      },
    },
    catalogue: { settlement: async () => published },
    offices: {
      currentOffice: async (id: OfficeId) => (id === KOPHAZA ? published.office : undefined),
    },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => NOW,
    pause: async () => undefined,
    random: (count: number) => new Uint8Array(count).fill(7),
  };
  return {
    dependencies,
    files,
    journal,
    entries,
    before: (act: () => void) => {
      meanwhile = act;
    },
    /** What another clerk does: one event more. */
    touch: (id: CaseId) => {
      const file = files.get(id) as CaseFile;
      const events = [...file.record.events, { type: "assigned" as const, at: NOW }];
      files.set(id, { ...file, record: { ...file.record, events } });
    },
  };
};

export const clerk = (personKey: string, office: OfficeId = KOPHAZA) => ({
  personKey,
  account: `account-of-${personKey}` as AccountId,
  office,
});

/** The index of lists, in memory: several may sort equally, so a place in it names the case, too. */
export const memoryLists = (records: readonly ListedCase[]) => {
  const reads: string[] = [];
  const lists: OfficeLists = {
    page: async (office, list, limit, after) => {
      reads.push(list);
      const placed = records
        .map((record) => ({ record, place: placeOf(record as CaseRecord) }))
        .filter(({ place }) => place?.office === office && place.list === list)
        .map(({ record, place }) => ({ record, position: `${place?.sort}#${record.id}` }))
        .toSorted((one, other) => (one.position < other.position ? -1 : 1));
      const ordered = list === "done" ? placed.toReversed() : placed;
      const start = after === undefined ? 0 : ordered.findIndex(({ position }) => position === after) + 1;
      const page = ordered.slice(start, start + limit);
      const next = start + limit < ordered.length ? page.at(-1)?.position : undefined;
      const cases = page.map(({ record, position }) => ({ ...record, position }));
      return { cases, ...(next !== undefined && { next }) };
    },
  };
  return { lists, reads };
};
