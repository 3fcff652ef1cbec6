import { actOnCase, type ActDependencies } from "../../src/app/office/act.ts";
import {
  offerOfficeFile,
  type OfficeFileDependencies,
  removeOfficeFile,
  verifyOfficeFile,
} from "../../src/app/office/case-files.ts";
import { closeYear, type CloseYearDependencies } from "../../src/app/office/close-year.ts";
import { fileCases, type FileCasesDependencies } from "../../src/app/office/file-cases.ts";
import type { AttachmentId, CaseId } from "../../src/domain/ids.ts";
import type { FilingStep } from "../../src/domain/registry/filing-steps.ts";
import { success } from "../../src/domain/result.ts";
import { toIsoInstant } from "../../src/domain/time.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { clerkOf } from "../clerk.ts";

type Names =
  | "actOnCase"
  | "receiveCases"
  | "registerCases"
  | "offerOfficeFile"
  | "verifyOfficeFile"
  | "removeOfficeFile"
  | "closeBook";
export type OfficeWorkDependencies = ActDependencies &
  FileCasesDependencies &
  OfficeFileDependencies &
  CloseYearDependencies;

const fileOf = (params: { caseId: string; fileId: string }) => ({
  caseId: params.caseId as CaseId,
  file: params.fileId as AttachmentId,
});

/** The two routes of one use case. */
const filing =
  (dependencies: FileCasesDependencies, step: FilingStep): Endpoint<"receiveCases" | "registerCases"> =>
  async ({ params, body, principal, now }) => {
    const asked = { cases: body.cases as CaseId[], step, now };
    const filed = await fileCases(dependencies, clerkOf(params, principal), asked);
    return filed.ok ? success({ body: filed.value }) : filed;
  };

export const createOfficeWorkEndpoints = (
  dependencies: OfficeWorkDependencies,
): { [Name in Names]: Endpoint<Name> } => ({
  async actOnCase({ params, body, principal, now }) {
    const asked = { caseId: params.caseId as CaseId, asked: body, now };
    const done = await actOnCase(dependencies, clerkOf(params, principal), asked);
    return done.ok ? success({ body: done.value }) : done;
  },

  receiveCases: filing(dependencies, "receive"),
  registerCases: filing(dependencies, "register"),

  async closeBook({ params: { book, year, ...office }, principal }) {
    const closed = await closeYear(dependencies, clerkOf(office, principal), { book, year });
    if (!closed.ok) return closed;
    return success({ body: { ...closed.value, closedAt: toIsoInstant(closed.value.closedAt) } });
  },

  async offerOfficeFile({ params, body: offer, principal, now }) {
    const asked = { caseId: params.caseId as CaseId, offer, now };
    const offered = await offerOfficeFile(dependencies, clerkOf(params, principal), asked);
    if (!offered.ok) return offered;
    const { file, upload } = offered.value;
    return success({ body: { file, upload: { ...upload, expiresAt: toIsoInstant(upload.expiresAt) } } });
  },

  async verifyOfficeFile({ params, principal, now }) {
    const verified = await verifyOfficeFile(dependencies, clerkOf(params, principal), {
      ...fileOf(params),
      now,
    });
    return verified.ok ? success({ body: verified.value }) : verified;
  },

  async removeOfficeFile({ params, principal, now }) {
    const removed = await removeOfficeFile(dependencies, clerkOf(params, principal), {
      ...fileOf(params),
      now,
    });
    return removed.ok ? success({ body: removed.value }) : removed;
  },
});
