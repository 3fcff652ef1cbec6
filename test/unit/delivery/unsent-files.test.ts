import { describe, expect, it } from "vitest";
import { packageCase } from "../../../src/app/delivery/case-package.ts";
import { fetchFile } from "../../../src/app/delivery/fetch-case.ts";
import type { CaseDocument } from "../../../src/domain/case/case-document.ts";
import type { Attachment } from "../../../src/domain/case/case.ts";
import type { AttachmentId, DocumentId, SubmissionNumber } from "../../../src/domain/ids.ts";
import { NOW } from "../filing/fixtures.ts";
import { actor, systemCase, withSystem } from "./fakes.ts";

const FILE = "01KAVS7Z7Q000000000000000F" as AttachmentId;

/** A supplement's file the scan released; sent with the supplement, or only uploaded. */
const setup = (isSent: boolean) => {
  const plain = systemCase();
  const uploaded: Attachment = {
    id: FILE,
    slot: "later",
    fileName: "piszkozat.pdf",
    size: 10,
    contentType: "application/pdf",
    sha256: "0".repeat(64),
    state: "verified",
    purpose: "supplement",
    addedAt: NOW,
  };
  const supplement: CaseDocument = {
    id: "01KAVS7Z7Q000000000000000D" as DocumentId,
    kind: "supplement",
    from: "client",
    at: NOW,
    author: "Minta Anna",
    text: "",
    files: [FILE],
  };
  const submission = { number: "999000001202611230917080001" as SubmissionNumber, at: NOW };
  const file = {
    ...plain,
    record: { ...plain.record, submission },
    laterFiles: [uploaded],
    documents: isSent ? [supplement] : [],
  };
  const noted: string[] = [];
  const dependencies = {
    cases: { find: async () => file },
    log: { add: async (_: unknown, { action }: { action: string }) => void noted.push(action) },
    catalogue: { settlement: async () => withSystem },
    links: { linkTo: async () => ({ url: "https://files.example", expiresAt: NOW + 60 }) },
  };
  const request = { actor: actor(), office: "kophaza", caseId: file.record.id, now: NOW, fileId: FILE };
  return {
    noted,
    open: () => fetchFile(dependencies, request),
    packed: async () => (await packageCase({ findSeal: async () => undefined }, file))?.files,
  };
};

describe("a file the client has uploaded", () => {
  it("is unknown to the specialist system until it is sent", async () => {
    const { noted, open, packed } = setup(false);
    expect(await packed()).toEqual([]);
    expect(await open()).toEqual({ ok: false, failure: { code: "not-found" } });
    expect(noted).toEqual([]);
  });

  it("is the system's to fetch once it was sent", async () => {
    const { noted, open, packed } = setup(true);
    expect(await packed()).toMatchObject([{ id: FILE }]);
    expect(await open()).toMatchObject({ ok: true });
    expect(noted).toEqual(["opened-file"]);
  });
});
