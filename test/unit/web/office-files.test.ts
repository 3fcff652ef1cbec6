import { describe, expect, it, vi } from "vitest";
import type { LaterFile } from "../../../src/contract/casework.ts";
import type { OfficeCase } from "../../../src/contract/office.ts";
import { laterFileSlot } from "../../../src/domain/case/later-files.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { createUploads } from "../../../web/src/form/uploads.ts";
import { type OfficeFileCalls, officeFiles } from "../../../web/src/office/office-files.ts";
import { caseId } from "./fakes.ts";

const params = { officeId: "kophaza", caseId };

/** A portal that keeps the loose files of one case, and finds every upload clean when asked again. */
const setup = () => {
  let stored: LaterFile[] = [];
  const upload = { url: "https://store.invalid/", fields: {}, expiresAt: "2026-11-23T09:18:08Z" };
  const calls = {
    offerFile: (_, { fileName, size, contentType }) => {
      const file = {
        id: `file-${stored.length + 1}`,
        fileName,
        size,
        contentType,
        state: "pending" as const,
      };
      stored.push(file);
      return Promise.resolve(success({ file, upload }));
    },
    verifyFile: ({ fileId }) => {
      stored = stored.map((file) => (file.id === fileId ? { ...file, state: "scanning" } : file));
      return Promise.resolve(success({ files: stored }));
    },
    removeFile: ({ fileId }) => {
      stored = stored.filter(({ id }) => id !== fileId);
      return Promise.resolve(success({ files: stored }));
    },
    readOfficeCase: () => {
      stored = stored.map((file) => ({ ...file, state: "verified" }));
      return Promise.resolve(success({ looseFiles: stored } as OfficeCase));
    },
  } satisfies OfficeFileCalls;
  const place = officeFiles(params, [], calls);
  const uploads = createUploads(place, {
    sha256Of: () => Promise.resolve("0".repeat(64)),
    postFile: () => Promise.resolve("done"),
  });
  return { place, uploads, calls };
};

const decision = new File(["%PDF"], "hatarozat.pdf", { type: "application/pdf" });
const names = (place: ReturnType<typeof setup>["place"]) =>
  place.view.get().files.map(({ fileName, state, slot }) => [fileName, state, slot]);

describe("files for a document of the office", () => {
  it("are announced, sent, looked at and followed until the scan is done", async () => {
    const { place, uploads } = setup();
    uploads.add(laterFileSlot, [decision]);
    await vi.waitFor(() => expect(names(place)).toEqual([["hatarozat.pdf", "scanning", "later"]]));
    await vi.waitFor(() => expect(uploads.list.get()).toEqual([]));
    await place.refreshFiles();
    expect(names(place)).toEqual([["hatarozat.pdf", "verified", "later"]]);
  });

  it("can be taken back", async () => {
    const { place, uploads } = setup();
    uploads.add(laterFileSlot, [decision]);
    await vi.waitFor(() => expect(names(place)).toHaveLength(1));
    expect(await uploads.remove("file-1")).toBeUndefined();
    expect(names(place)).toEqual([]);
  });

  it("stay as they were when the portal cannot be asked", async () => {
    const { place, calls } = setup();
    place.set([
      { id: "file-1", fileName: "a.pdf", size: 1, contentType: "application/pdf", state: "scanning" },
    ]);
    calls.readOfficeCase = () => Promise.resolve(failure({ code: "network" as const })) as never;
    await place.refreshFiles();
    expect(names(place)).toEqual([["a.pdf", "scanning", "later"]]);
  });
});
