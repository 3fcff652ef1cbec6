import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { ActionRequestSchema } from "../../../src/contract/office.ts";
import { officeActions } from "../../../src/domain/office/permissions.ts";
import { hungarian } from "../../support/texts.ts";
import {
  actionFields,
  beginAction,
  FILES,
  type FormAction,
  isFormAction,
  nothingTyped,
  readAction,
  REGISTRATION,
  standingEntries,
  type TypedAction,
} from "../../../web/src/office/read-action.ts";

const fileId = "01J0000000000000000000000F";
const documentId = "01J0000000000000000000000D";

/** Everything somebody could have typed before choosing what to do with it. */
const everything: TypedAction = {
  text: " Kérem, csatolja a helyszínrajzot. ",
  note: " Sok az ügy. ",
  authority: " Soproni Járási Hivatal ",
  dueOn: { year: "2026", month: "12", day: "8" },
  team: "igazgatas",
  officer: "igazgato",
  document: documentId,
};

const read = (action: FormAction, typed: Partial<TypedAction> = {}, files: readonly string[] = []) =>
  readAction(
    action,
    { ...nothingTyped, ...typed },
    {
      revision: 7,
      files: files.map((state, index) => ({ id: index === 0 ? fileId : `${fileId}${index}`, state })),
      uploading: false,
      today: "2026-11-23",
      supplementDueOn: undefined,
    },
    hungarian.office.action.errors,
  );

const errorsOf = (result: ReturnType<typeof read>) => ("errors" in result ? [...result.errors.keys()] : []);
/** Errors of a supplement asked for by that day. */
const on = (year: string, month: string, day: string) =>
  errorsOf(read("request-supplement", { text: "x", dueOn: { year, month, day } }));
const bodyOf = (result: ReturnType<typeof read>) => ("body" in result ? result.body : undefined);

describe("the form of an action", () => {
  const withForm = officeActions.filter(isFormAction);

  it("is there for every action but receiving and registering", () => {
    expect(officeActions.filter((name) => !isFormAction(name))).toEqual(["receive", "register"]);
    expect(withForm).toHaveLength(Object.keys(actionFields).length);
  });

  it.each(withForm)("sends what the portal takes: %s", (action) => {
    const body = bodyOf(read(action, everything, ["verified"]));
    expect(v.safeParse(ActionRequestSchema, body).success).toBe(true);
    expect(body).toMatchObject({ action, revision: 7 });
  });

  it("sends texts without the space around them", () => {
    expect(bodyOf(read("request-supplement", everything, ["verified"]))).toEqual({
      action: "request-supplement",
      revision: 7,
      text: "Kérem, csatolja a helyszínrajzot.",
      dueOn: "2026-12-08",
      files: [fileId],
    });
    expect(bodyOf(read("transfer", everything))).toMatchObject({ authority: "Soproni Járási Hivatal" });
  });

  it("asks for what is missing, in the order of the page", () => {
    expect(errorsOf(read("request-supplement"))).toEqual(["text", "dueOn"]);
    expect(errorsOf(read("transfer"))).toEqual(["authority"]);
    expect(errorsOf(read("assign"))).toEqual(["team"]);
    expect(errorsOf(read("invalidate"))).toEqual(["document", "note"]);
    expect(errorsOf(read("message", { text: "  \n " }))).toEqual(["text"]);
    expect(errorsOf(read("close"))).toEqual([]);
  });

  it("takes a decision written, uploaded, or both, but not neither", () => {
    expect(errorsOf(read("decide"))).toEqual(["text"]);
    expect(errorsOf(read("decide", { text: "Helyt adok." }))).toEqual([]);
    expect(errorsOf(read("decide", {}, ["verified"]))).toEqual([]);
  });

  it("sends no file that is not found clean", () => {
    for (const state of ["pending", "scanning", "rejected"])
      expect(errorsOf(read("message", { text: "x" }, ["verified", state]))).toEqual([FILES]);
  });

  it("takes a day that exists and lies ahead", () => {
    expect(on("2026", "11", "24")).toEqual([]);
    expect(on("2026", "11", "23")).toEqual(["dueOn"]);
    expect(on("2027", "2", "30")).toEqual(["dueOn"]);
  });

  it("keeps to the lengths the portal takes", () => {
    expect(errorsOf(read("message", { text: "x".repeat(20_001) }))).toEqual(["text"]);
    expect(errorsOf(read("end-waiting", { note: "x".repeat(301) }))).toEqual(["note"]);
    expect(errorsOf(read("end-waiting", { note: "x".repeat(300) }))).toEqual([]);
  });

  it("names nobody, and no document, where none is chosen", () => {
    expect(bodyOf(read("assign", { team: "ado" }))).toEqual({ action: "assign", revision: 7, team: "ado" });
    expect(bodyOf(read("invalidate", { document: REGISTRATION, note: "Téves." }))).toEqual({
      action: "invalidate",
      revision: 7,
      reason: "Téves.",
    });
  });

  it("offers the entries of the case that still stand to be declared invalid", () => {
    const document = {
      id: documentId,
      at: "",
      author: "",
      text: "",
      from: "office",
      kind: "decision",
    } as const;
    const at = "2026-11-23T10:00:00Z";
    const registered = { type: "registered", at, number: "KOPH/1-1/2026" } as const;
    const gone = { type: "invalidated", at, number: "KOPH/1-1/2026" } as const;
    const decided = { ...document, number: "KOPH/1-2/2026" };
    const invalidated = { at, reason: "Téves.", by: "Iktató Irén" };
    const detail = {
      registryNumber: "KOPH/1-1/2026",
      events: [registered],
      documents: [document, decided, { ...decided, number: "KOPH/1-3/2026", invalidated }],
    };
    expect(standingEntries(detail)).toEqual({ registration: "KOPH/1-1/2026", later: [decided] });
    expect(standingEntries({ ...detail, events: [registered, gone] })).toEqual({
      registration: undefined,
      later: [decided],
    });
    // A mistaken document says nothing of the case's own number, nor does the number of a year that is closed.
    const others = [
      { ...gone, number: "KOPH/1-2/2026" },
      { ...gone, number: "KOPH/9-1/2025" },
    ];
    expect(standingEntries({ ...detail, events: others }).registration).toBe("KOPH/1-1/2026");
  });

  it("begins with the day the rules give and with who has the case", () => {
    expect(
      beginAction({ supplementDueOn: "2026-12-08", team: "ado", officer: { id: "p1", name: "Á" } }),
    ).toMatchObject({
      dueOn: { year: "2026", month: "12", day: "8" },
      team: "ado",
      officer: "p1",
    });
    expect(beginAction({})).toEqual(nothingTyped);
  });
});
