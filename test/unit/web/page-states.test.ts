import { describe, expect, it } from "vitest";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { nextPage, pageStates } from "../../../web/src/form/page-states.ts";
import { form as letter } from "./fakes.ts";

const hu = (text: string) => ({ hu: text });
const context = { today: "2026-11-23", parameters: {} };
const form: FormDefinition = {
  ...letter,
  schema: { type: "object", properties: {} },
  pages: [
    {
      id: "nights",
      title: hu("Éjszakák"),
      fields: [
        { key: "nights", kind: "integer", label: hu("Éjszakák"), required: true },
        {
          key: "rows",
          kind: "table",
          label: hu("Sorok"),
          maxRows: 5,
          columns: [{ key: "count", kind: "integer", label: hu("Szám"), required: true }],
        },
      ],
    },
    {
      id: "tax",
      title: hu("Adó"),
      fields: [{ key: "tax", kind: "computed", as: "money", label: hu("Adó"), compute: { "+": [1, 1] } }],
    },
    { id: "note", title: hu("Megjegyzés"), fields: [{ key: "note", kind: "text", label: hu("M") }] },
    { id: "files", title: hu("Iratok"), fields: [], slots: ["documents"] },
  ],
  attachments: [{ ...letter.attachments[0], id: "documents", required: true } as never],
};

const statesOf = (answers: object, files: Parameters<typeof pageStates>[2]["files"] = []) =>
  Object.fromEntries(pageStates(form, form.pages, { answers: { ...answers }, files }, context));

const file = (state: "scanning" | "rejected") => [{ slot: "documents", state }];

describe("how far the pages of a form are", () => {
  it("begins with nothing", () => {
    expect(statesOf({})).toEqual({
      nights: "not-started",
      tax: "not-started",
      note: "optional",
      files: "not-started",
    });
  });

  it("has figures ready when what they are computed from is", () => {
    expect(statesOf({ nights: "sok" })).toMatchObject({ tax: "not-started" });
    expect(statesOf({ nights: 3 })).toMatchObject({ tax: "done" });
  });

  it("names a page incomplete for one cell of a table", () => {
    expect(statesOf({ nights: 3, rows: [{ count: 1 }, {}] })).toMatchObject({ nights: "incomplete" });
    expect(statesOf({ nights: 3, rows: [{ count: 1 }] })).toMatchObject({ nights: "done" });
    expect(statesOf({ nights: "sok" })).toMatchObject({ nights: "incomplete" });
  });

  it("waits for files, but not for their scan, and not where none can be attached yet", () => {
    expect(statesOf({}, file("scanning"))).toMatchObject({ files: "done" });
    expect(statesOf({}, file("rejected"))).toMatchObject({ files: "incomplete" });
    const without = pageStates(form, form.pages, { answers: {}, files: undefined }, context);
    expect(without.get("files")).toBe("optional");
  });

  it("goes on with the first page that is not finished, then to checking", () => {
    const next = (answers: object) =>
      nextPage(form.pages, pageStates(form, form.pages, { answers: { ...answers }, files: [] }, context))?.id;
    expect(next({})).toBe("nights");
    expect(next({ nights: 3 })).toBe("files");
    const all = pageStates(form, form.pages, { answers: { nights: 3 }, files: undefined }, context);
    expect(nextPage(form.pages, all)).toBeUndefined();
  });
});
