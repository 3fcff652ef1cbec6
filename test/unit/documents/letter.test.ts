import { describe, expect, it } from "vitest";
import { letterDocument } from "../../../src/app/documents/letter-document.ts";
import type { CaseDocument, Delivery } from "../../../src/domain/case/case-document.ts";
import type { DocumentId } from "../../../src/domain/ids.ts";
import { annasActing, draft, now, settlement, submitter } from "../cases/fixtures.ts";

const setting = { language: "hu", timeZone: "Europe/Budapest" } as const;

/** Rows of the letter of a decision that was delivered so, by name. */
const rowsOf = (delivery: Delivery): ReadonlyMap<string, string> => {
  const document: CaseDocument = {
    id: "decision" as DocumentId,
    kind: "decision",
    from: "office",
    at: now,
    author: "Őrsi Tűnde",
    text: "Helyt adok.",
    files: [],
    number: "KOPH/1-2/2026",
    delivery,
  };
  const file = {
    record: draft({ partyName: "Gyűrűffyné Őszi Tűnde" }),
    submitter,
    acting: annasActing,
    answers: {},
    attachments: [],
    documents: [document],
    laterFiles: [],
  };
  const { blocks } = letterDocument({ document, file, settlement }, setting);
  const facts = blocks.flatMap((block) => (block.kind === "facts" ? block.facts : []));
  return new Map(facts.map(({ name, values }) => [name.text, values.map(({ text }) => text).join()]));
};

describe("the letter of a decision", () => {
  it("says when it was taken over, to the second", () => {
    const rows = rowsOf({ state: "taken-over", sentAt: now, deliveredAt: now });
    expect(rows.get("Átvéve")).toBe("2026. november 23. 10:18:08");
    expect(rows.get("Ügyfél")).toBe("Gyűrűffyné Őszi Tűnde");
    expect(rows.get("Az irat iktatószáma")).toBe("KOPH/1-2/2026");
  });

  it("counts as delivered on a day: the hour would be the portal's invention", () => {
    const midnight = Date.parse("2026-12-11T00:00:00+01:00") / 1000;
    const rows = rowsOf({ state: "deemed", sentAt: now, secondNoticeAt: now, deliveredAt: midnight });
    expect(rows.get("A törvény szerint kézbesítettnek minősül")).toBe("2026. december 11.");
    expect(rows.has("Átvéve")).toBe(false);
  });

  it("waits to be taken over as long as nobody has", () => {
    expect(rowsOf({ state: "sent", sentAt: now }).get("Átvételre vár")).toBe("–");
  });
});
