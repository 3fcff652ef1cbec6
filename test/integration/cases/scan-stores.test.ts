import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoAttachmentStore } from "../../../src/adapters/dynamo/case-attachment-store.ts";
import { createDocuments } from "../../../src/adapters/dynamo/table.ts";
import { createDynamoDraftStore } from "../../../src/adapters/dynamo/case-draft-store.ts";
import {
  createDynamoFileRegister,
  createDynamoSweepPosition,
} from "../../../src/adapters/dynamo/case-file-register.ts";
import { createDynamoCaseReader } from "../../../src/adapters/dynamo/case-reader.ts";
import { createDynamoScanStore } from "../../../src/adapters/dynamo/case-scan-store.ts";
import { createDynamoWaitingFiles } from "../../../src/adapters/dynamo/case-waiting-files.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import type { FileReference } from "../../../src/app/cases/attachment-ports.ts";
import { releaseOf, type ScanResult, scanResults } from "../../../src/domain/case/scan.ts";
import { type AttachmentId, type CaseId, newEntityId } from "../../../src/domain/ids.ts";
import { type FaultStore, startFaultStore } from "../../support/fault-store.ts";
import { anna, annasActing, answers, attachment, draft, now, submitter } from "../../unit/cases/fixtures.ts";

let store: FaultStore;
beforeAll(async () => {
  store = await startFaultStore();
});
afterAll(() => store.stop());

const createStores = () => {
  const table = { tableName: store.casesTable };
  return {
    cases: createDynamoCaseReader(table),
    drafts: createDynamoDraftStore(table),
    attachments: createDynamoAttachmentStore(table),
    scans: createDynamoScanStore(table),
    waiting: createDynamoWaitingFiles(table),
    register: createDynamoFileRegister(table),
    position: createDynamoSweepPosition(table),
  };
};

let begun = 0;
/** Ids of different times are different ids. */
const nextId = <Id extends CaseId | AttachmentId>() => newEntityId<Id>(now + ++begun, new Uint8Array(16));
/** A draft with one announced file; with a version, the file is bound to it at `now + 10`. */
const begin = async (objectVersion?: string) => {
  const stores = createStores();
  const [id, file] = [nextId<CaseId>(), attachment({ id: nextId<AttachmentId>() })];
  const revision = { caseId: id, owner: anna, version: 0, now };
  await stores.drafts.create({
    record: draft({ id }),
    submitter,
    acting: annasActing,
    answers,
    attachments: [],
  });
  expect((await stores.attachments.add(revision, file)).ok).toBe(true);
  const confirm = (version: string) =>
    stores.attachments.confirm({ ...revision, version: 1, now: now + 10 }, file.id, version);
  if (objectVersion !== undefined) expect((await confirm(objectVersion)).ok).toBe(true);
  const reference: FileReference = { caseId: id, attachment: file.id };
  const note = (version: string, result: ScanResult) =>
    stores.scans.note({ ...reference, objectVersion: version }, result);
  const stored = async () => (await stores.cases.find(id))?.attachments[0];
  return { ...stores, revision, reference, confirm, note, stored };
};

const listed = async (files: AsyncIterable<FileReference>): Promise<AttachmentId[]> => {
  const ids: AttachmentId[] = [];
  for await (const { attachment: id } of files) ids.push(id);
  return ids;
};

const item = async ({ caseId: id, attachment: file }: FileReference) => {
  const Key = caseKeys.attachment(id, file);
  const { Item } = await createDocuments().send(new GetCommand({ TableName: store.casesTable, Key }));
  return Item;
};

describe("a scan result", () => {
  it.each([
    ["clean", { state: "verified" }],
    ["threats", { state: "rejected", rejection: "threats" }],
    ["unscannable", { state: "rejected", rejection: "unscannable" }],
    ["failed", { state: "rejected", rejection: "failed" }],
  ] as const)("%s is the file's, without a new version of the draft", async (result, shown) => {
    const { note, stored, cases, reference } = await begin("v1");
    expect(await stored()).toMatchObject({ state: "scanning", objectVersion: "v1" });
    expect(await note("v1", result)).toBe(true);
    expect(await stored()).toMatchObject(shown);
    expect((await cases.find(reference.caseId))?.record.draftVersion).toBe(2);
  });

  it("of another version releases nothing", async () => {
    const { note, stored } = await begin("v2");
    expect(await note("v1", "clean")).toBe(true);
    expect(await stored()).toMatchObject({ state: "scanning" });
  });

  it("that comes before the verification counts from then on", async () => {
    const { note, stored, confirm } = await begin();
    expect(await note("v1", "clean")).toBe(true);
    expect(await stored()).toMatchObject({ state: "pending" });
    await confirm("v1");
    expect(await stored()).toMatchObject({ state: "verified" });
  });

  it("comes to the same in whatever order and however often results come", async () => {
    const versions = fc.constantFrom("v1", "v2");
    const result = fc.record({ version: versions, result: fc.constantFrom(...scanResults) });
    await fc.assert(
      fc.asyncProperty(fc.array(result, { maxLength: 6 }), versions, async (notes, bound) => {
        const { note, stored } = await begin(bound);
        for (const { version, result: found } of notes) await note(version, found);
        const findings = Object.fromEntries(
          scanResults.map((each) => [
            each,
            new Set(notes.filter(({ result: found }) => found === each).map(({ version }) => version)),
          ]),
        );
        expect(await stored()).toMatchObject(releaseOf(bound, findings));
      }),
      { seed: 20261123, numRuns: 15 },
    );
  });

  it("of a file that is not there makes none", async () => {
    const { attachments, revision, reference, note, stored } = await begin("v1");
    await attachments.remove({ ...revision, version: 2 }, reference.attachment);
    expect(await note("v1", "clean")).toBe(false);
    expect(await stored()).toBeUndefined();
    expect(await item(reference)).toBeUndefined();
  });

  it("is not kept for more versions than anybody uploads; the awaited one always is", async () => {
    const { note, confirm, stored } = await begin();
    for (let count = 0; count < 20; count++) expect(await note(`v${count}`, "clean")).toBe(true);
    expect(await note("v20", "clean")).toBe(false);
    expect(await note("v0", "clean")).toBe(true);
    await confirm("v200");
    expect(await note("v200", "clean")).toBe(true);
    expect(await stored()).toMatchObject({ state: "verified" });
  });
});

describe("files that wait", () => {
  it("are listed until their upload has ended, then until their scan has", async () => {
    const { waiting, reference, confirm, note } = await begin();
    const id = reference.attachment;
    expect(await listed(waiting.unfinished(now))).not.toContain(id);
    expect(await listed(waiting.unfinished(now + 1))).toContain(id);
    await confirm("v1");
    expect(await listed(waiting.unfinished(now + 1))).not.toContain(id);
    expect(await listed(waiting.scanning(now + 10))).not.toContain(id);
    expect(await listed(waiting.scanning(now + 11))).toContain(id);
    await note("v0", "clean");
    expect(await listed(waiting.scanning(now + 11))).toContain(id);
    await note("v1", "threats");
    expect(await listed(waiting.scanning(now + 11))).not.toContain(id);
  });

  it("for a scan in vain are given up once; a late result still counts", async () => {
    const { waiting, reference, note, stored } = await begin("v1");
    expect(await waiting.giveUp(reference)).toBe(true);
    expect(await stored()).toMatchObject({ state: "rejected", rejection: "failed" });
    expect(await listed(waiting.scanning(now + 11))).not.toContain(reference.attachment);
    expect(await waiting.giveUp(reference)).toBe(false);
    await note("v1", "clean");
    expect(await stored()).toMatchObject({ state: "verified" });
  });

  it("leave the list without harm when their result came before the verification", async () => {
    const { waiting, reference, note, confirm, stored } = await begin();
    await note("v1", "clean");
    await confirm("v1");
    expect(await listed(waiting.scanning(now + 11))).toContain(reference.attachment);
    expect(await waiting.giveUp(reference)).toBe(false);
    expect(await stored()).toMatchObject({ state: "verified" });
    expect(await listed(waiting.scanning(now + 11))).not.toContain(reference.attachment);
  });

  it("are not given up when they are gone, nor before they were looked at", async () => {
    const { waiting, reference, stored } = await begin();
    expect(await waiting.giveUp(reference)).toBe(false);
    expect(await stored()).toMatchObject({ state: "pending" });
    expect(await waiting.giveUp({ ...reference, attachment: nextId<AttachmentId>() })).toBe(false);
  });
});

describe("an unfinished upload", () => {
  it("is dropped once, and only while it is one", async () => {
    const { attachments, reference } = await begin();
    const drop = () => attachments.dropPending(reference.caseId, anna, reference.attachment);
    expect(await drop()).toBe(true);
    expect(await drop()).toBe(false);
    const { reference: verified } = await begin("v1");
    expect(await attachments.dropPending(verified.caseId, anna, verified.attachment)).toBe(false);
  });

  it("that was dropped cannot be verified any more", async () => {
    const { attachments, reference, confirm } = await begin();
    await attachments.dropPending(reference.caseId, anna, reference.attachment);
    expect(await confirm("v1")).toEqual({ ok: false, failure: { code: "draft-changed" } });
    expect(await item(reference)).toBeUndefined();
  });
});

describe("what is known of a case's files", () => {
  it("is its state, owner and every file", async () => {
    const { register, reference } = await begin("v1");
    expect(await register.filesOf(reference.caseId)).toEqual({
      case: { state: "draft", owner: anna },
      attachments: new Set([reference.attachment]),
    });
  });

  it("is nothing only where nothing at all is stored", async () => {
    const { register, drafts, revision, reference } = await begin("v1");
    await drafts.discard({ ...revision, version: 2 }, []);
    expect(await register.filesOf(reference.caseId)).toEqual({
      case: undefined,
      attachments: new Set([reference.attachment]),
    });
    expect(await register.filesOf(nextId<CaseId>())).toBeUndefined();
  });
});

it("the position of the sweep is kept, and forgotten at the end", async () => {
  const { position } = createStores();
  expect(await position.read()).toBeUndefined();
  await position.write("cases/a/b");
  expect(await position.read()).toBe("cases/a/b");
  await position.write(undefined);
  expect(await position.read()).toBeUndefined();
});
