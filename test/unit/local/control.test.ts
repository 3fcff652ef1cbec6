import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { LocalClock, largestShift } from "../../../local/clock/local-clock.ts";
import { shiftedDate } from "../../../local/clock/shifted-date.ts";
import { createControl } from "../../../local/control/control.ts";
import type { Mail } from "../../../local/mail/mailbox.ts";
import type { Header } from "../../../local/distribution/message.ts";

const setup = (mails: readonly Mail[] = []) => {
  const clock = new LocalClock();
  const control = createControl({
    port: 8080,
    clock,
    mailbox: { mails: () => mails, upstream: () => Promise.reject(new Error("not asked")) },
    shiftClock: (seconds) => clock.shift(seconds),
  });
  const ask = (path: string, headers: readonly Header[] = [], method = "GET", body = "") =>
    control({
      method,
      path,
      query: "",
      headers,
      body: Buffer.from(body),
      bodyTooLarge: false,
      ip: "127.0.0.1",
    });
  return { clock, ask };
};

const here: Header = ["host", "localhost:8080"];

describe("the runtime's own addresses", () => {
  it("leave everything else to the distribution", () => {
    const { ask } = setup();
    for (const path of ["/", "/local", "/locale/x", "/api/local/clock"])
      expect(ask(path, [here])).toBeUndefined();
  });

  const accepted: readonly (readonly Header[])[] = [
    [here],
    [["host", "127.0.0.1:8080"]],
    [here, ["origin", "http://localhost:8080"], ["sec-fetch-site", "same-origin"]],
    [here, ["sec-fetch-site", "none"]],
  ];
  it.each(accepted)("answer %j %j %j", async (...headers) => {
    expect((await setup().ask("/local/clock", headers.filter(Boolean)))?.status).toBe(200);
  });

  const refused: readonly (readonly Header[])[] = [
    [],
    [["host", "localhost"]],
    [["host", "localhost:8081"]],
    [["host", "rebound.example:8080"]],
    [["host", "localhost.example:8080"]],
    [here, ["host", "rebound.example:8080"]],
    [here, ["origin", "null"]],
    [here, ["origin", "https://elsewhere.example"]],
    [here, ["origin", "http://127.0.0.1:8080"]],
    [here, ["origin", "http://localhost:8081"]],
    [here, ["sec-fetch-site", "cross-site"]],
    [here, ["sec-fetch-site", "same-site"]],
  ];
  it.each(refused.map((headers) => [headers] as const))("refuse %j", async (headers) => {
    const { clock, ask } = setup();
    const json: Header = ["content-type", "application/json"];
    expect((await ask("/local/clock", [...headers, json], "POST", '{"shiftSeconds":60}'))?.status).toBe(403);
    expect((await ask("/local/clock", headers))?.status).toBe(403);
    expect(clock.shiftSeconds).toBe(0);
  });

  it("say which there are not, and which methods there are", async () => {
    const { ask } = setup();
    expect((await ask("/local/other", [here]))?.status).toBe(404);
    expect((await ask("/local/constructor", [here]))?.status).toBe(404);
    expect((await ask("/local/clock", [here], "DELETE"))?.status).toBe(405);
  });
});

describe("the clock", () => {
  it("is put ahead of the machine's by what was said last", () => {
    const clock = new LocalClock();
    clock.shift(60);
    clock.shift(3600);
    expect((clock.now().getTime() - Date.now()) / 1000).toBeCloseTo(3600, 0);
    clock.shift(0);
    expect((clock.now().getTime() - Date.now()) / 1000).toBeCloseTo(0, 0);
  });

  it("is neither put back nor too far ahead", () => {
    const clock = new LocalClock();
    clock.shift(largestShift);
    for (const seconds of [-1, largestShift + 1, 0.5, Number.NaN]) {
      expect(() => clock.shift(seconds)).toThrow(RangeError);
    }
    expect(clock.shiftSeconds).toBe(largestShift);
  });
});

it("a shifted Date differs from a Date in its present only", () => {
  // The Date of another realm: this process's own stays as it is.
  const Real = runInContext("Date", createContext({})) as DateConstructor;
  const Shifted = shiftedDate(Real, () => 86_400_000);
  expect([Shifted.now(), new Shifted().getTime(), Shifted()]).toEqual([
    86_400_000,
    86_400_000,
    new Real(86_400_000).toString(),
  ]);
  expect(new Shifted(5).getTime()).toBe(5);
  expect(new Shifted(2026, 0, 31).getMonth()).toBe(0);
  expect(Shifted.UTC(1970, 0, 2)).toBe(86_400_000);
  expect(Shifted.parse("1970-01-02")).toBe(86_400_000);
  expect(new Shifted() instanceof Shifted && new Shifted() instanceof Real).toBe(true);
  class Day extends Shifted {
    weekday = this.getUTCDay();
  }
  expect(new Day()).toMatchObject({ weekday: 5 });
  expect(new Day().getTime()).toBe(86_400_000);
});
