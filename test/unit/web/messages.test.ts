import { describe, expect, it } from "vitest";
import { problems } from "../../../src/contract/problem.ts";
import { caseStates } from "../../../src/domain/case/transitions.ts";
import { allTexts } from "../../../web/src/messages/all.ts";
import { english, hungarian } from "../../support/texts.ts";
import { groupSubmissionNumber } from "../../../web/src/format/submission-number.ts";
import { formatDateTime, formatDay, formatSize, formatTime } from "../../../web/src/format/instants.ts";
import { contentTypeOf, fileTypeNames } from "../../../web/src/format/file-types.ts";

type Leaf = readonly [path: string, text: string];

/** Every text with its path. */
const textsOf = (value: unknown, path = ""): Leaf[] =>
  typeof value === "string"
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));

const hu = new Map(textsOf(allTexts.hu));

/** Names of the values a text has places for. */
const valuesOf = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name));

/** What stands in braces, as it is written. */
const placesOf = (text: string): string[] =>
  [...text.matchAll(/\{([^}]*)\}/g)].map(([, place]) => place ?? "");

describe.each(Object.entries(allTexts))("texts in %s", (language, texts) => {
  const leaves = textsOf(texts);

  it("say everything Hungarian says, and have places for the same values", () => {
    expect(leaves.map(([path]) => path)).toEqual([...hu.keys()]);
    for (const [path, text] of leaves) {
      expect(text.trim(), path).not.toBe("");
      expect(valuesOf(text), path).toEqual(valuesOf(hu.get(path) ?? ""));
    }
  });

  it("choose a word for every plural category of the language", () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [path, text] of leaves) {
      for (const place of placesOf(text)) {
        expect(place, path).toMatch(/^\w+(\|\w+:[^|:]+)*$/);
        const named = [...place.matchAll(/\|(\w+):/g)].map(([, category]) => category);
        expect(place.includes("|") ? new Set(named) : new Set(pluralCategories), path).toEqual(
          new Set(pluralCategories),
        );
      }
    }
  });

  it("are translated: no sentence of several words stands in Hungarian too", () => {
    const translated = language === "hu" ? [] : leaves;
    expect(translated.filter(([path, text]) => text.includes(" ") && hu.get(path) === text)).toEqual([]);
  });
});

const promises = [
  ["hu", /értesítést/, /csak akkor.* ha megadott és megerősített e-mail-címet/],
  ["en", /notified|the e-mail/, /only if they have given and confirmed an/],
] as const;
describe.each(promises)("what a clerk reads about notices in %s", (language, notice, condition) => {
  it("says that they take an address", () => {
    const { actionTexts, action } = allTexts[language].office;
    const said = textsOf([actionTexts, action.confirm]).filter(([, text]) => notice.test(text));
    expect(said).toHaveLength(6);
    for (const [path, text] of said) expect(text, path).toMatch(condition);
  });
});

it("a case that only a team has is said to be with no officer", () => {
  for (const { cases } of [hungarian, english])
    for (const text of [cases.events.routed, cases.stateTexts.registered])
      expect(text).not.toMatch(/ügyintézőhöz|officer/);
});

const left = (count: number) =>
  [hungarian, english].map(({ portal }) => portal.form.charactersLeft({ count }));

describe("texts", () => {
  it("end no sentence twice after a name that ends with a full stop", () => {
    const named = [hungarian, english].flatMap(({ portal, account: { acting } }) => [
      acting.grant.lead({ name: "Minta Kft." }),
      acting.mandates.revoked({ name: "Minta Kft." }),
      acting.mandates.gaveBack({ name: "Minta Kft." }),
      acting.mandates.giveBackText({ name: "Minta Kft." }),
      acting.capacity.endedText({ name: "Minta Kft." }),
      portal.acting.cannotListText({ name: "Minta Kft." }),
      portal.session.switchedText({ acting: "Minta Kft." }),
    ]);
    for (const text of named) expect(text).toMatch(/Minta Kft\.(?!\.)/);
    expect(hungarian.account.acting.grant.lead({ name: "Minta Anna" })).toMatch(/Minta Anna\.$/);
  });

  it("write numbers and their words as the language does", () => {
    expect(left(1)).toEqual(["Még 1 karaktert írhat", "You can write 1 more character"]);
    expect(left(12_500)).toEqual(["Még 12\u00a0500 karaktert írhat", "You can write 12,500 more characters"]);
  });

  it("say what was given word by word", () => {
    const name = "$& {count} {name}";
    expect(hungarian.portal.form.files.removed({ name })).toBe(`Eltávolítva: ${name}`);
  });

  it("have a sentence for every failure and every state", () => {
    for (const code of [...Object.keys(problems), "network"])
      expect(hu.has(`.portal.problems.${code}`)).toBe(true);
    for (const state of caseStates) expect(hu.has(`.cases.states.${state}`)).toBe(true);
  });
});

describe("numbers and dates", () => {
  it("groups a submission number without losing a digit", () => {
    const number = "504383394201407231547285390";
    const groups = groupSubmissionNumber(number);
    expect(groups).toEqual([["504", "383", "394"], ["2014", "07", "23", "15", "47", "28"], ["5390"]]);
    expect(groups.flat().join("")).toBe(number);
    expect(groupSubmissionNumber("12")).toEqual([["12"]]);
  });

  it("tells the time of Budapest in the chosen language", () => {
    expect(formatDateTime("hu", "2026-07-01T22:30:00Z")).toBe("2026. július 2. 0:30");
    expect(formatDateTime("en", "2026-12-01T11:03:00Z")).toBe("1 December 2026 at 12:03");
    expect(formatTime("hu", "2026-12-01T11:03:00Z")).toBe("12:03");
    expect(formatDay("hu", "1967-02-13")).toBe("1967. február 13.");
  });

  it("says sizes and types as people do", () => {
    expect(formatSize("hu", 25 * 1024 * 1024)).toBe("25 MB");
    expect(formatSize("hu", 1_572_864)).toBe("1,5 MB");
    expect(fileTypeNames(["application/pdf", "image/jpeg", "image/svg+xml"])).toBe("PDF, JPG, SVG+XML");
    expect(contentTypeOf({ name: "Kép.JPEG", type: "" })).toBe("image/jpeg");
    expect(contentTypeOf({ name: "x", type: "" })).toBe("");
  });
});
