import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Mail } from "../../../local/mail/mailbox.ts";
import type { Portal } from "../../../local/runtime.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { OfficeCase } from "../../../src/contract/office.ts";
import { eventually } from "../../support/eventually.ts";
import { requestAsPage } from "../../support/page-request.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, completeAnswers, logIn } from "../cases/client.ts";
import { type Desk, deskOf, logInClerk } from "../office/clerks.ts";

// The deployed bundles with their roles, as the template has them; time is put ahead by hand.
const ADDRESS = "ugyfel@posta.example";
const DAY = 86_400;

let portal: Portal;
let client: Client;
let general: Desk;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  client = await logIn(portal, "Várakozó Vilma");
  general = deskOf(await logInClerk(portal, "Igazgató Ilona"));
  await confirmAddress();
});
afterAll(() => portal.stop());
afterEach(() => portal.shiftClock(0));

const mails = async (): Promise<readonly Mail[]> => {
  const answer = await fetch(`${portal.origin}/local/mailbox.json`);
  return ((await answer.json()) as { mails: readonly Mail[] }).mails.filter(({ to }) => to.includes(ADDRESS));
};

const confirmAddress = async (): Promise<void> => {
  await client.call("POST", "/api/account/email", { address: ADDRESS });
  const [mail] = await mails();
  const token = /#(\S+)$/m.exec(mail?.text ?? "")?.[1];
  const path = "/api/account/email-verification";
  await requestAsPage(portal.origin, { method: "POST", path, body: { token } });
};

/** How many notices one run of the notifier sends. */
const told = async (): Promise<number> => {
  const before = (await mails()).length;
  expect(await portal.fireSchedule("notifier")).toMatchObject({ ok: true });
  return (await mails()).length - before;
};

const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));

const readCase = async (id: string) => (await client.call<CaseDetail>("GET", `/api/cases/${id}`)).body;

/** A case of Kópháza with a decision nobody has taken over yet. */
const decided = async (): Promise<OfficeCase> => {
  const request = { settlement: "06895", form: "altalanos-celu-kerelem" };
  const { id } = (await client.call<CaseDetail>("POST", "/api/cases", request)).body;
  await client.call("PUT", `/api/cases/${id}/answers`, { version: 0, answers: completeAnswers });
  await client.call("POST", `/api/cases/${id}/submission`, { version: 1 });
  await eventually(
    () => readCase(id),
    ({ state }) => state === "registered",
  );
  let seen = await general.read(id);
  for (const action of [
    { action: "start" },
    { action: "decide", text: "Helyt adok a kérelemnek.", files: [] },
  ])
    seen = (await general.act(id, { revision: seen.revision, ...action })).body;
  return seen;
};

it("a registered case has a deadline, by the rule for its form", async () => {
  const { deadline, submittedAt } = await decided();
  const days = (Date.parse(deadline?.dueOn ?? "") - Date.parse(submittedAt.slice(0, 10))) / (DAY * 1000);
  // 60 days, and what a weekend or holiday adds.
  expect(days).toBeGreaterThanOrEqual(60);
  expect(days).toBeLessThanOrEqual(66);
});

const sweepIn = async (days: number) => {
  portal.shiftClock(days * DAY);
  expect(await portal.fireSchedule("procedure-sweeper")).toMatchObject({ ok: true });
};

it("a decision nobody takes over is told of, told of again, and delivered by rule", async () => {
  const { id } = await decided();
  await nextSecond();
  expect(await told()).toBe(1);
  expect(await told()).toBe(0);
  expect(JSON.stringify(await mails())).not.toMatch(/Vilma|Várakozó|Kópház|altalanos/);

  const types = async () => (await readEvents(id)).filter((type) => /notice|deemed/.test(type));
  await sweepIn(0);
  expect(await types()).toEqual([]);
  await sweepIn(12);
  await nextSecond();
  expect(await told()).toBe(1);
  expect(await types()).toEqual(["second-notice"]);
  await sweepIn(30);
  expect(await types()).toEqual(["second-notice", "deemed-delivered"]);
  const document = (await readDocuments(id)).find(({ kind }) => kind === "decision");
  expect(document).toMatchObject({ delivery: { state: "deemed" } });
});

/** With the clock back: sessions of today have long ended by then. */
const today = async <T>(ask: () => Promise<T>): Promise<T> => {
  portal.shiftClock(0);
  return ask();
};
const readEvents = (id: string) =>
  today(async () => (await readCase(id)).events.map(({ type }) => type as string));
const readDocuments = (id: string) => today(async () => (await readCase(id)).documents);

it("whoever does not want notices of cases gets none", async () => {
  const account = (await client.call<{ version: number; settings: object }>("GET", "/api/account")).body;
  const settings = { ...account.settings, notifications: { caseProgress: false, newLogin: false } };
  await client.call("PUT", "/api/account", { version: account.version, settings });
  await decided();
  await nextSecond();
  expect(await told()).toBe(0);
});
