import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functions, type FunctionName } from "../../../functions/manifest.ts";
import type { FunctionDefinition } from "../../../functions/manifest/definition.ts";
import type { Portal } from "../../../local/runtime.ts";
import { startTestPortal } from "../../support/portal.ts";

// The portal's own app, as `npm start` runs it.
let portal: Portal;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
});
afterAll(() => portal.stop());

const definitions = Object.entries(functions) as [FunctionName, FunctionDefinition][];
const routes = definitions.flatMap(([name, definition]) =>
  definition.trigger === "http" ? Object.values(definition.routes).map((route) => ({ name, ...route })) : [],
);

it.each(routes)("$method $path reaches function $name", async ({ name, method, path }) => {
  const before = portal.invocations(name);
  const answer = await fetch(portal.origin + path.replaceAll(/\{\w+\}/g, "0000"), {
    method,
    redirect: "manual",
  });
  expect(portal.invocations(name)).toBe(before + 1);
  // Without a session and without the portal's own headers everything is refused or redirected, nothing breaks.
  expect(answer.status).toBeLessThan(500);
});

it.each(definitions)("%s gets exactly the environment of the manifest", (name, { environment }) => {
  expect(Object.keys(portal.environment(name)).toSorted()).toEqual(environment.toSorted());
});

describe("what browsers load", () => {
  it("is the site for every page address", async () => {
    const [home, page] = await Promise.all([fetch(portal.origin), fetch(`${portal.origin}/ugyeim`)]);
    expect(home.headers.get("content-type")).toMatch(/^text\/html/);
    expect(await page.text()).toBe(await home.text());
  });

  it("includes the files the page names", async () => {
    const page = await (await fetch(portal.origin)).text();
    const files = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? "");
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect((await fetch(portal.origin + file)).status).toBe(200);
  });

  it("is the catalogue, with the pointer to be asked for every time, and kept for 30 seconds at the edge", async () => {
    const answer = await fetch(`${portal.origin}/catalogue/current.json`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=0, s-maxage=30, must-revalidate");
    expect(answer.headers.get("content-type")).toBe("application/json");
  });
});

it("has the identity broker on another site, knowing the client", async () => {
  expect(new URL(portal.brokerOrigin ?? "").hostname).not.toBe(new URL(portal.origin).hostname);
  const login = await fetch(`${portal.origin}/api/session/login`, { redirect: "manual" });
  const authorization = login.headers.get("location") ?? "";
  expect(authorization.startsWith(`${portal.brokerOrigin}/`)).toBe(true);
  // On to the choice of a person; a client the broker does not know stays with an error page.
  expect((await fetch(authorization, { redirect: "manual" })).status).toBe(303);
});

it("lets the sweeper run within its permissions", async () => {
  expect(await portal.fireSchedule("filing-sweeper")).toMatchObject({ ok: true });
});
