import * as v from "valibot";
import { describe, expect, it } from "vitest";
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

  it.each([2 ** 53, 1e300, -1, 1.5, "1"])("refuses %s as a version", (version) => {
    expect(accepts({ version, answers: {} })).toBe(false);
  });
});
