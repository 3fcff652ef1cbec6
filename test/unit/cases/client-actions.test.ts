import { describe, expect, it } from "vitest";
import type { CaseDocument } from "../../../src/domain/case/case-document.ts";
import type { CaseEvent } from "../../../src/domain/case/case.ts";
import {
  clientActionsIn,
  isWithheld,
  openRequest,
  waitsForClient,
} from "../../../src/domain/case/client-actions.ts";
import { filesToSendErrors } from "../../../src/domain/case/later-files.ts";
import { caseStates, isAllowed, isFinal } from "../../../src/domain/case/transitions.ts";
import type { AttachmentId, DocumentId } from "../../../src/domain/ids.ts";

const request = (part: Partial<CaseDocument> = {}): CaseDocument => ({
  id: "request" as DocumentId,
  kind: "supplement-request",
  from: "office",
  at: 1,
  author: "Adóügyi Ádám",
  text: "Kérjük.",
  files: [],
  delivery: { state: "taken-over", sentAt: 1, deliveredAt: 2 },
  ...part,
});

const decided = {
  type: "decided",
  at: 2,
  document: "decision" as DocumentId,
  number: "K/1-2/2026",
} as const;
const waits = (...events: CaseEvent[]) => waitsForClient({ state: "decided", events });

describe("what waits for the client", () => {
  it("is a document of the office until it is taken over, counts as delivered, or is void", () => {
    expect(waits(decided)).toBe(true);
    expect(waits(decided, { type: "taken-over", at: 3, document: decided.document })).toBe(false);
    expect(waits(decided, { type: "deemed-delivered", at: 3, document: decided.document })).toBe(false);
    expect(waits(decided, { type: "invalidated", at: 3, number: decided.number })).toBe(false);
    expect(waits({ type: "taken-over", at: 1, document: "request" as DocumentId }, decided)).toBe(true);
  });

  it("is an answer as long as the office waits for it, and nothing when somebody just wrote", () => {
    expect(waitsForClient({ state: "supplement-requested", events: [] })).toBe(true);
    expect(waits({ type: "message", at: 2, document: "message" as DocumentId })).toBe(false);
  });
});

describe("what a client may do", () => {
  it.each(caseStates)("in state %s follows the table of transitions", (state) => {
    const actions = clientActionsIn({ state }, [request()]);
    expect(actions.includes("withdraw")).toBe(isAllowed("withdraw", state));
    expect(actions.includes("supplement")).toBe(isAllowed("supplement", state));
    expect(isFinal(state) && actions.length > 0).toBe(false);
  });

  it("does not hold an answer to what was not read, or is not asked any more", () => {
    const state = "supplement-requested";
    const sent = request({ delivery: { state: "sent", sentAt: 1 } });
    const invalidated = request({ invalidated: { at: 3, reason: "téves", by: "Irén" } });
    expect(clientActionsIn({ state }, [sent])).not.toContain("supplement");
    expect(clientActionsIn({ state }, [invalidated])).not.toContain("supplement");
    expect(clientActionsIn({ state }, [request({ delivery: { state: "deemed", sentAt: 1 } })])).toContain(
      "supplement",
    );
    expect(openRequest({ state }, [request(), invalidated])?.id).toBe("request");
    expect(openRequest({ state: "in-progress" }, [request()])).toBeUndefined();
  });
});

const message = (text: string, from: "client" | "office" = "client"): CaseDocument => {
  const { delivery: _, ...plain } = request({ kind: "message", from, text });
  return plain;
};
const mayWrite = (documents: readonly CaseDocument[]) =>
  clientActionsIn({ state: "in-progress" }, documents).includes("message");

describe("messages of a client", () => {
  it("end where the case would become too large to be read", () => {
    expect(mayWrite(Array.from({ length: 99 }, () => message("Kérdés")))).toBe(true);
    expect(mayWrite(Array.from({ length: 100 }, () => message("Kérdés")))).toBe(false);
    expect(mayWrite(Array.from({ length: 14 }, () => message("x".repeat(20_000))))).toBe(true);
    expect(mayWrite(Array.from({ length: 15 }, () => message("x".repeat(20_000))))).toBe(false);
  });

  it("are not counted with what the office wrote", () => {
    expect(mayWrite(Array.from({ length: 200 }, () => message("Válasz", "office")))).toBe(true);
  });
});

describe("a document of the office", () => {
  it("is withheld until it is delivered, invalid or not", () => {
    const sent = { state: "sent", sentAt: 1 } as const;
    expect(isWithheld(request({ delivery: sent }))).toBe(true);
    expect(isWithheld(request({ delivery: sent, invalidated: { at: 3, reason: "téves", by: "Irén" } }))).toBe(
      true,
    );
    expect(isWithheld(request())).toBe(false);
    expect(isWithheld(request({ delivery: { state: "deemed", sentAt: 1 } }))).toBe(false);
  });
});

const file = (id: string, state: "pending" | "scanning" | "verified" | "rejected") => ({
  id: id as AttachmentId,
  state,
});
const ids = (...names: string[]) => names as AttachmentId[];

describe("files of a supplement", () => {
  it("are sent once they were found clean, and each once", () => {
    const loose = [file("a", "verified"), file("b", "scanning"), file("c", "rejected"), file("d", "pending")];
    expect(filesToSendErrors(ids("a"), loose)).toEqual([]);
    expect(filesToSendErrors(ids("a", "b", "c", "d", "e", "a"), loose)).toEqual([
      { field: "files.1", code: "file-scanning" },
      { field: "files.2", code: "file-rejected" },
      { field: "files.3", code: "file-not-verified" },
      { field: "files.4", code: "not-an-option" },
      { field: "files.5", code: "not-an-option" },
    ]);
  });
});
