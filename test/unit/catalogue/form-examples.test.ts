import { describe, expect, it } from "vitest";
import { readCatalogueFiles, sha256 } from "../../../bin/catalogue.ts";
import { checkForms } from "../../../src/app/catalogue/check-forms.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";

const files = await readCatalogueFiles();
const { forms, problems } = checkForms(files, sha256);

describe("the project's forms", () => {
  it("are thirteen, each with at least five examples", () => {
    expect(new Set(forms.map(({ id }) => id)).size).toBeGreaterThanOrEqual(13);
    for (const { examples } of forms) expect(examples.good + examples.bad).toBeGreaterThanOrEqual(5);
  });

  it.each(forms)("$id $version fills as its examples say", (form) => {
    expect(form.problems.map(describeProblem)).toEqual([]);
  });

  it("have no other mistakes", () => {
    expect(problems.map(describeProblem)).toEqual([]);
  });
});
