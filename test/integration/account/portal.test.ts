import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Mail } from "../../../local/mail/mailbox.ts";
import type { Portal } from "../../../local/runtime.ts";
import type { AccountData, AccountView, OwnSession } from "../../../src/contract/account.ts";
import type { MandateView } from "../../../src/contract/acting.ts";
import { toLocalDate } from "../../../src/domain/time.ts";
import { systemClock } from "../../../src/http/clock.ts";
import { requestAsPage } from "../../support/page-request.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, describeFile, logIn, type Offered, problemOf, upload } from "../cases/client.ts";
import { logIn as identify, newBrowser, read as readIn } from "../../support/visitor.ts";
import { someSettings } from "../../unit/account/store-contract.ts";

// The deployed bundles, with the roles, tables and routes of the template.
let portal: Portal;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  // What scans say is no matter here.
  portal.scanner.setFaults({ hang: true });
});
afterEach(() => {
  portal.gateway.setRules([]);
  portal.shiftClock(0);
});
afterAll(() => portal.stop());

let people = 0;
/** Told apart by their birth names. */
const newPerson = (): Promise<Client> => {
  const name = `Próba ${"I".repeat(++people)}`;
  const origin = { mothersName: "Minta Éva", placeOfBirth: "Sopron", dateOfBirth: "1990-02-03" };
  return logIn(portal, name, { person: { name, birthName: name, ...origin } });
};

const mailsTo = async (address: string): Promise<readonly Mail[]> => {
  const answer = await fetch(`${portal.origin}/local/mailbox.json`);
  const { mails } = (await answer.json()) as { mails: readonly Mail[] };
  return mails.filter(({ to }) => to.includes(address));
};

const linkIn = (mail: Mail | undefined): URL => new URL(/^http\S+$/m.exec(mail?.text ?? "")?.[0] ?? "");

const readAccount = async (client: Client) => (await client.call<AccountView>("GET", "/api/account")).body;
const changeEmail = (client: Client, address: string) =>
  client.call<AccountView>("POST", "/api/account/email", { address });

/** As the page of the link does it: without a session. */
const openLink = async (link: URL): Promise<number> => {
  const body = { token: link.hash.slice(1) };
  const path = "/api/account/email-verification";
  return (await requestAsPage(portal.origin, { method: "POST", path, body })).status;
};

/** Everything the accounts table holds, as text. */
const accountsTable = async (): Promise<string> => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { ACCOUNTS_TABLE: TableName } = portal.environment("account");
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  return JSON.stringify((await documents.send(new ScanCommand({ TableName }))).Items);
};

const isSend = ({ service }: { service: string }) => service === "ses";

describe("settings", () => {
  it("are saved and read back; a page that saw an older version is told", async () => {
    const client = await newPerson();
    const save = (version: number) => client.call("PUT", "/api/account", { version, settings: someSettings });
    expect(await save(0)).toMatchObject({ status: 200, body: { version: 1, settings: someSettings } });
    expect(await save(0)).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await readAccount(client)).toMatchObject({ settings: someSettings });
    const other = { ...someSettings, language: "hu" };
    const late = await client.call("PUT", "/api/account", { version: 0, settings: other });
    expect(problemOf(late)).toEqual({ status: 409, code: "account-changed" });
  });
});

describe("e-mail address", () => {
  it("is confirmed by the link in the mailbox, once, without a session", async () => {
    const client = await newPerson();
    const address = "elso@posta.example";
    expect((await changeEmail(client, address)).body).toMatchObject({ pendingEmail: address });
    const [mail] = await mailsTo(address);
    const link = linkIn(mail);
    expect(`${link.origin}${link.pathname}${link.search}`).toBe(`${portal.origin}/fiok/email-megerositese`);
    expect(await accountsTable()).not.toContain(link.hash.slice(1));
    expect(await openLink(link)).toBe(204);
    expect(await readAccount(client)).toMatchObject({ email: { address, verified: true } });
    expect(await openLink(link)).toBe(409);
  });

  it.each([
    ["just before", 24 * 3_600 - 60, 204],
    ["at", 24 * 3_600, 409],
  ])("has a link that works until 24 hours have passed: %s → %i", async (_, shift, status) => {
    const client = await newPerson();
    const address = `idoben${shift}@posta.example`;
    await changeEmail(client, address);
    portal.shiftClock(shift);
    expect(await openLink(linkIn((await mailsTo(address))[0]))).toBe(status);
  });

  it("gets no more than three e-mails an hour", async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    const address = "tele@posta.example";
    for (const client of [one, other, one]) expect((await changeEmail(client, address)).status).toBe(200);
    const fourth = await changeEmail(other, address);
    expect(problemOf(fourth)).toEqual({ status: 429, code: "too-many-requests" });
    const wait = Number(fourth.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(3_500);
    expect(await mailsTo(address)).toHaveLength(3);
  });

  it("is asked for again when SES takes no mail", async () => {
    const client = await newPerson();
    portal.gateway.setRules([
      { when: isSend, fault: { kind: "refuse", code: "TooManyRequestsException", status: 429 } },
    ]);
    const refused = await changeEmail(client, "kesobb@posta.example");
    expect(problemOf(refused)).toEqual({ status: 503, code: "too-busy" });
    portal.gateway.setRules([]);
    expect((await changeEmail(client, "kesobb@posta.example")).status).toBe(200);
    expect(await openLink(linkIn((await mailsTo("kesobb@posta.example"))[0]))).toBe(204);
  });
});

describe("login", () => {
  it("is told to a confirmed address, and goes through when the mail does not", async () => {
    const browser = newBrowser();
    await identify(portal, browser);
    const address = "proba.elek@posta.example";
    const cookie = [...browser.cookies(new URL(portal.origin))].map(([name, value]) => `${name}=${value}`);
    const headers = { cookie: cookie.join("; "), origin: portal.origin, "x-requested-with": "portal" };
    await fetch(`${portal.origin}/api/account/email`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ address }),
    });
    expect(await openLink(linkIn((await mailsTo(address))[0]))).toBe(204);
    await identify(portal, newBrowser());
    expect((await mailsTo(address)).map(({ subject }) => subject)).toEqual([
      "Új bejelentkezés",
      "E-mail-cím megerősítése",
    ]);
    portal.gateway.setRules([
      { when: isSend, fault: { kind: "refuse", code: "TooManyRequestsException", status: 429 } },
    ]);
    const third = newBrowser();
    expect(await identify(portal, third)).toBe(`${portal.origin}/ugyek`);
    portal.gateway.setRules([]);
    expect(await readIn(portal, third, "/api/session")).toMatchObject({ state: "active" });
    expect(await readIn<AccountView>(portal, third, "/api/account")).toMatchObject({ email: { address } });
    const { sessions } = await readIn<{ sessions: OwnSession[] }>(portal, third, "/api/account/sessions");
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  });
});

const pdf = Buffer.from("%PDF-1.7\n%âãÏÓ\nterv\n%%EOF\n");

/** A draft with a verified file; its id and the file's key. */
const draftWithFile = async (client: Client) => {
  const { id } = await client.start();
  const offered = await client.call<Offered>("POST", `/api/cases/${id}/attachments`, {
    version: 0,
    ...describeFile(pdf),
  });
  expect(await upload(offered.body.upload, pdf)).toBe(204);
  const file = offered.body.attachment.id;
  expect((await client.call("POST", `/api/cases/${id}/attachments/${file}/verify`)).status).toBe(200);
  return { id, key: `cases/${id}/${file}` };
};

const lies = async (Key: string): Promise<boolean> => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { ATTACHMENTS_BUCKET: Bucket } = portal.environment("attachments");
  try {
    await new S3Client({}).send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if ((error as Error).name === "NotFound") return false;
    throw error;
  }
};

const grant = (from: Client, to: Client) =>
  from.call<MandateView>("POST", "/api/mandates", {
    proxy: to.identity,
    scope: {},
    validFrom: toLocalDate(systemClock(), "Europe/Budapest"),
  });

/** Somebody with a submitted case, a draft with a file, settings, a link under way and mandates both ways. */
const settled = async () => {
  const [client, other] = [await newPerson(), await newPerson()];
  const { id: caseId } = await client.startComplete();
  expect((await client.call("POST", `/api/cases/${caseId}/submission`, { version: 1 })).status).toBe(200);
  const draft = await draftWithFile(client);
  await client.call("PUT", "/api/account", { version: 0, settings: someSettings });
  const address = `torles${people}@posta.example`;
  await changeEmail(client, address);
  const [given, received] = [await grant(client, other), await grant(other, client)];
  expect([given.status, received.status]).toEqual([201, 201]);
  return { client, other, caseId, draft, address, given: given.body.id, received: received.body.id };
};

describe("one's own data", () => {
  it("can be downloaded as one file", async () => {
    const { client, caseId, draft, given, received } = await settled();
    const { headers, body } = await client.call<AccountData>("GET", "/api/account/data");
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="adataim-\d{4}-\d\d-\d\d\.json"$/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body.account).toMatchObject({ identity: client.identity, settings: someSettings });
    expect(body.sessions).toHaveLength(1);
    expect(body.mandates.granted.map(({ id }) => id)).toEqual([given]);
    expect(body.mandates.received.map(({ id }) => id)).toEqual([received]);
    // Of one second: ids do not say which came first.
    const cases = new Map(body.cases.map((one) => [one.id, one]));
    expect([...cases.keys()].toSorted()).toEqual([draft.id, caseId].toSorted());
    expect(cases.get(draft.id)?.attachments).toMatchObject([{ fileName: "terv.pdf", state: "scanning" }]);
    expect(cases.get(caseId)?.events.map(({ type }) => type)).toContain("submitted");
  });

  it("can be deleted; submitted cases are kept, others keep theirs", async () => {
    const { client, other, draft, address, given, received } = await settled();
    const link = linkIn((await mailsTo(address))[0]);
    const deleted = await client.call<{ keptCases: number; redirectTo: string }>("DELETE", "/api/account");
    expect(deleted).toMatchObject({ status: 200, body: { keptCases: 1 } });
    expect(new URL(deleted.body.redirectTo).origin).toBe(portal.brokerOrigin);
    expect(deleted.headers.getSetCookie()).toHaveLength(2);
    expect(problemOf(await client.call("GET", "/api/account"))).toEqual({
      status: 401,
      code: "session-missing",
    });
    expect(await lies(draft.key)).toBe(false);
    expect(await openLink(link)).toBe(409);
    expect(await accountsTable()).not.toContain(address);
    const { body } = await other.call<{ granted: MandateView[]; received: MandateView[] }>(
      "GET",
      "/api/mandates",
    );
    expect(body.received).toMatchObject([{ id: given, state: "revoked", revokedBy: "principal" }]);
    expect(body.granted).toMatchObject([{ id: received, state: "revoked", revokedBy: "proxy" }]);
    expect((await readAccount(other)).version).toBe(0);
  });

  it("is deleted in the end when the first attempt broke off", async () => {
    const { client, draft } = await settled();
    portal.gateway.setRules([
      {
        when: ({ operation }) => operation === "TransactWriteItems",
        fault: { kind: "refuse", code: "ThrottlingException" },
      },
    ]);
    expect(problemOf(await client.call("DELETE", "/api/account"))).toEqual({ status: 503, code: "too-busy" });
    portal.gateway.setRules([]);
    expect(await lies(draft.key)).toBe(true);
    expect(await client.call("DELETE", "/api/account")).toMatchObject({
      status: 200,
      body: { keptCases: 1 },
    });
    expect(await lies(draft.key)).toBe(false);
  });
});

describe("own sessions", () => {
  it("all end with one request", async () => {
    const client = await newPerson();
    const ended = await client.call<{ redirectTo: string }>("DELETE", "/api/account/sessions");
    expect(ended.status).toBe(200);
    expect(new URL(ended.body.redirectTo).origin).toBe(portal.brokerOrigin);
    expect(ended.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(problemOf(await client.call("GET", "/api/account"))).toEqual({
      status: 401,
      code: "session-missing",
    });
  });
});
