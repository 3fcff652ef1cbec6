import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeReturnTo } from "../../../src/domain/session/return-to.ts";

describe("safeReturnTo", () => {
  it.each([
    "/",
    "/ugyek",
    "/kitoltes/01KAVS7Z7Q0000000000000000?oldal=2",
    "/telepulesek/08518#szolgaltatasok",
    "/kereses?q=K%C3%B3ph%C3%A1za%20utca",
    "/kereses?q=100%25",
    "/apiary",
    "/a?next=//evil.example",
    "/a?b=https://evil.example",
  ])("keeps %s", (path) => {
    expect(safeReturnTo(path)).toBe(path);
  });

  it("normalises, so that the header stays plain ASCII", () => {
    expect(safeReturnTo("/ügyek/./x/../y")).toBe("/%C3%BCgyek/y");
  });

  it.each([
    ["nothing", undefined],
    ["an empty value", ""],
    ["another origin", "https://evil.example/"],
    ["a script", "javascript:alert(1)"],
    ["a relative path", "ugyek"],
    ["two slashes", "//evil.example"],
    ["three slashes", "///evil.example"],
    ["a backslash", "/\\evil.example"],
    ["a backslash first", "\\/evil.example"],
    ["a backslash anywhere", "/a\\b"],
    ["a tab between slashes", "/\t/evil.example"],
    ["a line break between slashes", "/\n/evil.example"],
    ["a leading space", " //evil.example"],
    ["CR and LF", "/a\r\nSet-Cookie: x=y"],
    ["a NUL", "/a\0"],
    ["a C1 control", "/a\u0085"],
    ["an encoded slash", "/%2fevil.example"],
    ["an encoded backslash", "/%5cevil.example"],
    ["encoded CR and LF", "/a%0d%0aSet-Cookie:%20x=y"],
    ["an encoded NUL", "/a%00"],
    ["a doubly encoded slash", "/%252fevil.example"],
    ["a doubly encoded line break", "/a%250a"],
    ["a dot that hides two slashes", "/.//evil.example"],
    ["dots that hide two slashes", "/a/..//evil.example"],
    ["encoded dots that hide two slashes", "/%2e//evil.example"],
    ["broken encoding", "/%zz"],
    ["the API", "/api/session/login"],
    ["the API by a detour", "/x/../api/session/login"],
    ["the API encoded", "/%61pi/session/login"],
    ["the API in capitals", "/API/session/login"],
    ["the API's root", "/api?x=1"],
    ["something very long", `/${"a".repeat(500)}`],
    ["a lone surrogate", "/\ud83d"],
  ])("turns %s into the home page", (_, value) => {
    expect(safeReturnTo(value)).toBe("/");
  });

  it("leads nowhere but to a page of the portal, whatever it is given", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "//",
      ".",
      "..",
      "%2f",
      "%5C",
      "%252F",
      "%0a",
      "\t",
      "\r\n",
      "api",
      "@",
      ":",
      "evil.example",
      "?",
      "#",
      "https:",
      "a",
      "ő",
    );
    const value = fc.oneof(
      fc.string({ unit: "binary" }).map((text) => `/${text}`),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(value, (text) => {
        const safe = safeReturnTo(text);
        const url = new URL(safe, "https://portal.example/api/session/callback");
        expect(url.origin).toBe("https://portal.example");
        expect(`${url.pathname}${url.search}${url.hash}`).toBe(safe);
        expect(safe).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
        expect(url.pathname).not.toMatch(/^\/api(\/|$)/);
      }),
      { seed: 20_261_123, numRuns: 5_000 },
    );
  });
});
