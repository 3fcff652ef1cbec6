import { createHash, randomBytes } from "node:crypto";
import type { Portal } from "../../../local/runtime.ts";
import { createDynamoAccountStore } from "../../../src/adapters/dynamo/account-store.ts";
import { createDynamoSessionStore } from "../../../src/adapters/dynamo/session-store.ts";
import { personKeyOf } from "../../../src/app/acting/person-key.ts";
import { hashToken, newToken } from "../../../src/app/session/token.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { Problem } from "../../../src/contract/problem.ts";
import { inOwnName } from "../../../src/domain/acting/party.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/http/clock.ts";
import { SESSION_COOKIE } from "../../../src/http/cookies.ts";
import { type Answer, requestAsPage } from "../../support/page-request.ts";

/** The answer to an attachment offer, as far as tests use it. */
export interface Offered {
  attachment: { id: string };
  version: number;
  upload: { url: string; fields: Record<string, string> };
}

export const completeAnswers = {
  contact: { email: "minta.ugyfel@posta.example", phone: "+999000000001" },
  request: {
    topic: "general",
    caseType: "public-space",
    subject: "Kérdés a piactér használatáról",
    letter: "Kérem, tájékoztassanak, hogyan foglalhatok helyet a piactéren.",
    detailed: false,
  },
  reply: { mode: "storage" },
  declaration: { truth: true },
};

const identity = (name: string) => ({
  name,
  birthName: name,
  mothersName: "Próba Éva",
  placeOfBirth: "Sopron",
  dateOfBirth: "2101-02-03",
});

type Identity = ReturnType<typeof identity>;

export interface Client {
  /** As the broker vouches for them. */
  identity: Identity;
  call<Body = never>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  /** A file as it comes over the wire. */
  download(path: string): Promise<Answer<Uint8Array>>;
  /** A new draft of the general request to Kópháza. */
  start(): Promise<CaseDetail>;
  /** A draft that could be submitted, at version 1. */
  startComplete(): Promise<CaseDetail>;
}

/** Somebody with an account and an active session, as the login would have left them. */
export const logIn = async (
  portal: Portal,
  name: string,
  { person = identity(name), level = 2 }: { person?: Identity; level?: number } = {},
): Promise<Client> => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { SESSIONS_TABLE = "", ACCOUNTS_TABLE = "" } = portal.environment("session");
  const account = `${name}-${randomBytes(8).toString("hex")}` as AccountId;
  const token = newToken(randomBytes);
  const now = systemClock();
  const personKey = await personKeyOf(person);
  await createDynamoAccountStore({ tableName: ACCOUNTS_TABLE }).recordLogin(account, person, now, personKey);
  await createDynamoSessionStore({ tableName: SESSIONS_TABLE }).create(await hashToken(token), {
    account,
    displayName: name,
    createdAt: now,
    acting: inOwnName(account, name),
    level,
    ...(personKey !== undefined && { personKey }),
    authTime: now,
    idleExpiresAt: now + 1800,
    absoluteExpiresAt: now + 14_400,
  });

  const cookie = `${SESSION_COOKIE}=${token}`;
  const call: Client["call"] = (method, path, body) =>
    requestAsPage(portal.origin, { method, path, body, cookie });
  const download: Client["download"] = async (path) => {
    const answer = await fetch(portal.origin + path, { headers: { cookie } });
    const { status, headers } = answer;
    return { status, headers, body: new Uint8Array(await answer.arrayBuffer()) };
  };
  const start: Client["start"] = async () => {
    const request = { settlement: "06895", form: "altalanos-celu-kerelem" };
    const started = await call<CaseDetail>("POST", "/api/cases", request);
    if (started.status !== 201)
      throw new Error(`No draft: ${started.status} ${JSON.stringify(started.body)}`);
    return started.body;
  };
  const startComplete: Client["start"] = async () => {
    const { id } = await start();
    const saved = await call("PUT", `/api/cases/${id}/answers`, { version: 0, answers: completeAnswers });
    if (saved.status !== 200) throw new Error(`Not saved: ${saved.status} ${JSON.stringify(saved.body)}`);
    return (await call<CaseDetail>("GET", `/api/cases/${id}`)).body;
  };
  return { identity: person, call, download, start, startComplete };
};

/** What a refusal comes down to. */
export const problemOf = ({ status, body }: Answer<unknown>) => ({ status, code: (body as Problem).code });

export const describeFile = (content: Buffer, contentType = "application/pdf") => ({
  slot: "documents",
  fileName: "terv.pdf",
  size: content.length,
  contentType,
  sha256: createHash("sha256").update(content).digest("hex"),
});

/** Posts a file as the browser does: the form fields first, the file last. */
export const upload = async (
  { url, fields }: Offered["upload"],
  content: Buffer,
  changes: Record<string, string> = {},
): Promise<number> => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(content)]));
  return (await fetch(url, { method: "POST", body: form })).status;
};
