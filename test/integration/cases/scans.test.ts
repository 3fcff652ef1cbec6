import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { eventually } from "../../support/eventually.ts";
import { eicar, pdfWith } from "../../support/harmful-files.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, describeFile, logIn, type Offered, problemOf, upload } from "./client.ts";

let portal: Portal;
let anna: Client;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  anna = await logIn(portal, "Anna");
});
afterAll(() => portal.stop());
beforeEach(() => portal.scanner.setFaults({ hang: true }));
afterEach(async () => {
  portal.shiftClock(0);
  await portal.scanner.deliver();
});

const pdf = pdfWith(Buffer.from("terv"));

const read = async (id: string) => (await anna.call<CaseDetail>("GET", `/api/cases/${id}`)).body;
const fileOf = async (id: string) => (await read(id)).attachments[0];
const submit = (id: string, version: number) =>
  anna.call<{ errors: object[] }>("POST", `/api/cases/${id}/submission`, { version });
const verify = (id: string, file: string) =>
  anna.call<CaseDetail>("POST", `/api/cases/${id}/attachments/${file}/verify`);
const remove = (id: string, file: string) =>
  anna.call<CaseDetail>("DELETE", `/api/cases/${id}/attachments/${file}`);

/** A draft ready to be submitted but for its file, which is announced and posted to the bucket. */
const uploaded = async (content = pdf) => {
  const { id, version } = await anna.startComplete();
  const { body } = await anna.call<Offered>("POST", `/api/cases/${id}/attachments`, {
    version,
    ...describeFile(content),
  });
  expect(await upload(body.upload, content)).toBe(204);
  return { id, file: body.attachment.id, permit: body.upload };
};

/** The same, and looked at by the portal: at version 3, waiting for the scanner. */
const scanning = async (content = pdf) => {
  const draft = await uploaded(content);
  const verified = await verify(draft.id, draft.file);
  expect(verified).toMatchObject({ status: 200, body: { version: 3, attachments: [{ state: "scanning" }] } });
  return draft;
};

const refused = (code: string) => ({
  status: 422,
  body: { code: "invalid-fields", errors: [{ field: "attachments.documents", code }] },
});

/** The event with another result, as if the scanner had changed its mind. */
const withStatus = (event: Json | undefined, scanResultStatus: string, scanStatus = "COMPLETED"): Json => {
  const changed = structuredClone(event) as { detail: Record<string, Json> };
  changed.detail["scanStatus"] = scanStatus;
  changed.detail["scanResultDetails"] = { scanResultStatus, threats: null, statusReasons: null };
  return changed;
};

const aboutObject = (event: Json | undefined, part: object): Json => {
  const changed = structuredClone(event) as unknown as { detail: { s3ObjectDetails: object } };
  Object.assign(changed.detail.s3ObjectDetails, part);
  return changed as unknown as Json;
};

describe("a file in scan", () => {
  it("keeps the draft from being submitted until it is found clean", async () => {
    const { id } = await scanning();
    expect(await submit(id, 3)).toMatchObject(refused("file-scanning"));
    expect((await read(id)).state).toBe("draft");
    await portal.scanner.deliver();
    expect(await read(id)).toMatchObject({ version: 3, attachments: [{ state: "verified" }] });
    expect((await submit(id, 3)).status).toBe(200);
  });

  it("is released by itself within a second or so", async () => {
    portal.scanner.setFaults();
    const { id } = await scanning();
    const state = await eventually(
      async () => (await fileOf(id))?.state,
      (found) => found === "verified",
    );
    expect(state).toBe("verified");
    expect((await submit(id, 3)).status).toBe(200);
  });

  it("does not hold up other changes of the draft, nor do they hold up the result", async () => {
    const { id } = await scanning();
    const { answers } = await read(id);
    const save = () => anna.call("PUT", `/api/cases/${id}/answers`, { version: 3, answers });
    const [saved] = await Promise.all([save(), portal.scanner.deliver()]);
    expect(saved.status).toBe(200);
    expect(await read(id)).toMatchObject({ version: 4, attachments: [{ state: "verified" }] });
  });

  it("that was scanned before it was looked at is released at once", async () => {
    const { id, file } = await uploaded();
    await portal.scanner.deliver();
    expect(await fileOf(id)).toMatchObject({ state: "pending" });
    expect(await verify(id, file)).toMatchObject({ body: { attachments: [{ state: "verified" }] } });
  });
});

describe("a file that is not released", () => {
  it.each([
    ["holds the anti-virus test file", pdfWith(eicar), "threats"],
    ["wants a password", pdfWith(Buffer.from("trailer <</Encrypt 5 0 R>>")), "unscannable"],
  ])("because it %s says why, and must be removed", async (_, content, rejection) => {
    const { id, file } = await scanning(content);
    await portal.scanner.deliver();
    expect(await fileOf(id)).toMatchObject({ fileName: "terv.pdf", state: "rejected", rejection });
    expect(await submit(id, 3)).toMatchObject(refused("file-rejected"));
    expect(await remove(id, file)).toMatchObject({ status: 200, body: { version: 4, attachments: [] } });
    expect((await submit(id, 4)).status).toBe(200);
  });

  it.each(["FAILED", "ACCESS_DENIED"] as const)(
    "because its scan ended with %s is so until a scan goes well",
    async (status) => {
      portal.scanner.setFaults({ hang: true, status });
      const { id } = await scanning();
      const [failed] = await portal.scanner.deliver();
      expect(await fileOf(id)).toMatchObject({ state: "rejected", rejection: "failed" });
      expect(await submit(id, 3)).toMatchObject(refused("file-rejected"));
      await portal.publish(withStatus(failed, "NO_THREATS_FOUND"));
      expect((await fileOf(id))?.state).toBe("verified");
      await portal.publish(failed as Json);
      expect((await fileOf(id))?.state).toBe("verified");
    },
  );

  it("stays so whatever clean results come before, between and after", async () => {
    const { id } = await scanning(pdfWith(eicar));
    const [threats] = await portal.scanner.deliver();
    const clean = withStatus(threats, "NO_THREATS_FOUND");
    for (const event of [clean, threats as Json, clean, clean]) await portal.publish(event);
    expect(await fileOf(id)).toMatchObject({ state: "rejected", rejection: "threats" });
  });
});

describe("a result", () => {
  it("that comes twice, or twice at once, is one", async () => {
    const { id } = await scanning();
    const [event] = await portal.scanner.deliver();
    await Promise.all([portal.publish(event as Json), portal.publish(event as Json)]);
    expect(await read(id)).toMatchObject({ version: 3, attachments: [{ state: "verified" }] });
  });

  it("of another version of the object releases nothing", async () => {
    const { id, file, permit } = await uploaded();
    expect(await upload(permit, pdf)).toBe(204);
    await verify(id, file);
    const [earlier, bound] = await portal.scanner.take();
    await portal.publish(earlier as Json);
    expect((await fileOf(id))?.state).toBe("scanning");
    await portal.publish(bound as Json);
    expect((await fileOf(id))?.state).toBe("verified");
  });

  it("of another file releases nothing", async () => {
    const [one, other] = [await scanning(), await scanning()];
    const [event] = await portal.scanner.take();
    await portal.publish(aboutObject(event, { objectKey: `cases/${other.id}/${one.file}` }));
    await portal.publish(aboutObject(event, { objectKey: `cases/${other.id}/${other.file}` }));
    for (const { id } of [one, other]) expect((await fileOf(id))?.state).toBe("scanning");
  });

  it("that comes after the file was removed brings nothing back", async () => {
    const { id, file } = await scanning();
    await remove(id, file);
    await portal.scanner.deliver();
    expect(await read(id)).toMatchObject({ version: 4, attachments: [] });
  });

  it("for what is no file of the portal's changes nothing", async () => {
    const { id } = await scanning();
    const [event] = await portal.scanner.deliver();
    const foreign = [
      { objectKey: "malware-protection-resource-validation-object" },
      { objectKey: `cases/${id}` },
      { objectKey: "cases/../../etc/passwd" },
      { objectKey: `cases/${id}/01J0000000000000000000000A` },
      { objectKey: "cases/01J0000000000000000000000A/01J0000000000000000000000A" },
      { bucketName: "elsewhere" },
      { versionId: null },
    ];
    for (const part of foreign) {
      const outcome = await portal.invoke("scan-results", aboutObject(event, part));
      expect(outcome.ok).toBe(true);
    }
    expect(await read(id)).toMatchObject({ version: 3, attachments: [{ state: "verified" }] });
  });

  it.each([
    ["of a status nobody knows", "PROBABLY_FINE", "COMPLETED"],
    ["of a clean scan that did not come to its end", "NO_THREATS_FOUND", "FAILED"],
  ])("%s releases nothing and is not taken for handled", async (_, result, status) => {
    const { id } = await scanning();
    const [event] = await portal.scanner.take();
    const outcome = await portal.invoke("scan-results", withStatus(event, result, status));
    expect(outcome.ok).toBe(false);
    expect((await fileOf(id))?.state).toBe("scanning");
  });

  it("of no known shape at all is not taken for handled", async () => {
    for (const event of [{}, { detail: null }, { detail: { scanStatus: "COMPLETED" } }])
      expect((await portal.invoke("scan-results", event)).ok).toBe(false);
  });

  it("of somebody else's, or about another bucket, reaches no function", async () => {
    await scanning();
    const [event] = await portal.scanner.take();
    const before = portal.invocations("scan-results");
    await portal.publish({ ...(event as JsonObject), source: "somebody.else" });
    await portal.publish(aboutObject(event, { bucketName: "elsewhere" }));
    expect(portal.invocations("scan-results")).toBe(before);
    await portal.publish(event as Json);
    expect(portal.invocations("scan-results")).toBe(before + 1);
  });
});

describe("a scan that never ends", () => {
  it("is given up after a quarter of an hour, with an alarm; a result that comes after all counts", async () => {
    const { id, file } = await scanning();
    portal.shiftClock(14 * 60);
    expect((await portal.fireSchedule("scan-sweeper")).ok).toBe(true);
    expect((await fileOf(id))?.state).toBe("scanning");
    portal.shiftClock(16 * 60);
    expect((await portal.fireSchedule("scan-sweeper")).ok).toBe(false);
    expect(await fileOf(id)).toMatchObject({ id: file, state: "rejected", rejection: "failed" });
    expect(await submit(id, 3)).toMatchObject(refused("file-rejected"));
    expect((await portal.fireSchedule("scan-sweeper")).ok).toBe(true);
    await portal.scanner.deliver();
    expect((await fileOf(id))?.state).toBe("verified");
    expect((await submit(id, 3)).status).toBe(200);
  });

  it("does not wake anybody for files that have their result", async () => {
    const { id, file } = await uploaded();
    await portal.scanner.deliver();
    await verify(id, file);
    portal.shiftClock(16 * 60);
    expect((await portal.fireSchedule("scan-sweeper")).ok).toBe(true);
    expect((await fileOf(id))?.state).toBe("verified");
  });
});

it("nobody can have a file released by saying so", async () => {
  const { id, file } = await scanning();
  const offer = { version: 3, ...describeFile(pdf), state: "verified", cleanVersions: ["v1"] };
  expect(problemOf(await anna.call("POST", `/api/cases/${id}/attachments`, offer))).toEqual({
    status: 422,
    code: "invalid-fields",
  });
  expect(await verify(id, file)).toMatchObject({ body: { attachments: [{ state: "scanning" }] } });
});
