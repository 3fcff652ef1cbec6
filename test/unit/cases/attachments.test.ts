import { describe, expect, it } from "vitest";
import { offerAttachment } from "../../../src/app/cases/offer-attachment.ts";
import { removeAttachment } from "../../../src/app/cases/remove-attachment.ts";
import { verifyAttachment } from "../../../src/app/cases/verify-attachment.ts";
import { failure } from "../../../src/domain/result.ts";
import { setup } from "./fakes.ts";
import {
  annaActs,
  annasActing,
  attachment,
  attachmentId,
  belaActs,
  caseId,
  draft,
  now,
  submitter,
} from "./fixtures.ts";

const MB = 1024 * 1024;
const own = { caseId: caseId(), actor: annaActs, now };
const file = attachment();
const named = { ...own, attachment: file.id };
const offer = {
  slot: "files",
  fileName: "..\0/é.pdf",
  size: 9,
  contentType: "application/pdf",
  sha256: "ab".repeat(32),
};

describe("offerAttachment", () => {
  it("notes the file as pending and permits exactly its upload", async () => {
    const world = setup({ record: draft() });
    const offered = await offerAttachment(world, { ...own, version: 0, offer });
    expect(offered).toMatchObject({
      ok: true,
      value: {
        version: 1,
        attachment: { fileName: "é.pdf", state: "pending" },
        upload: { expiresAt: now + 300 },
      },
    });
    const [stored] = world.cases.dossiers.get(own.caseId)?.attachments ?? [];
    expect(stored).toMatchObject({ fileName: "é.pdf", sha256: offer.sha256, addedAt: now });
    const key = offered.ok && offered.value.upload.fields["key"];
    expect(key).toBe(`cases/${own.caseId}/${stored?.id}`);
  });

  it.each([
    ["another person's draft", { actor: belaActs }, { code: "not-found" }],
    ["an older version", { version: 1 }, { code: "draft-changed" }],
    [
      "an unknown slot",
      { offer: { ...offer, slot: "x" } },
      { code: "invalid-fields", errors: [{ field: "slot", code: "not-an-option" }] },
    ],
    [
      "a name of nothing",
      { offer: { ...offer, fileName: "\u202E" } },
      { code: "invalid-fields", errors: [{ field: "fileName", code: "characters" }] },
    ],
    ["a forbidden type", { offer: { ...offer, contentType: "text/html" } }, { code: "file-type-forbidden" }],
    [
      "a file beyond its slot's limit, naming it",
      { offer: { ...offer, size: 25 * MB + 1 } },
      {
        code: "file-too-large",
        errors: [{ field: "size", code: "too-large", params: { limit: 25 * MB } }],
      },
    ],
  ])("refuses %s", async (_, changes, refusal) => {
    const world = setup({ record: draft() });
    const offered = await offerAttachment(world, { ...own, version: 0, offer, ...changes });
    expect(offered).toEqual({ ok: false, failure: refusal });
    expect(world.cases.dossiers.get(own.caseId)?.attachments).toEqual([]);
  });
});

const files = (sizes: readonly number[], slot = "deeds") =>
  sizes.map((size, index) => attachment({ id: attachmentId(index + 2), slot, size }));

describe("offerAttachment of one file too much", () => {
  it.each([
    [
      "for the slot",
      files([1, 1, 1], "files"),
      {
        code: "too-many-attachments",
        errors: [{ field: "slot", code: "too-many-files", params: { limit: 3 } }],
      },
    ],
    [
      "for all files together",
      files([100 * MB - 8]),
      {
        code: "attachments-too-large",
        errors: [{ field: "size", code: "too-large", params: { limit: 100 * MB } }],
      },
    ],
  ])("names the limit %s", async (_, attachments, refusal) => {
    const world = setup({ record: draft(), attachments });
    const offered = await offerAttachment(world, { ...own, version: 0, offer });
    expect(offered).toEqual({ ok: false, failure: refusal });
  });
});

describe("verifyAttachment", () => {
  it("binds the file to the version that was looked at; again gives the same answer", async () => {
    const world = setup({ record: draft({ draftVersion: 3 }), attachments: [file] });
    const first = await verifyAttachment(world, named);
    expect(first).toMatchObject({ ok: true, value: { version: 4, attachments: [{ state: "scanning" }] } });
    expect(world.cases.dossiers.get(own.caseId)?.attachments).toEqual([
      { ...file, state: "scanning", objectVersion: "v1" },
    ]);
    expect(await verifyAttachment(world, named)).toEqual(first);
  });

  it.each([
    ["clean", { state: "verified" }],
    ["threats", { state: "rejected", rejection: "threats" }],
  ] as const)("gives the file as %s where the scan was faster", async (result, shown) => {
    const world = setup({ record: draft({ draftVersion: 3 }), attachments: [file] });
    await world.cases.note({ caseId: own.caseId, attachment: file.id, objectVersion: "v1" }, result);
    const verified = await verifyAttachment(world, named);
    expect(verified).toMatchObject({ ok: true, value: { version: 4, attachments: [shown] } });
  });

  it.each(["file-damaged", "file-type-forbidden", "file-too-large"] as const)(
    "throws away a file that is %s, and leaves the draft's version",
    async (code) => {
      const world = setup({ record: draft({ draftVersion: 3 }), attachments: [file] });
      world.vault.outcome = failure({ code });
      expect(await verifyAttachment(world, named)).toEqual({ ok: false, failure: { code } });
      const stored = world.cases.dossiers.get(own.caseId);
      expect(stored).toMatchObject({ attachments: [], record: { draftVersion: 3 } });
      expect(world.vault.removed).toEqual([file.id]);
    },
  );

  it("keeps a file that was found in order by somebody else meanwhile", async () => {
    const world = setup({ record: draft(), attachments: [file] });
    world.vault.inspect = async () => {
      const attachments = [{ ...file, state: "verified" as const }];
      world.cases.dossiers.set(own.caseId, {
        record: draft(),
        submitter,
        acting: annasActing,
        answers: {},
        attachments,
      });
      return failure({ code: "file-damaged" });
    };
    await verifyAttachment(world, named);
    expect(world.cases.dossiers.get(own.caseId)?.attachments).toHaveLength(1);
    expect(world.vault.removed).toEqual([]);
  });

  it("keeps waiting for a file that has not arrived", async () => {
    const world = setup({ record: draft(), attachments: [file] });
    world.vault.outcome = failure({ code: "upload-missing" });
    expect(await verifyAttachment(world, named)).toMatchObject({ failure: { code: "upload-missing" } });
    expect(world.cases.dossiers.get(own.caseId)?.attachments).toEqual([file]);
  });

  it("begins anew when the draft was saved in between", async () => {
    const world = setup({ record: draft(), attachments: [file] });
    world.cases.meanwhile = () => {
      const record = draft({ draftVersion: 1 });
      world.cases.dossiers.set(own.caseId, {
        record,
        submitter,
        acting: annasActing,
        answers: {},
        attachments: [file],
      });
    };
    expect(await verifyAttachment(world, named)).toMatchObject({ ok: true, value: { version: 2 } });
  });

  it.each([
    ["an unknown file", { attachment: attachmentId(7) }],
    ["another person's file", { actor: belaActs }],
  ])("knows nothing of %s", async (_, changes) => {
    const world = setup({ record: draft(), attachments: [file] });
    const verified = await verifyAttachment(world, { ...named, ...changes });
    expect(verified).toEqual({ ok: false, failure: { code: "not-found" } });
  });

  it("leaves a submitted case alone", async () => {
    const world = setup({ record: draft({ state: "submitted" }), attachments: [file] });
    expect(await verifyAttachment(world, named)).toMatchObject({ failure: { code: "not-a-draft" } });
  });
});

describe("removeAttachment", () => {
  it("takes the file out, in the draft and in the vault; again changes nothing", async () => {
    const other = attachment({ id: attachmentId(2) });
    const world = setup({ record: draft(), attachments: [file, other] });
    const removed = await removeAttachment(world, named);
    expect(removed).toMatchObject({ ok: true, value: { version: 1, attachments: [{ id: other.id }] } });
    expect(world.vault.removed).toEqual([file.id]);
    expect(await removeAttachment(world, named)).toEqual(removed);
    expect(world.vault.removed).toEqual([file.id]);
  });

  it("goes on when the vault is away", async () => {
    const world = setup({ record: draft(), attachments: [file] });
    world.vault.isBroken = true;
    expect(await removeAttachment(world, named)).toMatchObject({ ok: true, value: { attachments: [] } });
    expect(world.reports).toEqual(["file-left"]);
  });

  it.each([
    ["another person's draft", { actor: belaActs }, draft(), "not-found"],
    ["a submitted case", {}, draft({ state: "submitted" }), "not-a-draft"],
  ])("leaves %s alone", async (_, changes, record, code) => {
    const world = setup({ record, attachments: [file] });
    const removed = await removeAttachment(world, { ...named, ...changes });
    expect(removed).toEqual({ ok: false, failure: { code } });
    expect(world.vault.removed).toEqual([]);
  });
});
