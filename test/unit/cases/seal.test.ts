import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { submitCase } from "../../../src/app/cases/submit-case.ts";
import { sealOf, verifySeal } from "../../../src/app/documents/seal.ts";
import type { ActingRecord } from "../../../src/domain/acting/capacity.ts";
import type { Attachment } from "../../../src/domain/case/case.ts";
import { sealedContent, sealText, type SubmittedContent } from "../../../src/domain/case/seal.ts";
import { isSubmitted, submitDraft } from "../../../src/domain/case/submit.ts";
import type { FormId, MandateId, PartyId, SubmissionNumber } from "../../../src/domain/ids.ts";
import { setup } from "./fakes.ts";
import {
  annaActs,
  annasActing,
  answers,
  attachment,
  attachmentId,
  caseId,
  draft,
  now,
  submitter,
} from "./fixtures.ts";

const number = "123456789202611231019080001" as SubmissionNumber;

const submitted = () => {
  const moved = submitDraft(draft(), number, now + 60);
  if (!moved.ok) throw new Error(moved.failure.code);
  return moved.value;
};

const acting: ActingRecord = {
  ...annasActing,
  party: {
    kind: "institution",
    id: "hkp-MINTAPMH" as PartyId,
    name: "Minta Hivatal",
    taxNumber: "15734567-2-08",
    shortName: "MINTAPMH",
  },
  basis: { kind: "mandate", mandate: "M1" as MandateId },
  scope: { forms: ["kerelem" as FormId], settlements: [] },
};

const files: Attachment[] = [
  attachment({ state: "verified", objectVersion: "v1" }),
  attachment({ id: attachmentId(2), fileName: "őű.png", sha256: "cd".repeat(32), state: "verified" }),
];

const content: SubmittedContent = {
  record: submitted(),
  submitter,
  acting,
  answers: { ...answers, amount: 5, rows: [{ a: "1.5" }, { a: "2" }], agreed: true },
  attachments: files,
};

const textOf = (changes: Partial<SubmittedContent> = {}): string =>
  sealText(sealedContent({ ...content, ...changes }));

type Path = readonly (string | number)[];

/** The way to every single value in a piece of JSON. */
const leaves = (value: unknown, path: Path = []): Path[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, part]) =>
        leaves(part, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : [path];

const change = (value: unknown, [head, ...rest]: Path, to: unknown): unknown => {
  if (head === undefined) return to;
  if (Array.isArray(value))
    return value.map((part, index) => (index === head ? change(part, rest, to) : part));
  const record = value as Record<string, unknown>;
  return { ...record, [head]: change(record[head], rest, to) };
};

const reversedKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, part]) => [key, reversedKeys(part)]));
};

describe("the sealed content", () => {
  it("is exactly this; changing the list breaks the seals of before and needs a new version", () => {
    expect(sealedContent(content)).toEqual({
      version: 1,
      case: caseId(),
      submission: { number, at: "2026-11-23T09:19:08Z" },
      form: { id: "kerelem", version: "1.0.0", hash: "f0f0f0f0f0f0f0f0" },
      settlement: { code: "06895", hash: "5e771e5e771e5e77" },
      office: "kophaza",
      submitter,
      acting,
      answers: content.answers,
      attachments: files.toReversed().map(({ id, slot, fileName, size, contentType, sha256 }) => ({
        id,
        slot,
        fileName,
        size,
        contentType,
        sha256,
      })),
    });
  });

  it("has this seal, for good", async () => {
    expect(await sealOf(sealedContent(content))).toBe(
      "19c3413e5b0922e6ab66d4dbd12a994d1de98f5bce245c2fde93ab1154d3ea00",
    );
  });

  it.each(leaves(content.answers).map((path) => ({ path: path.join(".") })))(
    "does not keep its seal when answer $path changes",
    ({ path }) => {
      const keys = path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      expect(textOf({ answers: change(content.answers, keys, "más") as never })).not.toBe(textOf());
    },
  );

  it("does not keep its seal when any part of it changes", () => {
    const sealed = sealedContent(content);
    const paths = leaves(sealed);
    expect(paths.length).toBeGreaterThan(35);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const changed = change(sealed, path, value) as typeof sealed;
        const isSame = JSON.stringify(changed) === JSON.stringify(sealed);
        expect(sealText(changed) === sealText(sealed)).toBe(isSame);
      }),
      { seed: 41, numRuns: 500 },
    );
  });

  it("takes every record it is made of into account", () => {
    const { record } = content;
    const { catalogue } = record;
    const others: Partial<SubmittedContent>[] = [
      { record: { ...record, id: caseId(2) } },
      {
        record: {
          ...record,
          submission: { ...record.submission, number: `${number.slice(0, -1)}2` as never },
        },
      },
      { record: { ...record, submission: { ...record.submission, at: now + 61 } } },
      { record: { ...record, catalogue: { ...catalogue, form: { ...catalogue.form, id: "mas" as never } } } },
      { record: { ...record, catalogue: { ...catalogue, form: { ...catalogue.form, version: "1.0.1" } } } },
      { record: { ...record, catalogue: { ...catalogue, form: { ...catalogue.form, hash: "f1" } } } },
      {
        record: { ...record, catalogue: { ...catalogue, office: { ...catalogue.office, id: "x" as never } } },
      },
      ...(["code", "hash"] as const).map((key) => {
        const settlement = { ...catalogue.settlement, [key]: "x" };
        return { record: { ...record, catalogue: { ...catalogue, settlement } } };
      }),
      ...Object.keys(submitter).map((key) => ({ submitter: { ...submitter, [key]: "Más" } })),
      ...leaves(acting).map((path) => ({ acting: change(acting, path, "x") as ActingRecord })),
      ...(["id", "slot", "fileName", "size", "contentType", "sha256"] as const).map((key) => ({
        attachments: change(files, [1, key], "x") as Attachment[],
      })),
      { attachments: files.slice(1) },
      { answers: {} },
    ];
    const texts = [textOf(), ...others.map((changes) => textOf(changes))];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("keeps its seal whatever the order of keys and files, and whatever happens to the case later", () => {
    const later = { ...content.record, state: "registered" as const, draftVersion: 9, updatedAt: now + 999 };
    const scanned = files.map((file): Attachment => ({ ...file, state: "pending", addedAt: 1 }));
    expect(textOf({ attachments: files.toReversed() })).toBe(textOf());
    expect(textOf({ record: later, attachments: scanned })).toBe(textOf());
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => {
        const answers = JSON.parse(JSON.stringify(given)) as SubmittedContent["answers"];
        const reversed = reversedKeys({ ...content, answers }) as SubmittedContent;
        expect(sealText(sealedContent(reversed))).toBe(textOf({ answers }));
      }),
      { seed: 42, numRuns: 100 },
    );
  });
});

describe("submitting", () => {
  const request = { caseId: caseId(), actor: annaActs, version: 4, now: now + 60 };
  const record = draft({ draftVersion: 4 });

  const sealOfWorld = async (world: ReturnType<typeof setup>) => {
    const dossier = await world.cases.find(request.caseId);
    if (!dossier || !isSubmitted(dossier.record)) throw new Error("not submitted");
    const seal = await world.cases.findSeal(dossier.record.submission.number);
    return { seal: seal ?? "none", stored: { ...dossier, record: dossier.record } };
  };

  it("seals what is stored in the end, without what was left behind", async () => {
    const left = attachment({ id: attachmentId(3), slot: "deeds" });
    const kept = attachment({ state: "verified" });
    const world = setup({ record, answers: { ...answers, parcel: "12/3" }, attachments: [left, kept] });
    expect(await submitCase(world, request)).toMatchObject({ ok: true });
    const { seal, stored } = await sealOfWorld(world);
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
    expect(stored.answers).not.toHaveProperty("parcel");
    expect(await verifySeal(stored, seal)).toBe(true);
    expect(await verifySeal({ ...stored, answers: { ...stored.answers, letter: "Más" } }, seal)).toBe(false);
  });

  it("seals who signed in the end", async () => {
    const began = { ...annasActing, actor: "bela-account" as never, actorName: "Példa Béla" };
    const world = setup({ record, answers, acting: began, submitter: { ...submitter, name: "Példa Béla" } });
    expect(await submitCase(world, request)).toMatchObject({ ok: true });
    const { seal, stored } = await sealOfWorld(world);
    expect(stored.submitter).toEqual(submitter);
    expect(await verifySeal(stored, seal)).toBe(true);
  });

  it("seals the number it got, not the first one tried, and keeps one seal however often it is repeated", async () => {
    const world = setup({ record, answers });
    world.cases.numbers.set(number, caseId(2));
    await Promise.all([submitCase(world, request), submitCase(world, { ...request, now: now + 61 })]);
    const { seal, stored } = await sealOfWorld(world);
    expect(stored.record.submission.number).not.toBe(number);
    await submitCase(world, { ...request, now: now + 999 });
    expect(world.cases.seals.size).toBe(1);
    expect((await sealOfWorld(world)).seal).toBe(seal);
    expect(await verifySeal(stored, seal)).toBe(true);
  });
});
