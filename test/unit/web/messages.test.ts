import { describe, expect, it } from "vitest";
import { problems } from "../../../src/contract/problem.ts";
import { caseStates } from "../../../src/domain/case/transitions.ts";
import { groupSubmissionNumber } from "../../../web/src/format/submission-number.ts";
import { formatDateTime, formatDay, formatSize, formatTime } from "../../../web/src/format/instants.ts";
import { contentTypeOf, fileTypeNames } from "../../../web/src/format/file-types.ts";
import { accountEn } from "../../../web/src/messages/account.en.ts";
import { accountHu } from "../../../web/src/messages/account.hu.ts";
import { actingPagesEn } from "../../../web/src/messages/acting-pages.en.ts";
import { actingPagesHu } from "../../../web/src/messages/acting-pages.hu.ts";
import { casesEn } from "../../../web/src/messages/cases.en.ts";
import { casesHu } from "../../../web/src/messages/cases.hu.ts";
import { choosingHu } from "../../../web/src/messages/choosing.hu.ts";
import { en } from "../../../web/src/messages/en.ts";
import { fillingHu } from "../../../web/src/messages/filling.hu.ts";
import { hu } from "../../../web/src/messages/hu.ts";
import { officeEn } from "../../../web/src/messages/office.en.ts";
import { officeHu } from "../../../web/src/messages/office.hu.ts";

/** Every text with its path; functions are called with stand-ins. */
const textsOf = (value: unknown, path = ""): [string, string][] => {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function")
    return [[path, String((value as (...args: unknown[]) => unknown)("§", 7, 9))]];
  return Object.entries(value as object).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
};

describe("messages", () => {
  const hungarian = new Map(
    textsOf({
      ...hu,
      later: { choosing: choosingHu, filling: fillingHu },
      cases: casesHu,
      account: accountHu,
      actingPages: actingPagesHu,
      office: officeHu,
    }),
  );
  const english = new Map(
    textsOf({ ...en, cases: casesEn, account: accountEn, actingPages: actingPagesEn, office: officeEn }),
  );

  it("says everything in both languages", () => {
    expect([...english.keys()]).toEqual([...hungarian.keys()]);
    for (const [path, text] of [...hungarian, ...english]) expect(text.trim(), path).not.toBe("");
  });

  it("is translated: no sentence of several words stands in both", () => {
    const same = [...hungarian].filter(([path, text]) => text.includes(" ") && english.get(path) === text);
    expect(same).toEqual([]);
  });

  it("ends no sentence twice after a name that ends with a full stop", () => {
    const named = [
      actingPagesHu.grant.lead("Minta Kft."),
      actingPagesHu.mandates.revoked("Minta Kft."),
      actingPagesHu.mandates.gaveBack("Minta Kft."),
      actingPagesHu.mandates.giveBackText("Minta Kft."),
      actingPagesHu.capacity.endedText("Minta Kft."),
      actingPagesEn.grant.lead("Minta Kft."),
      actingPagesEn.mandates.revoked("Minta Kft."),
      actingPagesEn.mandates.gaveBack("Minta Kft."),
      actingPagesEn.mandates.giveBackText("Minta Kft."),
      hu.acting.cannotListText("Minta Kft."),
      en.session.switchedText("For Minta Kft."),
    ];
    for (const text of named) expect(text).toMatch(/Minta Kft\.(?!\.)/);
  });

  it("has a sentence for every failure and every state", () => {
    for (const code of [...Object.keys(problems), "network"])
      expect(hungarian.has(`.problems.${code}`)).toBe(true);
    for (const state of caseStates) expect(hungarian.has(`.cases.states.${state}`)).toBe(true);
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
