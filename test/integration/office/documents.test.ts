import { afterAll, beforeAll, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { AccessEntry } from "../../../src/contract/casework.ts";
import { officeOf } from "../../support/office-side.ts";
import { startTestPortal } from "../../support/portal.ts";
import { readPdf, textOf } from "../../support/read-pdf.ts";
import { type Client, logIn } from "../cases/client.ts";
import { logInClerk } from "./clerks.ts";

let portal: Portal;
let citizen: Client;
let clerk: Client;
let id: string;
let message: string;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  const office = officeOf(portal);
  citizen = await logIn(portal, "Próba Elek");
  clerk = await logInClerk(portal, "Igazgató Ilona");
  const { id: started, version } = await citizen.startComplete();
  await citizen.call("POST", `/api/cases/${started}/submission`, { version });
  await office.registered(started);
  await office.step(started, "start", "started");
  message = await office.send(started, { kind: "supplement-request", text: "Kérjük a rajzot." });
  id = started;
});
afterAll(() => portal.stop());

const logged = async (): Promise<string[]> => {
  const log = await citizen.call<{ entries: AccessEntry[] }>("GET", `/api/cases/${id}/access-log`);
  return log.body.entries.map(({ action, by }) => `${by}: ${action}`);
};

it.each([
  ["documents/form", "Próba Elek"],
  ["documents/receipt", "Feladási igazolás"],
  ["letters", "Kérjük a rajzot."],
])("a clerk's copy of %s leaves an entry the client can read", async (path, content) => {
  const before = await logged();
  const address = path === "letters" ? `letters/${message}` : path;
  const file = await clerk.download(`/api/office/kophaza/cases/${id}/${address}`);
  expect(file.status).toBe(200);
  expect(textOf(await readPdf(file.body))).toContain(content);
  expect(await logged()).toEqual(["Igazgató Ilona: downloaded", ...before]);
});

it("so does the submission for machines; what is not there leaves none", async () => {
  const before = await logged();
  const path = `/api/office/kophaza/cases/${id}`;
  const data = await clerk.call<{ content: { case: string } }>("GET", `${path}/documents/package`);
  expect(data).toMatchObject({ status: 200, body: { content: { case: id } } });
  expect((await clerk.call("GET", `${path}/letters/01KAVS7Z7Q0000000000000000`)).status).toBe(404);
  expect(await logged()).toEqual(["Igazgató Ilona: downloaded", ...before]);
});
