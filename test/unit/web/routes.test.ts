import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { functions } from "../../../functions/manifest.ts";
import { safeReturnTo } from "../../../src/domain/session/return-to.ts";
import { accountEndpoints } from "../../../web/src/api/account-endpoints.ts";
import { caseEndpoints } from "../../../web/src/api/case-endpoints.ts";
import { endpoints, loginAddress } from "../../../web/src/api/endpoints.ts";
import { officeEndpoints } from "../../../web/src/api/office-endpoints.ts";
import { matchRoute, pathTo, patterns } from "../../../web/src/routes.ts";

const caseId = "01J0000000000000000000000A";

describe("addresses of pages", () => {
  it("leads back to the page it was built for", () => {
    const settlement = "06895";
    const form = "altalanos-celu-kerelem";
    expect(pathTo("service", { settlement, form })).toBe("/telepules/06895/ugy/altalanos-celu-kerelem");
    expect(matchRoute("/telepules/06895/ugy/altalanos-celu-kerelem/inditas")).toEqual({
      name: "start",
      params: { settlement, form },
    });
    expect(matchRoute("/")).toEqual({ name: "home", params: {} });
    expect(matchRoute("/ugyeim/")).toEqual({ name: "cases", params: {} });
    expect(matchRoute(pathTo("submitted", { caseId }))).toEqual({ name: "submitted", params: { caseId } });
  });

  it("takes the fixed word before a page of the form", () => {
    expect(matchRoute(`/urlap/${caseId}/ellenorzes`)?.name).toBe("check");
    expect(matchRoute(`/urlap/${caseId}/letter`)).toEqual({
      name: "formPage",
      params: { caseId, page: "letter" },
    });
  });

  it.each(["/nincs", "/ugyeim/a/b", "/telepules", "/telepules/%E0%A4%A"])("has no page at %s", (path) => {
    expect(matchRoute(path)).toBeUndefined();
  });

  it("keeps any parameter, whatever characters it has", () => {
    const text = string({ minLength: 1, unit: "grapheme" }).filter(
      (value) => value !== "." && value !== "..",
    );
    assert(
      property(text, text, (settlement, form) => {
        const path = pathTo("start", { settlement, form });
        expect(matchRoute(path)).toEqual({ name: "start", params: { settlement, form } });
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
  });

  it("has only addresses a login may return to", () => {
    for (const pattern of Object.values(patterns)) {
      const path = pattern.replaceAll(/:\w+/g, "x");
      expect(safeReturnTo(path)).toBe(path);
    }
  });
});

describe("addresses of the API", () => {
  const routes = Object.values(functions)
    .flatMap((definition) => ("routes" in definition ? Object.entries(definition.routes) : []))
    .map(([name, { method, path }]) => [name, [method, path]] as const);

  it("are those of the manifest", () => {
    const served = Object.fromEntries(routes);
    const areas = [endpoints, caseEndpoints, accountEndpoints, officeEndpoints].flatMap((area) =>
      Object.entries(area),
    );
    for (const [name, [method, path]] of areas) expect(served[name]).toEqual([method, path]);
    expect(new Set(areas.map(([name]) => name)).size).toBe(areas.length);
  });

  it("carries the way back through the login", () => {
    expect(loginAddress("/urlap/x/y?a=1&b=2")).toBe(
      "/api/session/login?returnTo=%2Furlap%2Fx%2Fy%3Fa%3D1%26b%3D2",
    );
  });
});
