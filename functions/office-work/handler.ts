import { actOnCase, type ActDependencies } from "../../src/app/office/act.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { clerkOf } from "../clerk.ts";

type Names = "actOnCase";
export type OfficeWorkDependencies = ActDependencies;

export const createOfficeWorkEndpoints = (
  dependencies: OfficeWorkDependencies,
): { [Name in Names]: Endpoint<Name> } => ({
  async actOnCase({ params, body, principal, now }) {
    const asked = { caseId: params.caseId as CaseId, asked: body, now };
    const done = await actOnCase(dependencies, clerkOf(params, principal), asked);
    return done.ok ? success({ body: done.value }) : done;
  },
});
