import * as v from "valibot";
import { expect, it } from "vitest";
import { api, type RouteContract } from "../../../src/contract/api.ts";

/**
 * Addresses are kept by logs, histories and proxies. What a query may hold is listed here, so that nobody adds a field for
 * something a person typed: that goes into a body.
 */
const harmless = new Set(["after", "cursor", "group", "language", "level", "list", "returnTo", "settlement"]);

it("no query of any route holds what a person typed", () => {
  const routes: readonly RouteContract[] = Object.values(api);
  const fields = routes.flatMap(({ query }) =>
    query && "entries" in query
      ? Object.keys((query as unknown as v.ObjectSchema<v.ObjectEntries, undefined>).entries)
      : [],
  );
  expect(fields.length).toBeGreaterThan(5);
  expect([...new Set(fields)].filter((field) => !harmless.has(field))).toEqual([]);
});
