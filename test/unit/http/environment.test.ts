import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../src/http/environment.ts";

const complete = {
  SESSIONS_TABLE: "sessions",
  SESSION_IDLE_MINUTES: "30",
  PORTAL_ORIGIN: "https://portal.example",
  ORIGIN_KEY: "key",
  ACCOUNTS_TABLE: "accounts",
  TIME_ZONE: "Europe/Budapest",
  LOG_LEVEL: "INFO",
  CASES_TABLE: "cases",
};

describe("readEnvironment", () => {
  it("gives the function its own variables, minutes as numbers, and no others", () => {
    expect(readEnvironment("cases", { ...complete, REGISTRY_TABLE: "not its business" })).toEqual({
      ...complete,
      SESSION_IDLE_MINUTES: 30,
    });
  });

  it.each(Object.keys(complete))("names %s when it is missing or empty", (key) => {
    expect(() => readEnvironment("cases", { ...complete, [key]: undefined })).toThrow(key);
    expect(() => readEnvironment("cases", { ...complete, [key]: "" })).toThrow(key);
  });

  it.each(["0", "-1", "1.5", "30m", "1e3", " 30"])("refuses %s minutes", (value) => {
    expect(() => readEnvironment("cases", { ...complete, SESSION_IDLE_MINUTES: value })).toThrow(
      "SESSION_IDLE_MINUTES",
    );
  });
});
