import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { SaveAccountRequestSchema } from "../../../src/contract/account.ts";
import { SaveAnswersRequestSchema } from "../../../src/contract/cases.ts";

const accepts = (body: unknown): boolean => v.safeParse(SaveAnswersRequestSchema, body).success;

describe("the body that saves answers", () => {
  it("takes a JSON object, and leaves every key for the form engine to judge", () => {
    const body = { version: 3, answers: { constructor: { x: 1 }, "contact.email": "a@example.hu" } };
    expect(v.parse(SaveAnswersRequestSchema, body)).toEqual(body);
  });

  it.each([[[]], [["a"]], [null], ["text"], [7]])("refuses %j in place of the answers", (answers) => {
    expect(accepts({ version: 1, answers })).toBe(false);
  });

  it.each([2 ** 53, 2 ** 53 - 1, 1e300, -1, 1.5, "1"])("refuses %s as a version", (version) => {
    expect(accepts({ version, answers: {} })).toBe(false);
  });
});

it("refuses a version of the account's settings that none can follow", () => {
  const settings = { language: "hu", notifications: { caseProgress: true, newLogin: true } };
  const takes = (version: number) => v.safeParse(SaveAccountRequestSchema, { version, settings }).success;
  expect([takes(2 ** 53 - 2), takes(2 ** 53 - 1)]).toEqual([true, false]);
});
