// Checks of the conformance suite's plans oidcc-client-back-channel-logout-rp-basic and
// oidcc-client-rp-initiated-logout-rp-basic, each by its module's name.
import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Browser } from "../../unit/broker/browser.ts";
import { CLIENT } from "../../unit/broker/harness.ts";
import { decodeToken, type Suite, startSuite } from "./suite.ts";

let suite: Suite;
let browser: Browser;
/** Two windows of one person: one broker session, two of the portal. */
beforeEach(async () => {
  suite = await startSuite();
  browser = suite.newBrowser();
  await suite.logIn(browser);
  await suite.logIn(suite.secondWindow(browser));
});
afterEach(() => suite.stop());

const EVENT = "http://schemas.openid.net/event/backchannel-logout";

/** What the portal's page does on Kijelentkezés; the simulator then sends the logout token. */
const logOut = async () => {
  const answer = await browser.step(new URL(`${suite.origin}/api/session/logout`), "POST");
  const { redirectTo } = JSON.parse(answer.text) as { redirectTo: string };
  return { redirectTo: new URL(redirectTo), goodbye: (await browser.visit(redirectTo)).url };
};

/** Where the logout led, what the portal answered to the logout token, and how many sessions go on. */
const outcome = async () => {
  const before = suite.sessions.items.size;
  const { goodbye } = await logOut();
  return { goodbye: goodbye.href, told: suite.told, before, after: suite.sessions.items.size };
};
const ended = () => ({ goodbye: `${suite.origin}/kijelentkezve`, told: [200], before: 2, after: 0 });
/** The logout itself is done, the other window's session goes on. */
const refused = () => ({ goodbye: `${suite.origin}/kijelentkezve`, told: [400], before: 2, after: 1 });

describe("oidcc-client-back-channel-logout-rp-basic", () => {
  it("oidcc-client-test-rp-backchannel-rpinitlogout", async () => {
    expect(await outcome()).toEqual(ended());
  });

  it("oidcc-client-test-rp-backchannel-rpinitlogout-alg-none", async () => {
    suite.hook.logoutToken = (token) => {
      const [header = "", claims = ""] = suite
        .resigned({ header: { alg: "none" } })(token)
        .split(".");
      return `${header}.${claims}.`;
    };
    expect(await outcome()).toEqual(refused());
  });

  it("oidcc-client-test-rp-backchannel-rpinitlogout-no-event", async () => {
    suite.changeLogoutToken({ claims: { events: undefined } });
    expect(await outcome()).toEqual(refused());
  });

  it("oidcc-client-test-rp-backchannel-rpinitlogout-with-nonce", async () => {
    suite.changeLogoutToken({ claims: { nonce: "a nonce" } });
    expect(await outcome()).toEqual(refused());
  });

  it("oidcc-client-test-rp-backchannel-rpinitlogout-wrong-alg", async () => {
    suite.hook.logoutToken = (token) => {
      const parts = suite
        .resigned({ header: { alg: "HS256" } })(token)
        .split(".");
      const input = `${parts[0]}.${parts[1]}`;
      return `${input}.${createHmac("sha256", CLIENT.clientSecret).update(input).digest("base64url")}`;
    };
    expect(await outcome()).toEqual(refused());
  });

  it("oidcc-client-test-rp-backchannel-rpinitlogout-wrong-aud", async () => {
    suite.changeLogoutToken({ claims: { aud: "another-client" } });
    expect(await outcome()).toEqual(refused());
  });

  it("oidcc-client-test-rp-backchannel-rpinitlogout-wrong-event", async () => {
    suite.changeLogoutToken({ claims: { events: { [`${EVENT}-wrong`]: {} } } });
    expect(await outcome()).toEqual(refused());
  });

  it("oidcc-client-test-rp-backchannel-rpinitlogout-wrong-iss", async () => {
    suite.changeLogoutToken({ claims: { iss: "https://evil.example" } });
    expect(await outcome()).toEqual(refused());
  });
});

describe("tokens of one kind do not pass for the other", () => {
  it("an ID token sent as a logout token ends nothing", async () => {
    let idToken = "";
    suite.hook.tamper = (token) => {
      idToken = token;
      return token;
    };
    await suite.logIn(suite.secondWindow(browser));
    suite.hook.logoutToken = () => idToken;
    expect(await outcome()).toEqual({ ...refused(), before: 3, after: 2 });
  });

  it("a logout token given as an ID token opens nothing", async () => {
    let logoutToken = "";
    suite.hook.logoutToken = (token) => {
      logoutToken = token;
      return token;
    };
    await logOut();
    expect(decodeToken(logoutToken).header["typ"]).toBe("logout+jwt");
    suite.hook.tamper = () => logoutToken;
    expect(await suite.logIn()).toBe(`${suite.origin}/bejelentkezes-hiba?kod=rejected`);
    expect(suite.sessions.items.size).toBe(0);
  });
});

describe("oidcc-client-rp-initiated-logout-rp-basic", () => {
  // The suite would also like an `id_token_hint`, which the specification only recommends: see docs/security.md.
  it("oidcc-client-test-rp-init-logout", async () => {
    const { redirectTo, goodbye } = await logOut();
    expect(redirectTo.origin + redirectTo.pathname).toBe(`${suite.issuer}/session/end`);
    expect(redirectTo.searchParams.get("post_logout_redirect_uri")).toBe(`${suite.origin}/kijelentkezve`);
    expect(redirectTo.searchParams.get("client_id")).toBe(CLIENT.clientId);
    expect(goodbye.href).toBe(`${suite.origin}/kijelentkezve`);
    // The broker's session is over too: it asks who comes.
    expect((await browser.visit(`${suite.origin}/api/session/login`)).url.origin).toBe(suite.issuer);
  });

  it("oidcc-client-test-rp-init-logout-other-state", async () => {
    await logOut();
    const back = await browser.visit(`${suite.origin}/kijelentkezve?state=never-sent`);
    expect(back.status).toBe(200);
    expect(suite.sessions.items.size).toBe(0);
  });

  it("oidcc-client-test-rp-init-logout-no-state", async () => {
    const { redirectTo, goodbye } = await logOut();
    expect(redirectTo.searchParams.has("state")).toBe(false);
    expect(goodbye.search).toBe("");
    expect(suite.sessions.items.size).toBe(0);
  });
});
