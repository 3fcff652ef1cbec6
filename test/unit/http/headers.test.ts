import { describe, expect, it } from "vitest";
import { comesFromPortal, isJsonMediaType } from "../../../src/http/headers.ts";

const origin = "https://portal.example";
const script = { "x-requested-with": "portal" };

describe("comesFromPortal", () => {
  it.each(["GET", "HEAD"])("asks nothing of %s", (method) => {
    expect(comesFromPortal(method, {}, origin)).toBe(true);
  });

  it.each([
    ["a same-origin fetch", { ...script, "sec-fetch-site": "same-origin" }],
    ["an older browser with the exact Origin", { ...script, origin }],
    ["both", { ...script, "sec-fetch-site": "same-origin", origin }],
  ])("accepts %s", (_, headers) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect(comesFromPortal(method, headers, origin)).toBe(true);
  });

  it.each([
    ["nothing at all", {}],
    ["the header alone", script],
    ["another value of the header", { "x-requested-with": "XMLHttpRequest", origin }],
    ["no custom header", { "sec-fetch-site": "same-origin", origin }],
    ["a cross-site request", { ...script, "sec-fetch-site": "cross-site" }],
    ["a sibling domain", { ...script, "sec-fetch-site": "same-site" }],
    ["a sibling domain that claims our Origin", { ...script, "sec-fetch-site": "same-site", origin }],
    ["another Origin", { ...script, origin: "https://evil.example" }],
    ["the null Origin", { ...script, origin: "null" }],
    ["an Origin that begins like ours", { ...script, origin: `${origin}.evil.example` }],
    ["our Origin with another scheme", { ...script, origin: "http://portal.example" }],
  ])("refuses %s", (_, headers) => {
    expect(comesFromPortal("POST", headers, origin)).toBe(false);
  });
});

describe("isJsonMediaType", () => {
  it.each([
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
  ])("accepts %s", (type) => {
    expect(isJsonMediaType(type)).toBe(true);
  });

  it.each([
    undefined,
    "",
    "text/plain",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/json-patch+json",
    "application/json; charset=iso-8859-2",
    "text/plain; application/json",
  ])("refuses %s", (type) => {
    expect(isJsonMediaType(type)).toBe(false);
  });
});
