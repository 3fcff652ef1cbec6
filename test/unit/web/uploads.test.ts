import { describe, expect, it, vi } from "vitest";
import type { AttachmentSlot } from "../../../src/domain/form/definition.ts";
import { createDraft } from "../../../web/src/form/draft.ts";
import { draftFiles } from "../../../web/src/form/draft-files.ts";
import type { postFile } from "../../../web/src/form/upload.ts";
import { createUploads, type Uploads } from "../../../web/src/form/uploads.ts";
import { createTypedTexts } from "../../../web/src/typed-text.ts";
import { fakePortal, form, manualTimers, memoryStorage } from "./fakes.ts";

const slot = form.attachments[0] as AttachmentSlot;
const file = (name: string, size = 10, type = "application/pdf") =>
  new File(["x".repeat(size)], name, { type });

/** A file that only says it is so large. */
const sized = (name: string, size: number): File =>
  Object.defineProperty(file(name), "size", { value: size });

const setup = (post: typeof postFile = () => Promise.resolve("done")) => {
  const portal = fakePortal();
  const { later } = manualTimers();
  const texts = createTypedTexts(memoryStorage());
  const draft = createDraft(structuredClone(portal.stored), form, { call: portal.call, texts, later });
  const uploads = createUploads(draftFiles(draft, portal.call), { sha256Of, postFile: post });
  return { portal, draft, uploads };
};

const states = (uploads: Uploads) =>
  uploads.list
    .get()
    .map(({ file: { name }, state }) => [name, state.kind === "failed" ? state.problem : state.kind]);

/** Resolves when nothing is on its way any more. */
const settled = (uploads: Uploads): Promise<void> =>
  vi.waitFor(() => expect(uploads.list.get().filter(({ state }) => state.kind !== "failed")).toEqual([]));

const sha256Of = () => Promise.resolve("0".repeat(64));

/** An upload that only ends by being cancelled. */
const aborted = (signal: AbortSignal) =>
  new Promise<"cancelled">((resolve) => signal.addEventListener("abort", () => resolve("cancelled")));

describe("uploading files", () => {
  it("attaches several files, one after the other", async () => {
    const { portal, draft, uploads } = setup();
    uploads.add(slot, [file("a.pdf"), file("b.pdf")]);
    expect(states(uploads)).toEqual([
      ["a.pdf", "waiting"],
      ["b.pdf", "waiting"],
    ]);
    await settled(uploads);
    expect(draft.view.get().files.map(({ fileName, state }) => [fileName, state])).toEqual([
      ["a.pdf", "verified"],
      ["b.pdf", "verified"],
    ]);
    expect(portal.calls).toEqual([
      "offerAttachment",
      "verifyAttachment",
      "offerAttachment",
      "verifyAttachment",
    ]);
  });

  it("refuses before sending what the form does not take", () => {
    const { portal, uploads } = setup();
    uploads.add(slot, [
      file("empty.pdf", 0),
      file("virus.exe", 10, "application/x-msdownload"),
      file("big.pdf", 1001),
    ]);
    expect(states(uploads)).toEqual([
      ["empty.pdf", "empty"],
      ["virus.exe", "wrong-type"],
      ["big.pdf", "too-large"],
    ]);
    expect(portal.calls).toEqual([]);
  });

  it("counts files on their way", async () => {
    const { uploads } = setup();
    uploads.add(slot, [file("a.pdf"), file("b.pdf"), file("c.pdf")]);
    expect(states(uploads)[2]).toEqual(["c.pdf", "too-many"]);
    await settled(uploads);
    uploads.add(slot, [file("d.pdf")]);
    expect(states(uploads).at(-1)).toEqual(["d.pdf", "too-many"]);
  });

  it("refuses before sending what would make all files together too large", () => {
    const { portal, uploads } = setup();
    const wide: AttachmentSlot = { ...slot, maxFiles: 5, maxFileSize: 100 * 1024 * 1024 };
    uploads.add(wide, [sized("a.pdf", 60 * 1024 * 1024), sized("b.pdf", 40 * 1024 * 1024 + 1)]);
    uploads.add(wide, [sized("c.pdf", 40 * 1024 * 1024)]);
    expect(states(uploads)).toEqual([
      ["a.pdf", "waiting"],
      ["b.pdf", "attachments-too-large"],
      ["c.pdf", "waiting"],
    ]);
    expect(portal.calls).toEqual([]);
  });

  it("gives the place of a failed upload back and can try again", async () => {
    const outcomes = ["failed", "done"] as const;
    let attempt = 0;
    const { portal, uploads } = setup(() => Promise.resolve(outcomes[attempt++] ?? "done"));
    uploads.add(slot, [file("a.pdf")]);
    await settled(uploads);
    expect(states(uploads)).toEqual([["a.pdf", "not-uploaded"]]);
    await vi.waitFor(() => expect(portal.stored.attachments).toEqual([]));
    uploads.retry(1);
    await settled(uploads);
    expect(states(uploads)).toEqual([]);
    expect(portal.stored.attachments.map(({ state }) => state)).toEqual(["verified"]);
  });

  it("says what the portal found wrong with the content", async () => {
    const { portal, uploads } = setup();
    portal.faults.push({ name: "verifyAttachment", failure: { code: "file-type-forbidden" } });
    portal.faults.unshift({ name: "offerAttachment", failure: { code: "network" } });
    uploads.add(slot, [file("a.pdf"), file("b.pdf")]);
    await settled(uploads);
    expect(states(uploads)).toEqual([
      ["a.pdf", "network"],
      ["b.pdf", "file-type-forbidden"],
    ]);
  });

  it("cancels one without holding up the next", async () => {
    const { draft, uploads } = setup((_, { name }, onProgress, signal) => {
      onProgress(40);
      return name === "slow.pdf" ? aborted(signal) : Promise.resolve("done");
    });
    uploads.add(slot, [file("slow.pdf"), file("quick.pdf")]);
    await vi.waitFor(() => expect(uploads.list.get()[0]?.state).toEqual({ kind: "uploading", percent: 40 }));
    uploads.cancel(1);
    await settled(uploads);
    expect(states(uploads)).toEqual([["slow.pdf", "cancelled"]]);
    expect(draft.view.get().files.map(({ fileName }) => fileName)).toEqual(["quick.pdf"]);
    uploads.dismiss(1);
    expect(states(uploads)).toEqual([]);
  });

  it("removes an attached file", async () => {
    const { draft, uploads } = setup();
    uploads.add(slot, [file("a.pdf")]);
    await settled(uploads);
    expect(await uploads.remove(draft.view.get().files[0]?.id ?? "")).toBeUndefined();
    expect(draft.view.get().files).toEqual([]);
  });
});
