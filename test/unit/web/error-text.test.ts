import { describe, expect, it } from "vitest";
import type { FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import { errorText, type NamedError } from "../../../web/src/form/error-text.ts";
import { hungarian } from "../../support/texts.ts";
import { form as letter } from "./fakes.ts";

const a = { key: "a", label: { hu: "Kérdés" } };
const say = (field: FormField, error: Omit<NamedError, "field">, at = "a"): string => {
  const form: FormDefinition = {
    ...letter,
    pages: [{ id: "page", title: { hu: "Oldal" }, fields: [field] }],
  };
  return errorText(hungarian.portal, form, { field: at, ...error }, (text) => text.hu);
};
const table: FormField = {
  ...a,
  kind: "table",
  maxRows: 2,
  columns: [{ key: "count", kind: "integer", label: { hu: "Darab" } }],
};

describe("what is said of an answer fits the kind of its question", () => {
  it.each<[FormField, string, string]>([
    [{ ...a, kind: "month" }, "date", "Évet és hónapot adjon meg (például 2026-10): Kérdés"],
    [{ ...a, kind: "date" }, "date", "Létező dátumot adjon meg (például 2026. 11. 23.): Kérdés"],
    [{ ...a, kind: "year" }, "number", "Négyjegyű évszámot adjon meg (például 2026): Kérdés"],
    [{ ...a, kind: "money" }, "number", "Egész forintot adjon meg (például 1250): Kérdés"],
    [{ ...a, kind: "decimal", digits: 1 }, "number", "Számot adjon meg (például 1250): Kérdés"],
    [{ ...a, kind: "month", max: "today" }, "too-late", "Jövőbeli időpont nem adható meg: Kérdés"],
    [{ ...a, kind: "month", max: "2026-01" }, "too-late", "Túl késői időpont: Kérdés"],
    [table, "required", "Adjon meg legalább egy sort: Kérdés"],
    [{ ...a, kind: "yes-no" }, "required", "Válasszon: Kérdés"],
    [{ ...a, kind: "text" }, "a-code-of-tomorrow", "Nem megfelelő érték: Kérdés"],
  ])("%j: %s", (field, code, sentence) => {
    expect(say(field, { code })).toBe(sentence);
  });

  it("speaks of the size of files in megabytes", () => {
    expect(say(table, { code: "files-too-large", params: { limit: 104_857_600 } })).toBe(
      "A csatolt fájlok együtt legfeljebb 100 MB-osak lehetnek: Kérdés",
    );
  });

  it("names the row of a table", () => {
    expect(say(table, { code: "number" }, "a.1.count")).toBe(
      "Egész számot adjon meg (például 1250): 2. sor, Darab",
    );
  });
});
