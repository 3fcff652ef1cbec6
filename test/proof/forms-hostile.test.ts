import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/domain/case/case.ts";
import { readAnswer, writeAnswer } from "../../src/domain/form/answers.ts";
import type { FormContext } from "../../src/domain/form/arithmetic.ts";
import type { FormDefinition } from "../../src/domain/form/definition.ts";
import { acceptDraft } from "../../src/domain/form/draft.ts";
import { validateAnswers } from "../../src/domain/form/validate.ts";
import { visibleAnswers } from "../../src/domain/form/visibility.ts";
import { hostileValues, placesOf } from "./forms/hostile.ts";
import { type ProjectForm, readProjectForms } from "./forms/project-forms.ts";

const projects = await readProjectForms();

const project = (id: string): ProjectForm => {
  const found = projects.find(({ form }) => form.id === id);
  if (!found) throw new Error(`There is no form ${id}`);
  return found;
};

const contextOf = ({ examples: { today, parameters } }: ProjectForm): FormContext => ({ today, parameters });

/** Every error has a place in the form, or names what does not belong there. */
const isNamed = (form: FormDefinition, at: string, code: string): boolean => {
  const keys = form.pages.flatMap((page) => page.fields.map(({ key }) => key));
  const slots = form.attachments.map(({ id }) => `attachments.${id}`);
  const place = keys.some((key) => at === key || at.startsWith(`${key}.`) || key.startsWith(`${at}.`));
  return place || slots.includes(at) || (at !== "" && code === "unknown-field");
};

describe.each(projects)("$form.id", (one) => {
  const { form } = one;
  const places = form.pages.flatMap((page) => page.fields).flatMap(placesOf);

  it.each(Object.entries(hostileValues))("bears %s in every field", (_, value) => {
    const strange = places.flatMap(({ json }) => {
      const sent: unknown = JSON.parse(json(value));
      const accepted = acceptDraft(form, sent);
      const kept = accepted.ok ? visibleAnswers(form, accepted.value, contextOf(one)) : {};
      const refused = accepted.ok ? [] : accepted.failure.errors;
      const errors = [...refused, ...validateAnswers(form, sent as Answers, [], contextOf(one))];
      return [
        ...errors.filter(({ field, code }) => !isNamed(form, field, code)),
        ...(JSON.stringify(kept).includes("polluted") ? [kept] : []),
      ];
    });
    expect(strange).toEqual([]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("names status fields and prototypes beside the answers", () => {
    for (const name of ["__proto__", "constructor", "state", "submissionNumber", "toString"]) {
      const sent = JSON.parse(`{${JSON.stringify(name)}:{"x":1}}`) as Answers;
      expect(acceptDraft(form, sent)).toMatchObject({
        ok: false,
        failure: { errors: [{ field: name, code: "unknown-field" }] },
      });
    }
  });

  it("computes what it computes, whatever the client sends for it", () => {
    const computed = form.pages.flatMap((page) => page.fields).filter(({ kind }) => kind === "computed");
    for (const { answers } of one.examples.good) {
      const draft = acceptDraft(form, answers);
      const forged = acceptDraft(
        form,
        computed.reduce((changed, { key }) => writeAnswer(changed, key, 1), answers),
      );
      expect(forged).toEqual(draft);
    }
  });
});

/** What is said of one answer, put into the first good example of a form. */
const told = (id: string, key: string, value: unknown): unknown => {
  const one = project(id);
  const [example] = one.examples.good;
  const answers = writeAnswer(example?.answers ?? {}, key, value);
  const errors = validateAnswers(one.form, answers, example?.attachments ?? [], contextOf(one));
  return errors.find(({ field }) => field === key)?.code;
};

describe("bad input is named where it stands", () => {
  it.each([
    ["1e400 as an amount", "tulfizetes-atvezetese-visszateritese", "account.number", Infinity, "wrong-type"],
    ["1e400 as nights", "idegenforgalmi-ado-bevallas", "nights.total", Infinity, "wrong-type"],
    ["29 February 2023", "kommunalis-ado-adatbejelentes", "report.date", "2023-02-29", "date"],
    ["an hour the clock skips", "kommunalis-ado-adatbejelentes", "report.date", "2026-03-29T02:30", "date"],
    ["a day to come", "kommunalis-ado-adatbejelentes", "report.date", "2026-11-24", "too-late"],
    ["NUL in a name", "kommunalis-ado-adatbejelentes", "taxpayer.name", "Próba\u0000Elek", "characters"],
    ["half a surrogate pair", "kommunalis-ado-adatbejelentes", "taxpayer.name", "Próba\uD83D", "characters"],
    [
      "a direction override",
      "kommunalis-ado-adatbejelentes",
      "taxpayer.name",
      "Próba\u202Eelek",
      "characters",
    ],
    ["only a byte order mark", "kommunalis-ado-adatbejelentes", "taxpayer.name", "\uFEFF", "required"],
    [
      "a wrong check digit",
      "kommunalis-ado-adatbejelentes",
      "taxpayer.personalTaxId",
      "8365670004",
      "identifier",
    ],
    ["a share above one", "kommunalis-ado-adatbejelentes", "owner.share", "3/2", "fraction"],
    ["a negative count", "kommunalis-ado-adatbejelentes", "property.count", -1, "too-small"],
  ])("%s", (_, id, key, value, code) => {
    expect(told(id, key, value)).toBe(code);
  });

  it("a date of birth to come, of whom a representative acts for", () => {
    const one = project("kommunalis-ado-adatbejelentes");
    const example = one.examples.good.find(
      ({ answers }) => readAnswer(answers, "representation.acts") === true,
    );
    const answers = writeAnswer(example?.answers ?? {}, "taxpayer.birthDate", "2100-01-01");
    const errors = validateAnswers(one.form, answers, example?.attachments ?? [], contextOf(one));
    expect(errors).toEqual([{ field: "taxpayer.birthDate", code: "too-late" }]);
  });

  it("names written in two ways of Unicode are one name", () => {
    const { form } = project("kommunalis-ado-adatbejelentes");
    const stored = (name: string) => acceptDraft(form, { taxpayer: { name } });
    expect(stored("O\u030Bri A\u030Angström")).toEqual(stored("Őri Ångström"));
    expect(stored("\uFEFFŐri")).toEqual(stored("Őri"));
  });
});
