import { describe, expect, it } from "vitest";
import { addAnswer, readAnswer, writeAnswer } from "../../../src/domain/form/answers.ts";

describe("readAnswer", () => {
  it("finds nested answers and nothing else", () => {
    const answers = { contact: { email: "a@b.hu" }, list: ["x"], empty: null };
    expect(readAnswer(answers, "contact.email")).toBe("a@b.hu");
    expect(readAnswer(answers, "contact.phone")).toBeUndefined();
    expect(readAnswer(answers, "list.0")).toBeUndefined();
    expect(readAnswer(answers, "empty.x")).toBeUndefined();
  });

  it.each(["__proto__", "constructor", "toString", "contact.__proto__.polluted", "contact.constructor.name"])(
    "sees nothing inherited: %s",
    (key) => {
      expect(readAnswer({ contact: {} }, key)).toBeUndefined();
    },
  );
});

describe("writeAnswer", () => {
  it("replaces one answer in a copy", () => {
    const before = { contact: { email: "a", phone: "b" }, other: 1 };
    expect(writeAnswer(before, "contact.email", "c")).toEqual({
      contact: { email: "c", phone: "b" },
      other: 1,
    });
    expect(before.contact.email).toBe("a");
    expect(writeAnswer({}, "a.b.c", true)).toEqual({ a: { b: { c: true } } });
    expect(writeAnswer({ a: "text" }, "a.b", 1)).toEqual({ a: { b: 1 } });
  });

  it("removes an answer with the groups it leaves empty", () => {
    expect(writeAnswer({ a: { b: { c: 1 } }, d: 2 }, "a.b.c", undefined)).toEqual({ d: 2 });
    expect(writeAnswer({ a: { b: 1, c: 2 } }, "a.b", undefined)).toEqual({ a: { c: 2 } });
    expect(writeAnswer({ d: 2 }, "a.b", undefined)).toEqual({ d: 2 });
  });

  it("never reaches a prototype", () => {
    for (const key of ["__proto__.polluted", "constructor.prototype.polluted", "a.__proto__.polluted"]) {
      const written = writeAnswer({}, key, "yes");
      expect(readAnswer(written, key)).toBe("yes");
      expect(Object.getPrototypeOf(written)).toBe(Object.prototype);
    }
    expect("polluted" in {}).toBe(false);
  });
});

describe("addAnswer", () => {
  it("gives in place what writeAnswer gives in a copy", () => {
    const answers = {};
    for (const [key, value] of [
      ["a.b.c", 1],
      ["a.b.d", 2],
      ["e", 3],
      ["e.f", 4],
    ] as const)
      addAnswer(answers, key, value);
    expect(answers).toEqual({ a: { b: { c: 1, d: 2 } }, e: { f: 4 } });
  });

  it("leaves groups alone that others may hold", () => {
    const group = { b: 1 };
    const answers = { a: group };
    addAnswer(answers, "a.c", 2);
    expect(answers).toEqual({ a: { b: 1, c: 2 } });
    expect(group).toEqual({ b: 1 });
  });

  it.each(["__proto__", "__proto__.polluted", "a.__proto__.polluted"])(
    "never reaches a prototype: %s",
    (key) => {
      const answers = {};
      addAnswer(answers, key, { polluted: true });
      expect(readAnswer(answers, key)).toEqual({ polluted: true });
      expect(Object.getPrototypeOf(answers)).toBe(Object.prototype);
      expect("polluted" in {}).toBe(false);
    },
  );
});
