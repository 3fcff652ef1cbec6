import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { startBroker } from "../../../local/broker/broker.ts";
import { readDirectory } from "../../../local/broker/people.ts";
import type { Browser } from "../../support/http-browser.ts";
import { CLIENT, freePort, type HarnessOptions, LOGIN, PORTAL, startHarness } from "./harness.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const setup = async (options: HarnessOptions = {}) => {
  const harness = await startHarness(options);
  cleanUps.push(() => harness.stop());
  return harness;
};

const newStateDir = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), "broker-"));
  cleanUps.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

const logIn = async (browser: Browser, person = "proba-elek", method = "ugyfelkapu-plusz") =>
  browser.submit(await browser.visit(LOGIN), { person, method });

/** A login by a portal that does not say how old an identification may be: the broker's own rule decides. */
const visitWithoutMaxAge = async (browser: Browser) => {
  const { location = "" } = await browser.step(new URL(LOGIN));
  const address = new URL(location);
  address.searchParams.delete("max_age");
  return browser.visit(address);
};

/** What the portal's page does on Kijelentkezés. */
const logOut = async (browser: Browser) => {
  const answer = await browser.step(new URL(`${PORTAL}/api/session/logout`), "POST");
  return browser.visit((JSON.parse(answer.text) as { redirectTo: string }).redirectTo);
};

describe("the people", () => {
  it("can all log in, by every method, each with a subject of their own", async () => {
    const harness = await setup();
    const { people, methods } = await readDirectory();
    expect(people.length).toBeGreaterThanOrEqual(6);
    expect(methods).toHaveLength(4);
    for (const [index, { id, name }] of people.entries()) {
      const browser = harness.newBrowser();
      const page = await browser.visit(LOGIN);
      expect(page.text).toContain(`>${name}</label>`);
      const method = methods[index % methods.length];
      const back = await browser.submit(page, { person: id, method: method?.id ?? "" });
      expect(back.url.href).toBe(`${PORTAL}/ugyek`);
      expect([...harness.sessions.items.values()].at(-1)).toMatchObject({
        displayName: name,
        assurance: method?.acr,
      });
    }
    expect(harness.accounts.items.size).toBe(people.length);
  }, 30_000);
});

const byName = (levels: readonly { acr: string; level: number }[]) =>
  Object.fromEntries(levels.map(({ acr, level }) => [acr, level]));

describe("the methods", () => {
  it("have the levels the local region gives them", async () => {
    const region = parse(await readFile("config/regions/local.yaml", "utf8")) as {
      identity: { levels: { acr: string; level: number }[] };
    };
    expect(byName(region.identity.levels)).toEqual(byName((await readDirectory()).methods));
  });
});

describe("the broker's own session", () => {
  it("lasts 240 minutes from login, whatever the activity", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const harness = await setup();
    const browser = harness.newBrowser();
    await logIn(browser);
    const [first] = harness.sessions.items.values();
    for (const _ of [1, 2, 3]) {
      vi.setSystemTime(Date.now() + 79 * 60_000);
      expect((await visitWithoutMaxAge(browser)).url.href).toBe(`${PORTAL}/ugyek`);
      expect([...harness.sessions.items.values()].at(-1)?.absoluteExpiresAt).toBe(first?.absoluteExpiresAt);
    }
    vi.setSystemTime(Date.now() + 3 * 60_000 + 1_000);
    expect((await visitWithoutMaxAge(browser)).text).toContain("Kiként jelentkezik be?");
  });
});

/** A login by a portal that asks for more than the usual. */
const visitWith = async (browser: Browser, parameters: Record<string, string>) => {
  const { location = "" } = await browser.step(new URL(LOGIN));
  const address = new URL(location);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return browser.visit(address);
};

const offered = (text: string): string[] =>
  [...text.matchAll(/name="method" value="([^"]+)"/g)].map(([, id = ""]) => id);

const acrOf = async (id: string): Promise<string> =>
  (await readDirectory()).methods.find((method) => method.id === id)?.acr ?? "";

describe("acr_values", () => {
  it("leave only the methods that are strong enough", async () => {
    const harness = await setup();
    const named = [await acrOf("eszemelyi"), await acrOf("dap")].join(" ");
    const page = await visitWith(harness.newBrowser(), { acr_values: named });
    expect(offered(page.text)).toEqual(["dap", "eszemelyi"]);
  });

  it("are a wish: names nobody knows change nothing", async () => {
    const harness = await setup();
    const page = await visitWith(harness.newBrowser(), { acr_values: "urn:unheard-of" });
    expect(offered(page.text)).toHaveLength(4);
  });

  it("are not got round by posting a weaker method", async () => {
    const harness = await setup();
    const browser = harness.newBrowser();
    const page = await visitWith(browser, { acr_values: await acrOf("dap") });
    const answer = await browser.submit(page, { person: "proba-elek", method: "ugyfelkapu-plusz" });
    expect(answer.status).toBe(422);
  });

  it("ask somebody anew whose session is of a weaker method, and leave a stronger one alone", async () => {
    const harness = await setup();
    const browser = harness.newBrowser();
    await logIn(browser, "proba-elek", "telefonos");
    const page = await visitWith(browser, { acr_values: await acrOf("dap") });
    expect(offered(page.text)).toEqual(["dap", "eszemelyi"]);
    await browser.submit(page, { person: "proba-elek", method: "eszemelyi" });
    expect([...harness.sessions.items.values()].at(-1)).toMatchObject({ level: 4 });
    const again = await visitWith(browser, { acr_values: await acrOf("dap") });
    expect(again.url.href).toBe(`${PORTAL}/ugyek`);
  });
});

describe("an identification that must be new", () => {
  it("is asked for with prompt=login, and counts from then on", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const harness = await setup();
    const browser = harness.newBrowser();
    await logIn(browser);
    const [first] = harness.sessions.items.values();
    vi.setSystemTime(Date.now() + 60_000);
    const page = await visitWith(browser, { prompt: "login" });
    expect(page.text).toContain("Kiként jelentkezik be?");
    await browser.submit(page, { person: "proba-elek", method: "dap" });
    const second = [...harness.sessions.items.values()].at(-1);
    expect(second?.authTime).toBe((first?.authTime ?? 0) + 60);
  });

  it("is asked for when it is older than max_age", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const harness = await setup();
    const browser = harness.newBrowser();
    await logIn(browser);
    vi.setSystemTime(Date.now() + 61_000);
    expect((await visitWith(browser, { max_age: "60" })).text).toContain("Kiként jelentkezik be?");
    expect((await visitWith(browser, { max_age: "120" })).url.href).toBe(`${PORTAL}/ugyek`);
  });
});

const sessionsOf = (text: string): string[] =>
  [...text.matchAll(/name="uid" value="([^"]+)"/g)].map(([, uid = ""]) => uid);

const setupTwo = async () => {
  const harness = await setup({ portalPort: await freePort() });
  const browsers = [harness.newBrowser(), harness.newBrowser()] as const;
  for (const [index, person] of ["proba-elek", "minta-agnes"].entries()) {
    const browser = browsers[index] as Browser;
    const page = await browser.visit(`${harness.origin}/api/session/login`);
    await browser.submit(page, { person, method: "dap" });
  }
  const visitor = harness.newBrowser();
  return { harness, browsers, visitor, page: `${harness.issuer}/munkamenetek` };
};

describe("the page of sessions", () => {
  it("lists who is identified and ends one session here and at the portal", async () => {
    const { harness, browsers, visitor, page } = await setupTwo();
    const { text } = await visitor.visit(page);
    expect(text).toMatch(/<h1>KAÜ munkamenetek<[^]*Próba Elek, DÁP[^]*Mintáné Teszt Ágnes, DÁP/);
    const [first = ""] = sessionsOf(text);
    const answer = await visitor.visit(page, "POST", new URLSearchParams({ uid: first }));
    expect(harness.told).toEqual([200]);
    expect([...harness.sessions.items.values()].map(({ displayName }) => displayName)).toEqual([
      "Mintáné Teszt Ágnes",
    ]);
    expect(sessionsOf(answer.text)).toHaveLength(1);
    const next = await browsers[0].visit(`${harness.origin}/api/session/login`);
    expect(next.text).toContain("Kiként jelentkezik be?");
  });

  it("says so when the portal did not take the message, and when the session is gone", async () => {
    const { harness, visitor, page } = await setupTwo();
    harness.hook.logoutToken = () => "spoilt";
    const [first = ""] = sessionsOf((await visitor.visit(page)).text);
    const form = new URLSearchParams({ uid: first });
    expect((await visitor.visit(page, "POST", form)).text).toContain("a portál nem vette át");
    expect(harness.sessions.items.size).toBe(2);
    expect(await visitor.visit(page, "POST", form)).toMatchObject({ status: 404 });
  });

  it("takes no form of another site", async () => {
    const { harness, visitor, page } = await setupTwo();
    const [uid = ""] = sessionsOf((await visitor.visit(page)).text);
    const answer = await fetch(page, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
      body: new URLSearchParams({ uid }),
    });
    expect(answer.status).toBe(403);
    expect(harness.sessions.items.size).toBe(2);
  });
});

describe("logout", () => {
  it("ends both sessions without asking when it comes from the portal", async () => {
    const harness = await setup();
    const browser = harness.newBrowser();
    await logIn(browser);
    const goodbye = await logOut(browser);
    expect(goodbye.url.href).toBe(`${PORTAL}/kijelentkezve`);
    expect(harness.sessions.items.size).toBe(0);
    const next = await browser.visit(LOGIN);
    expect(next.text).toContain("Kiként jelentkezik be?");
  });

  it("asks first when the session is not the one named", async () => {
    const harness = await setup();
    const browser = harness.newBrowser();
    await logIn(browser);
    const address = new URL(`${harness.issuer}/session/end`);
    address.searchParams.set("client_id", "portal");
    address.searchParams.set("post_logout_redirect_uri", `${PORTAL}/kijelentkezve`);
    address.searchParams.set("logout_hint", "guessed");
    const question = await browser.visit(address);
    expect(question.text).toContain("Befejezi az azonosított munkamenetét?");
    const [, xsrf = ""] = /name="xsrf" value="([^"]+)"/.exec(question.text) ?? [];
    const confirm = `${harness.issuer}/session/end/confirm`;
    const goodbye = await browser.visit(confirm, "POST", new URLSearchParams({ xsrf, logout: "yes" }));
    expect(goodbye.url.href).toBe(`${PORTAL}/kijelentkezve`);
    expect((await browser.visit(LOGIN)).text).toContain("Kiként jelentkezik be?");
  });

  it("sends nobody to an address that is not the portal's", async () => {
    const harness = await setup();
    const browser = harness.newBrowser();
    await logIn(browser);
    const address = new URL(`${harness.issuer}/session/end`);
    address.searchParams.set("client_id", "portal");
    address.searchParams.set("post_logout_redirect_uri", "https://evil.example/");
    const page = await browser.visit(address);
    expect(page.url.origin).toBe(harness.issuer);
    expect(page.status).toBe(400);
  });
});

describe("pages of the broker", () => {
  it("carry a strict policy, a language and labels, and no script", async () => {
    const harness = await setup();
    const browser = harness.newBrowser();
    const page = await browser.visit(LOGIN);
    expect(page.text).toContain('<html lang="hu">');
    expect(page.text).not.toMatch(/<script|style=| on\w+=/);
    const { headers } = await fetch(`${harness.issuer}/kau.css`);
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'self'; script-src 'none'; form-action 'self' ${PORTAL}; frame-ancestors 'none'; base-uri 'none'`,
    );
  });

  it("explain an interaction that is over", async () => {
    const harness = await setup();
    const browser = harness.newBrowser();
    const page = await browser.visit(LOGIN);
    const answer = await harness.newBrowser().visit(page.url);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Az azonosítás nem folytatható");
  });

  it("refuse a request without PKCE", async () => {
    const harness = await setup();
    const address = new URL(
      `${harness.issuer}/auth?client_id=portal&response_type=code&scope=openid&state=s`,
    );
    address.searchParams.set("redirect_uri", `${PORTAL}/api/session/callback`);
    const answer = await harness.newBrowser().step(address);
    expect(answer.location).toContain("error=invalid_request");
  });
});

const keysOf = async (issuer: string): Promise<unknown> => (await fetch(`${issuer}/jwks`)).json();

describe("a restart", () => {
  it("with a state directory keeps keys, sessions and subjects", async () => {
    const stateDir = await newStateDir();
    const before = await startHarness({ stateDir });
    const browser = before.newBrowser();
    await logIn(browser);
    const keys = await keysOf(before.issuer);
    const [account] = before.accounts.items.keys();
    await before.stop();

    const after = await setup({ stateDir, ports: before.ports });
    expect(await keysOf(after.issuer)).toEqual(keys);
    const back = await after.newBrowser(browser.jar).visit(LOGIN);
    expect(back.url.href).toBe(`${PORTAL}/ugyek`);
    expect([...after.accounts.items.keys()]).toEqual([account]);
  });

  it("without one begins anew, with the same subjects", async () => {
    const before = await startHarness();
    const browser = before.newBrowser();
    await logIn(browser);
    const [account] = before.accounts.items.keys();
    await before.stop();

    const after = await setup({ ports: before.ports });
    const page = await after.newBrowser(browser.jar).visit(LOGIN);
    expect(page.text).toContain("Kiként jelentkezik be?");
    await logIn(after.newBrowser());
    expect([...after.accounts.items.keys()]).toEqual([account]);
  });
});

describe("starting", () => {
  it("says so when the port is taken", async () => {
    const { ports, issuer } = await setup();
    const again = startBroker({
      ...CLIENT,
      port: ports.broker,
      issuer,
      redirectUris: [`${PORTAL}/api/session/callback`],
      postLogoutRedirectUris: [],
    });
    await expect(again).rejects.toThrow("EADDRINUSE");
  });
});
