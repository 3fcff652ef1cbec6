import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { FaultRule } from "../../../local/gateway/faults.ts";
import type { Portal } from "../../../local/runtime.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { pdfWith } from "../../support/harmful-files.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, describeFile, logIn, type Offered, upload } from "./client.ts";

let portal: Portal;
let anna: Client;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  portal.scanner.setFaults({ delay: 0 });
  anna = await logIn(portal, "Anna");
});
afterAll(() => portal.stop());
afterEach(() => {
  portal.shiftClock(0);
  portal.gateway.setRules([]);
});

const pdf = pdfWith(Buffer.from("terv"));
const DAY = 24 * 60 * 60;

const read = async (id: string) => (await anna.call<CaseDetail>("GET", `/api/cases/${id}`)).body;

const offer = async (id: string, content = pdf) => {
  const { version } = await read(id);
  const { body } = await anna.call<Offered>("POST", `/api/cases/${id}/attachments`, {
    version,
    ...describeFile(content),
  });
  return { file: body.attachment.id, key: `cases/${id}/${body.attachment.id}`, permit: body.upload };
};

const attach = async (id: string) => {
  const offered = await offer(id);
  await upload(offered.permit, pdf);
  await anna.call("POST", `/api/cases/${id}/attachments/${offered.file}/verify`);
  return offered;
};

const remove = (id: string, file: string) => anna.call("DELETE", `/api/cases/${id}/attachments/${file}`);

/** Posted after the client took the file back, while the permit still holds. */
const lateUpload = async (id: string) => {
  const offered = await offer(id);
  await remove(id, offered.file);
  expect(await upload(offered.permit, pdf)).toBe(204);
  return offered;
};

const submit = async (id: string) => {
  const { version } = await read(id);
  return (await anna.call("POST", `/api/cases/${id}/submission`, { version })).status;
};

const s3 = () => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  return { client: new S3Client({}), Bucket: portal.environment("attachments")["ATTACHMENTS_BUCKET"] };
};

const keys = async (): Promise<string[]> => {
  const { client, Bucket } = s3();
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key = "" }) => Key);
};

const put = async (Key: string): Promise<string> => {
  const { client, Bucket } = s3();
  await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  return Key;
};

/** One run of the schedule, a day and an hour from now. */
const sweepTomorrow = async () => {
  portal.shiftClock(DAY + 3600);
  const outcome = await portal.fireSchedule("orphan-sweeper");
  portal.shiftClock(0);
  return outcome;
};

it("removes what is older than a day and belongs to nothing, and nothing else", async () => {
  const draft = await anna.startComplete();
  const kept = await attach(draft.id);
  const takenBack = await lateUpload(draft.id);
  const neverVerified = await offer(draft.id);
  await upload(neverVerified.permit, pdf);
  const neverCame = await offer(draft.id);

  const discarded = await anna.startComplete();
  const afterDiscarding = await offer(discarded.id);
  expect((await anna.call("DELETE", `/api/cases/${discarded.id}`)).status).toBe(204);
  expect(await upload(afterDiscarding.permit, pdf)).toBe(204);

  const filed = await anna.startComplete();
  const submitted = await attach(filed.id);
  const besideSubmitted = await lateUpload(filed.id);
  expect(await submit(filed.id)).toBe(200);

  const foreign = await Promise.all([
    put("malware-protection-resource-validation-object"),
    put(`cases/${draft.id}`),
    put(`cases/${discarded.id}/${afterDiscarding.file}/more`),
    put("elsewhere/01J0000000000000000000000A/01J0000000000000000000000A"),
  ]);
  const before = await keys();

  expect((await portal.fireSchedule("orphan-sweeper")).ok).toBe(true);
  expect(await keys()).toEqual(before);

  portal.shiftClock(DAY + 3600);
  expect((await portal.invoke("orphan-sweeper", { dryRun: true })).ok).toBe(true);
  expect(await keys()).toEqual(before);

  expect((await sweepTomorrow()).ok).toBe(true);
  expect((await keys()).toSorted()).toEqual(
    [kept.key, submitted.key, besideSubmitted.key, ...foreign].toSorted(),
  );
  const { attachments } = await read(draft.id);
  expect(attachments.map(({ id }) => id)).toEqual([kept.file]);
  expect(takenBack.key).not.toBe(neverVerified.key);
  expect(attachments.some(({ id }) => id === neverCame.file)).toBe(false);
  expect((await sweepTomorrow()).ok).toBe(true);
  expect(await submit(draft.id)).toBe(200);
});

it("leaves alone what a submission of that very moment takes along", async () => {
  const { id } = await anna.startComplete();
  const kept = await attach(id);
  const orphan = await lateUpload(id);
  const deleting = Promise.withResolvers<void>();
  const hold: FaultRule = {
    when: ({ caller, operation }) => {
      const isDeleting = caller === "orphan-sweeper" && operation === "DeleteObject";
      if (isDeleting) deleting.resolve();
      return isDeleting;
    },
    fault: { kind: "delay", milliseconds: 1_000 },
  };
  portal.gateway.setRules([hold]);
  portal.shiftClock(DAY + 3600);
  const sweeping = portal.fireSchedule("orphan-sweeper");
  await deleting.promise;
  portal.shiftClock(0);
  expect(await submit(id)).toBe(200);
  expect((await sweeping).ok).toBe(true);
  const left = await keys();
  expect(left).toContain(kept.key);
  expect(left).not.toContain(orphan.key);
  expect((await read(id)).attachments).toMatchObject([{ id: kept.file, state: "verified" }]);
});

it("fails where something could not be removed, and removes it next time", async () => {
  const { id } = await anna.startComplete();
  const orphan = await lateUpload(id);
  const away: FaultRule = {
    when: ({ caller, operation }) => caller === "orphan-sweeper" && operation === "DeleteObject",
    fault: { kind: "refuse", code: "InternalError", status: 500 },
  };
  portal.gateway.setRules([away]);
  expect((await sweepTomorrow()).ok).toBe(false);
  expect(await keys()).toContain(orphan.key);
  portal.gateway.setRules([]);
  expect((await sweepTomorrow()).ok).toBe(true);
  expect(await keys()).not.toContain(orphan.key);
});
