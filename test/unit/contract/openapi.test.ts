import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openApiText } from "../../../bin/openapi/document.ts";
import { functions } from "../../../functions/manifest.ts";
import type { FunctionDefinition, Route } from "../../../functions/manifest/definition.ts";

interface Operation {
  operationId: string;
  security: readonly object[];
  parameters?: readonly { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}
const text = openApiText();
const document = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const routes = (Object.values(functions) as FunctionDefinition[]).flatMap((definition): [string, Route][] =>
  definition.trigger === "http" ? Object.entries(definition.routes) : [],
);

describe("docs/openapi.json", () => {
  it("is what the contract says now (npm run openapi)", () => {
    const written = readFileSync(join(import.meta.dirname, "../../../docs/openapi.json"), "utf8");
    expect(written === text).toBe(true);
  });

  it("has every route, once, under its name", () => {
    const named = operations.map(
      ({ operation, method, path }) => `${operation.operationId} ${method} ${path}`,
    );
    expect(named.toSorted()).toEqual(
      routes.map(([name, { method, path }]) => `${name} ${method.toLowerCase()} ${path}`).toSorted(),
    );
  });

  it("names every placeholder of a path as a parameter", () => {
    for (const { path, operation } of operations) {
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const parameters = (operation.parameters ?? [])
        .filter((one) => one.in === "path")
        .map(({ name }) => name);
      expect([path, parameters.toSorted()]).toEqual([path, placeholders.toSorted()]);
    }
  });

  it("asks systems for their token, pages for the session, and nobody else for anything", () => {
    for (const { path, operation } of operations) {
      const access = routes.find(([name]) => name === operation.operationId)?.[1].access;
      const needed =
        access === "system"
          ? [{ systemToken: [] }]
          : access === "anyone" || access === "broker"
            ? []
            : [{ session: [] }];
      expect([path, operation.security]).toEqual([path, needed]);
    }
  });

  it("says what may be left out of a request and what an answer always has", () => {
    const call = document.paths["/api/integration/{officeId}/cases/{caseId}/calls"]?.["post"];
    const variants =
      call?.requestBody?.content["application/json"]?.schema["anyOf"] ??
      call?.requestBody?.content["application/json"]?.schema["oneOf"];
    expect(variants).toContainEqual(
      expect.objectContaining({ required: ["call", "action", "text"], additionalProperties: false }),
    );
  });
});
