import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "../../support/http-browser.ts";
import { CLIENT, type Harness, LOGIN, PORTAL, startHarness } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => {
  harness.hook.tamper = (idToken) => idToken;
  harness.hook.answers = {};
  harness.sessions.items.clear();
  harness.transactions.items.clear();
});

const choice = { person: "gyuruffy-tunde", method: "dap" };
const failurePage = (code: string): string => `${PORTAL}/bejelentkezes-hiba?kod=${code}`;

/** Leaves for the broker and chooses; returns the address the broker sends the browser back to. */
const answerOfBroker = async (browser: Browser): Promise<URL> => {
  const page = await browser.visit(LOGIN);
  const chosen = await browser.step(page.url, "POST", new URLSearchParams(choice));
  const back = await browser.step(new URL(chosen.location ?? "", page.url));
  return new URL(back.location ?? "");
};

const status = async (browser: Browser): Promise<unknown> =>
  JSON.parse((await browser.step(new URL(`${PORTAL}/api/session`))).text) as unknown;

describe("logging in at the simulated broker", () => {
  it("leads back to the page with a session of the chosen person", async () => {
    const browser = harness.newBrowser();
    const page = await browser.visit(LOGIN);
    expect(page.url.origin).toBe(harness.issuer);
    expect(page.text).toContain("Gyűrűffyné Őszi Tűnde");
    const back = await browser.submit(page, choice);
    expect(back.url.href).toBe(`${PORTAL}/ugyek`);
    expect(await status(browser)).toMatchObject({ state: "active", displayName: "Gyűrűffyné Őszi Tűnde" });

    const [session] = harness.sessions.items.values();
    expect(session).toMatchObject({
      assurance: "urn:kau-szimulator:azonositas:3:dap",
      brokerSession: expect.stringMatching(/^[\w-]{20,}$/),
      absoluteExpiresAt: (session?.authTime ?? 0) + 14_400,
    });
    expect(harness.accounts.items.get(session?.account ?? ("" as never))?.identity).toEqual({
      name: "Gyűrűffyné Őszi Tűnde",
      birthName: "Őszi Tűnde",
      mothersName: "Hűvös Győzőné Fűrész Jenőke",
      placeOfBirth: "Hőgyész",
      dateOfBirth: "1991-02-28",
    });
  });

  it("keeps every token of the broker from the browser", async () => {
    const tokens: string[] = [];
    harness.hook.answers["/token"] = (answer) => {
      tokens.push(answer["id_token"] as string, answer["access_token"] as string);
      return answer;
    };
    const browser = harness.newBrowser();
    const { url, text } = await browser.submit(await browser.visit(LOGIN), choice);
    expect(tokens).toEqual([expect.stringMatching(/^eyJ/), expect.stringMatching(/^[\w-]{20,}$/)]);
    const cookies = browser.cookies(new URL(PORTAL));
    expect([...cookies.keys()]).toEqual(["__Host-session"]);
    const held = [url.href, text, cookies.get("__Host-session")].join("\n");
    expect(tokens.filter((token) => held.includes(token))).toEqual([]);
  });

  it("asks nothing the second time, and counts from the first", async () => {
    const browser = harness.newBrowser();
    await browser.submit(await browser.visit(LOGIN), choice);
    const [first] = harness.sessions.items.values();
    const again = await browser.visit(LOGIN);
    expect(again.url.href).toBe(`${PORTAL}/ugyek`);
    const second = [...harness.sessions.items.values()].at(-1);
    expect(harness.transactions.items.size).toBe(0);
    expect(second?.account).toBe(first?.account);
    expect(second?.absoluteExpiresAt).toBe(first?.absoluteExpiresAt);
  });

  it("asks again for a choice left open", async () => {
    const browser = harness.newBrowser();
    const page = await browser.visit(LOGIN);
    const again = await browser.submit(page, { method: "dap" });
    expect(again.status).toBe(422);
    expect(again.text).toContain("Válasszon egy személyt");
    expect((await browser.submit(again, choice)).url.href).toBe(`${PORTAL}/ugyek`);
  });

  it("ends on the portal's page when the client turns back", async () => {
    const browser = harness.newBrowser();
    const back = await browser.submit(await browser.visit(LOGIN), { cancel: "yes" });
    expect(back.url.href).toBe(failurePage("cancelled"));
    expect(await status(browser)).toEqual({ state: "anonymous" });
  });
});

/** What came of following an address: the page, who is logged in, and how many sessions there are. */
const outcomeOf = async (browser: Browser, address: URL) => ({
  page: (await browser.visit(address)).url.href,
  status: await status(browser),
  sessions: harness.sessions.items.size,
});
const nobody = (code: string) => ({ page: failurePage(code), status: { state: "anonymous" }, sessions: 0 });

const decode = (part = ""): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const forgeries: [string, (parts: string[]) => string][] = [
  [
    "content was changed",
    ([header, content, signature]) =>
      `${header}.${encode({ ...decode(content), sub: "somebody-else" })}.${signature}`,
  ],
  [
    "signature was changed",
    ([header, content, signature = ""]) => `${header}.${content}.${signature.slice(0, -8)}AAAAAAAA`,
  ],
  ["signature is missing", ([header, content]) => `${header}.${content}.`],
  ["algorithm is none", ([header, content]) => `${encode({ ...decode(header), alg: "none" })}.${content}.`],
  [
    "algorithm is HS256 with the client secret",
    ([header, content]) => {
      const input = `${encode({ ...decode(header), alg: "HS256" })}.${content}`;
      return `${input}.${createHmac("sha256", CLIENT.clientSecret).update(input).digest("base64url")}`;
    },
  ],
];

describe("a bad answer", () => {
  it("used a second time leads nowhere, and the session it opened goes on", async () => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    await browser.visit(answer);
    expect((await browser.visit(answer)).url.href).toBe(failurePage("not-started-here"));
    expect(await status(browser)).toMatchObject({ state: "active" });
  });

  it("whose code was already exchanged is rejected by the broker too", async () => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    const transactions = new Map(harness.transactions.items);
    const cookies = new Map(browser.cookies(answer));
    await browser.step(answer);
    // As if our side had forgotten that the login is over: everything fits, only the code is used.
    for (const [hash, transaction] of transactions) await harness.transactions.create(hash, transaction);
    harness.sessions.items.clear();
    const replay = harness.newBrowser(new Map([[answer.hostname, cookies]]));
    expect(await outcomeOf(replay, answer)).toEqual(nobody("rejected"));
  });

  it("in another browser belongs to nobody", async () => {
    const answer = await answerOfBroker(harness.newBrowser());
    expect(await outcomeOf(harness.newBrowser(), answer)).toEqual(nobody("not-started-here"));
  });

  it("with another state belongs to nobody, and the true one still counts", async () => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    const forged = new URL(answer);
    forged.searchParams.set("state", "x".repeat(43));
    expect(await outcomeOf(browser, forged)).toEqual(nobody("not-started-here"));
    expect((await browser.visit(answer)).url.href).toBe(`${PORTAL}/ugyek`);
  });

  it("of another issuer (mix-up) is rejected", async () => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    answer.searchParams.set("iss", "https://evil.example");
    expect(await outcomeOf(browser, answer)).toEqual(nobody("rejected"));
  });

  it("that does not say which broker it is from, although this one always does (RFC 9207), is rejected", async () => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    answer.searchParams.delete("iss");
    expect(await outcomeOf(browser, answer)).toEqual(nobody("rejected"));
  });

  it.each([
    ["code", "rejected"],
    ["state", "not-started-here"],
    ["iss", "rejected"],
  ])("with its %s twice is refused", async (name, code) => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    answer.searchParams.append(name, answer.searchParams.get(name) ?? "");
    expect(await outcomeOf(browser, answer)).toEqual(nobody(code));
  });

  it.each([
    ["access_denied", "cancelled"],
    ["server_error", "broker"],
    ["temporarily_unavailable", "broker"],
    ["login_required", "broker"],
    ["<script>", "broker"],
  ])("that is the error %s leads to the page for it", async (error, code) => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    answer.searchParams.delete("code");
    answer.searchParams.set("error", error);
    answer.searchParams.set("error_description", "<b>text of the broker</b>");
    expect(await outcomeOf(browser, answer)).toEqual(nobody(code));
  });

  it.each([
    ["without PKCE", { code_challenge: undefined, code_challenge_method: undefined }, "broker"],
    ["with PKCE lowered to plain", { code_challenge_method: "plain" }, "broker"],
    ["with another challenge", { code_challenge: "x".repeat(43) }, "rejected"],
  ])("to a question changed on its way, %s, opens nothing", async (_, changes, code) => {
    const browser = harness.newBrowser();
    const { location = "" } = await browser.step(new URL(LOGIN));
    const question = new URL(location);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) question.searchParams.delete(name);
      else question.searchParams.set(name, value);
    }
    const page = await browser.visit(question);
    const back = page.url.origin === PORTAL ? page : await browser.submit(page, choice);
    expect(back.url.href).toBe(failurePage(code));
    expect(harness.sessions.items.size).toBe(0);
  });

  it("with a code somebody else got (injection) is rejected: the verifier does not fit", async () => {
    const victim = await answerOfBroker(harness.newBrowser());
    const attacker = harness.newBrowser();
    const answer = await answerOfBroker(attacker);
    answer.searchParams.set("code", victim.searchParams.get("code") ?? "");
    expect(await outcomeOf(attacker, answer)).toEqual(nobody("rejected"));
  });

  it("whose ID token carries another nonce is rejected", async () => {
    const browser = harness.newBrowser();
    const answer = await answerOfBroker(browser);
    for (const [hash, transaction] of harness.transactions.items)
      harness.transactions.items.set(hash, { ...transaction, nonce: "another" });
    expect(await outcomeOf(browser, answer)).toEqual(nobody("rejected"));
  });

  it.each(forgeries)("whose ID token's %s is rejected", async (_, forge) => {
    const browser = harness.newBrowser();
    harness.hook.tamper = (idToken) => forge(idToken.split("."));
    expect(await outcomeOf(browser, await answerOfBroker(browser))).toEqual(nobody("rejected"));
  });

  it("leaves no name, token or subject in the log", () => {
    const log = JSON.stringify(harness.lines);
    expect(log).toContain("rejected");
    expect(log).not.toMatch(/Őszi|eyJ|gyuruffy|code=/);
  });
});
