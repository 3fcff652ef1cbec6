import { listCases } from "../../src/app/cases/list-cases.ts";
import type { CaseReader } from "../../src/app/cases/ports.ts";
import { readCase } from "../../src/app/cases/read-case.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

type Names = "listCases" | "readCase";

export const createCaseEndpoints = (cases: CaseReader): { [Name in Names]: Endpoint<Name> } => ({
  async listCases({ query, principal }) {
    const page = await listCases(cases, { actor: principal, cursor: query.cursor });
    return page.ok ? success({ body: page.value }) : page;
  },

  async readCase({ params, principal }) {
    const found = await readCase(cases, ownCase(params, principal));
    return found.ok ? success({ body: found.value }) : found;
  },
});
