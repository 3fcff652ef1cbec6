import { createPrivateKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "../../unit/broker/browser.ts";
import { freePort, startHarness } from "../../unit/broker/harness.ts";
import type { Json } from "../../unit/broker/tampering-proxy.ts";

interface Parts {
  header: Json;
  claims: Json;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export const decodeToken = (token: string): Parts => {
  const [header, claims] = token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as Json);
  return { header: header ?? {}, claims: claims ?? {} };
};

export const signWith =
  (key: KeyObject) =>
  ({ header, claims }: Parts): string => {
    const input = `${encode(header)}.${encode(claims)}`;
    const signature = sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" });
    return `${input}.${signature.toString("base64url")}`;
  };

/** A signature of the right length that is nobody's. */
export const spoil = (token: string): string => {
  const [header, claims, signature = ""] = token.split(".");
  const length = Buffer.from(signature, "base64url").length;
  return `${header}.${claims}.${randomBytes(length).toString("base64url")}`;
};

/** Members set to undefined are left out. */
type Change = Partial<Parts>;

/**
 * The portal's real session function before the simulator, over HTTP, with the simulator's own signing key in
 * the hands of the test: what it changes in a token is signed again, so that only the change can be refused.
 */
export const startSuite = async () => {
  const stateDir = await mkdtemp(join(tmpdir(), "suite-"));
  const harness = await startHarness({ stateDir, portalPort: await freePort() });
  const { jwks } = JSON.parse(await readFile(join(stateDir, "broker-keys.json"), "utf8")) as {
    jwks: { keys: [Json] };
  };
  const ownKey = createPrivateKey({ key: jwks.keys[0], format: "jwk" });
  const { hook, origin } = harness;

  const resigned =
    (change: Change, key = ownKey) =>
    (token: string): string => {
      const { header, claims } = decodeToken(token);
      return signWith(key)({
        header: { ...header, ...change.header },
        claims: { ...claims, ...change.claims },
      });
    };

  const logIn = async (browser: Browser = harness.newBrowser()) => {
    const page = await browser.visit(`${origin}/api/session/login?returnTo=/ugyek`);
    if (page.url.origin === origin) return page.url.href;
    const back = await browser.submit(page, { person: "proba-elek", method: "ugyfelkapu-plusz" });
    return back.url.href;
  };

  return {
    ...harness,
    resigned,
    logIn,
    /** Alters the next ID tokens and signs them again. */
    changeIdToken: (change: Change, key?: KeyObject): void => {
      hook.tamper = resigned(change, key);
    },
    changeLogoutToken: (change: Change, key?: KeyObject): void => {
      hook.logoutToken = resigned(change, key);
    },
    asked: (path: string) => harness.seen.filter(({ url }) => url.pathname === path),
    /** A second window of the same person: known to the broker, not yet to the portal. */
    secondWindow: (browser: Browser): Browser =>
      harness.newBrowser(new Map([["127.0.0.1", new Map(browser.cookies(new URL(harness.issuer)))]])),
    async stop() {
      await harness.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
};
export type Suite = Awaited<ReturnType<typeof startSuite>>;
