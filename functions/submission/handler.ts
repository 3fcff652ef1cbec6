import { submitCase, type SubmitCaseDependencies } from "../../src/app/cases/submit-case.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

export const createSubmissionEndpoints = (
  dependencies: SubmitCaseDependencies,
): { submitCase: Endpoint<"submitCase"> } => ({
  async submitCase({ params, body: { version }, principal, now }) {
    const submitted = await submitCase(dependencies, { ...ownCase(params, principal), version, now });
    return submitted.ok ? success({ body: submitted.value }) : submitted;
  },
});
