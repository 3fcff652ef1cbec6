import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  admitFile,
  caseLimitErrors,
  caseLimits,
  type FileOffer,
} from "../../../src/domain/case/attachment-rules.ts";
import { cleanFileName } from "../../../src/domain/case/file-name.ts";
import { isCheckableType, matchesType } from "../../../src/domain/case/file-type.ts";
import { harmfulFiles } from "../../support/harmful-files.ts";
import { attachment, form } from "./fixtures.ts";

describe("cleanFileName", () => {
  it.each([
    ["terv.pdf", "terv.pdf"],
    ["..\0/é.pdf", "é.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\anna\\terv.pdf", "terv.pdf"],
    ["e\u0301.pdf", "é.pdf"],
    ["fizetes\u202Efdp.exe", "fizetesfdp.exe"],
    ["\uFEFFterv\u200B.pdf", "terv.pdf"],
    ["a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"],
    ["\ud83d.pdf", "pdf"],
    ["  .htaccess ", "htaccess"],
    ["tükörfúrógép 😀.pdf", "tükörfúrógép 😀.pdf"],
  ])("makes %j harmless", (given, clean) => {
    expect(cleanFileName(given)).toBe(clean);
  });

  it.each(["", "...", "/", "a/", "\0", "\u202E", "x".repeat(256)])("keeps nothing of %j", (given) => {
    expect(cleanFileName(given)).toBeUndefined();
  });

  it("gives a well-formed, visible, composed last part of a path, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (given) => {
        const clean = cleanFileName(given);
        if (clean === undefined) return;
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\]|^\.|^\s|\s$/u);
        expect(clean.isWellFormed()).toBe(true);
        expect(cleanFileName(clean)).toBe(clean);
      }),
      { seed: 20261123, numRuns: 2000 },
    );
  });
});

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("matchesType", () => {
  const pdf = utf8("%PDF-1.7\n");
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

  it("knows a type by its content", () => {
    expect(matchesType("application/pdf", pdf)).toBe(true);
    expect(matchesType("image/png", png)).toBe(true);
    expect(matchesType("image/jpeg", new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe(true);
  });

  it.each(Object.entries(harmfulFiles))("takes %s for no document of any type", (_, content) => {
    for (const type of ["application/pdf", "image/png", "image/jpeg"])
      expect(matchesType(type, content)).toBe(false);
  });

  it("does not take one for another, nor a beginning for the whole sign", () => {
    expect(matchesType("application/pdf", png)).toBe(false);
    expect(matchesType("image/png", pdf)).toBe(false);
    expect(matchesType("application/pdf", utf8("%PD"))).toBe(false);
    expect(matchesType("application/pdf", utf8(" %PDF-1.7"))).toBe(false);
  });

  it("accepts no type it cannot check: no scripts in pictures, nothing packed", () => {
    const office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for (const type of [
      "image/svg+xml",
      "text/html",
      "application/zip",
      office,
      "toString",
      "__proto__",
      "",
    ]) {
      expect(isCheckableType(type)).toBe(false);
      for (const content of Object.values(harmfulFiles)) expect(matchesType(type, content)).toBe(false);
    }
  });
});

describe("admitFile", () => {
  const offer: FileOffer = {
    slot: "files",
    fileName: "terv.pdf",
    size: 1000,
    contentType: "application/pdf",
    sha256: "00",
  };
  const admit = (changes: Partial<FileOffer>, present = [] as { slot: string; size: number }[]) => {
    const admitted = admitFile(form.attachments, present, { ...offer, ...changes });
    return admitted.ok ? admitted.value.fileName : admitted.failure.code;
  };

  it("lets in what fits its slot, under a harmless name", () => {
    expect(admit({})).toBe("terv.pdf");
    expect(admit({ fileName: "..\0/é.pdf" })).toBe("é.pdf");
    expect(admit({ size: 25 * 1024 * 1024 })).toBe("terv.pdf");
  });

  it("refuses each thing for its own reason", () => {
    expect(admit({ slot: "elsewhere" })).toBe("unknown-slot");
    expect(admit({ fileName: "\u202E" })).toBe("bad-file-name");
    expect(admit({ contentType: "text/html" })).toBe("file-type-forbidden");
    expect(admit({ size: 0 })).toBe("file-damaged");
    expect(admit({ size: 25 * 1024 * 1024 + 1 })).toBe("file-too-large");
  });

  it("refuses a type the form allows but nobody can check", () => {
    expect(form.attachments[0]?.contentTypes).toContain("image/svg+xml");
    expect(admit({ contentType: "image/svg+xml" })).toBe("file-type-forbidden");
  });

  it("counts the slot's files, the case's files and all their bytes", () => {
    const inSlot = Array.from({ length: 3 }, () => attachment());
    expect(admit({}, inSlot.slice(1))).toBe("terv.pdf");
    expect(admit({}, inSlot)).toBe("too-many-attachments");
    expect(admit({ slot: "deeds" }, inSlot)).toBe("terv.pdf");
    const many = Array.from({ length: caseLimits.files }, () => ({ slot: "deeds", size: 1 }));
    expect(admit({}, many)).toBe("too-many-attachments");
    const large = [{ slot: "deeds", size: caseLimits.size - 1000 }];
    expect(admit({ size: 1000 }, large)).toBe("terv.pdf");
    expect(admit({ size: 1001 }, large)).toBe("attachments-too-large");
  });
});

describe("caseLimitErrors", () => {
  const file = { slot: "files", size: caseLimits.size / 4 };

  it("lets as much be submitted as may be uploaded", () => {
    expect(caseLimitErrors([])).toEqual([]);
    expect(caseLimitErrors([file, file, file, file])).toEqual([]);
    expect(caseLimitErrors(Array.from({ length: caseLimits.files }, () => ({ ...file, size: 1 })))).toEqual(
      [],
    );
  });

  it("names what is exceeded, at the slot of the newest file", () => {
    const last = { slot: "deeds", size: 1 };
    expect(caseLimitErrors([file, file, file, file, last])).toEqual([
      { field: "attachments.deeds", code: "files-too-large", params: { limit: 104_857_600 } },
    ]);
    const many = Array.from({ length: caseLimits.files }, () => ({ slot: "files", size: 1 }));
    expect(caseLimitErrors([...many, last])).toEqual([
      { field: "attachments.deeds", code: "too-many-files", params: { limit: 40 } },
    ]);
  });
});
