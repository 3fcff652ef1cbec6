import { describe, expect, it } from "vitest";
import type { FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import { prefill } from "../../../src/domain/form/prefill.ts";
import type { FormId } from "../../../src/domain/ids.ts";

const hu = (text: string) => ({ hu: text });
const formWith = (...fields: FormField[]): FormDefinition => ({
  id: "f" as FormId,
  version: "1.0.0",
  title: hu("F"),
  summary: hu("F"),
  sector: "tax",
  languages: ["hu"],
  schema: { type: "object", properties: { name: { type: "string", maxLength: 10 } } },
  pages: [{ id: "p", title: hu("P"), fields }],
  attachments: [],
});
const name: FormField = { key: "name", kind: "text", label: hu("Név"), prefill: "party.name" };

describe("prefill", () => {
  it("fills what is known", () => {
    expect(prefill(formWith(name), {}, { "party.name": "Anna" })).toEqual({ name: "Anna" });
  });

  it("leaves what is answered", () => {
    expect(prefill(formWith(name), { name: "Béla" }, { "party.name": "Anna" })).toEqual({ name: "Béla" });
  });

  it.each([undefined, ""])("fills nothing with %j", (known) => {
    expect(prefill(formWith(name), {}, { "party.name": known })).toEqual({});
  });

  it("leaves out what does not fit the field", () => {
    expect(prefill(formWith(name), {}, { "party.name": "Minta és Társa Kereskedelmi Kft." })).toEqual({});
    const choice: FormField = {
      ...name,
      kind: "radio",
      options: [{ value: "a", label: hu("A") }],
    };
    expect(prefill(formWith(choice), {}, { "party.name": "Anna" })).toEqual({});
  });
});
