import { createDynamoDraftStore } from "../../../src/adapters/dynamo/case-draft-store.ts";
import { createDynamoSubmissionStore } from "../../../src/adapters/dynamo/case-submission-store.ts";
import { createCaseworkStore } from "../../../src/adapters/dynamo/casework-store.ts";
import { createPendingCases } from "../../../src/adapters/dynamo/filing-pending.ts";
import { createFilingRegister } from "../../../src/adapters/dynamo/filing-register.ts";
import type { DraftStore, SubmissionStore } from "../../../src/app/cases/ports.ts";
import type { CaseworkStore } from "../../../src/app/casework/ports.ts";
import type { FilingRegister, PendingCases } from "../../../src/app/filing/ports.ts";
import type { EpochSeconds } from "../../../src/domain/time.ts";
import type { FilingTables } from "../../support/fault-store.ts";

/** What is proven: the portal's own adapters, or a mutant of one of them. */
export interface Subject {
  register: FilingRegister;
  casework: CaseworkStore;
  drafts: Pick<DraftStore, "create">;
  submissions: SubmissionStore;
  pending: PendingCases;
}

/** `clock` is the schedule's; the portal's own adapters need none. */
export type SubjectFactory = (tables: FilingTables, clock: () => EpochSeconds) => Subject;

export const createSubject = ({ casesTable, registryTable }: FilingTables): Subject => ({
  register: createFilingRegister({ casesTable, registryTable }),
  casework: createCaseworkStore({ casesTable, registryTable }),
  drafts: createDynamoDraftStore({ tableName: casesTable }),
  submissions: createDynamoSubmissionStore({ tableName: casesTable, accountsTable: "none" }),
  pending: createPendingCases({ casesTable }),
});
