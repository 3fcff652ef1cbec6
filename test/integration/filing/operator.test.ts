import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import { createFilingRegister } from "../../../src/adapters/dynamo/filing-register.ts";
import { createS3Catalogue } from "../../../src/adapters/s3/catalogue.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/http/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { inspectBooks, storedCase, submitCases } from "../../support/fault-filing.ts";
import { type FilingTables, filingTables } from "../../support/fault-store.ts";
import { startTestPortal } from "../../support/portal.ts";
import { aCase, NOW } from "../../unit/filing/fixtures.ts";

const program = join(import.meta.dirname, "../../../bin/ohp.ts");

let portal: Portal;
let tables: FilingTables;
let example: Pick<CaseRecord, "catalogue" | "book">;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  tables = filingTables(portal);
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { CATALOGUE_BUCKET: bucket = "" } = portal.environment("filing-worker");
  const found = await createS3Catalogue({ bucket, clock: systemClock }).currentSettlement(
    "06895" as SettlementCode,
  );
  if (!found) throw new Error("Kópháza is not published");
  const { code, name, office, book } = found.settlement;
  const settlement = { code, name, hash: found.hash };
  const { form } = aCase().catalogue;
  example = { book, catalogue: { settlement, office: { id: office.id, name: office.name }, form } };
});
afterAll(() => portal.stop());

const submit = (count: number) =>
  submitCases(tables, count, { ...example, submittedAt: systemClock() - NOW - 60 });

/** The command line, as an operator has it: names and addresses in variables. */
const ohp = async (...words: string[]): Promise<{ code: number; out: string; errors: string }> => {
  const env = {
    ...process.env,
    ...portal.environment("office-work"),
    ...portal.environment("filing-sweeper"),
    ...portal.resources.sdkEnvironment,
  };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...words], { env });
    return { code: 0, out: stdout, errors: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, errors: stderr };
  }
};

it("lists parked cases, and sends them to filing once however often it is told", async () => {
  const [record] = await submit(1);
  if (!record) throw new Error("no case");
  const { id, catalogue } = record;
  const office = catalogue.office.id;
  const at = systemClock();
  expect(await createFilingRegister(tables).park({ caseId: id, office, at })).toBe("parked");

  const listed = await eventually(
    () => ohp("parked", "list", office),
    ({ out }) => out.includes(id),
  );
  expect(listed.out).not.toContain(record.partyName ?? "Példa");
  expect(await ohp("parked", "requeue", office)).toMatchObject({ code: 2 });
  expect(await ohp("parked", "requeue", office, id)).toMatchObject({ code: 0 });
  const requeued = await storedCase(tables, id);
  expect(requeued).toMatchObject({ state: "submitted", pendingKey: expect.stringContaining("PENDING#") });
  expect(await ohp("parked", "requeue", office, id)).toMatchObject({ code: 1 });
  expect(await storedCase(tables, id)).toEqual(requeued);
  expect(await ohp("parked", "requeue", office, "--all")).toMatchObject({ code: 0, out: "" });
});

it("gives a queue's dead letters back, half of them filed before, each filed once", async () => {
  const records = await submit(6);
  const address = Object.entries(portal.resources.references).find(([id]) => /^Filing.*DeadLetters/.test(id));
  const QueueUrl = address?.[1];
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const setAside = async ({ id, book, catalogue }: CaseRecord, attempt: string): Promise<void> => {
    const body = { caseId: id, office: catalogue.office.id, book };
    const MessageGroupId = `${body.office}/${book}`;
    const MessageDeduplicationId = `${attempt}-${id}`;
    const MessageBody = JSON.stringify(body);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId }));
  };
  const untilFiled = (some: readonly CaseRecord[]) =>
    eventually(
      async () => (await inspectBooks(tables)).cases,
      (cases) => some.every(({ id }) => cases.get(id)?.state === "registered"),
    );

  for (const record of records.slice(0, 3)) await setAside(record, "first");
  expect(await ohp("redrive", "filing")).toMatchObject({ code: 0, out: "3 messages given back\n" });
  await untilFiled(records.slice(0, 3));
  for (const record of records) await setAside(record, "second");
  expect(await ohp("redrive", "filing", "--limit", "2")).toMatchObject({ out: "2 messages given back\n" });
  expect(await ohp("redrive", "filing")).toMatchObject({ out: "4 messages given back\n" });
  await untilFiled(records);
  expect(await ohp("redrive", "filing")).toMatchObject({ out: "0 messages given back\n" });
  expect((await inspectBooks(tables)).violations).toEqual([]);
});

it("says what is missing instead of guessing", async () => {
  expect(await ohp("redrive", "mail")).toMatchObject({ code: 2 });
  expect(await ohp("redrive", "delivery", "--limit", "none")).toMatchObject({ code: 2 });
  expect(await ohp("deliveries", "list", "nonsense")).toMatchObject({ code: 2 });
});
