import { listCases } from "../../src/app/cases/list-cases.ts";
import type { CaseReader } from "../../src/app/cases/ports.ts";
import { readCase, type ViewedCases } from "../../src/app/cases/read-case.ts";
import type { SettlementCode } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

type Names = "listCases" | "readCase";

export const createCaseEndpoints = (
  cases: Pick<CaseReader, "listOwned"> & ViewedCases,
): { [Name in Names]: Endpoint<Name> } => ({
  async listCases({ query, principal }) {
    const { cursor, group } = query;
    const settlement = query.settlement as SettlementCode | undefined;
    const page = await listCases(cases, { actor: principal, cursor, filter: { settlement, group } });
    return page.ok ? success({ body: page.value }) : page;
  },

  async readCase({ params, principal }) {
    const found = await readCase(cases, ownCase(params, principal));
    return found.ok ? success({ body: found.value }) : found;
  },
});
