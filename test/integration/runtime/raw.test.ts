import { connect } from "node:net";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFixture, type Fixture } from "./support.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

/** Sends bytes as they are, as no client would; gives what came back until the connection ended. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(fixture.portal.origin).port), "127.0.0.1", () =>
      socket.write(text, "latin1"),
    );
    let answer = "";
    socket.setEncoding("latin1").on("data", (part) => (answer += String(part)));
    // A connection the other side resets has said all it will say.
    socket.on("error", () => undefined).on("close", () => resolve(answer));
    socket.setTimeout(3_000, () => socket.destroy());
  });

const request = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, "host: localhost", "connection: close", ...headers, "", ""].join("\r\n");

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const eventIn = (answer: string): APIGatewayProxyEventV2 => {
  const body = /\{.*\}/s.exec(answer)?.[0] ?? "{}";
  return (JSON.parse(body) as { event: APIGatewayProxyEventV2 }).event;
};

describe("cookies", () => {
  it("of several headers reach the function one by one, the same name twice included", async () => {
    const answer = await raw(request("/api/echo/x", "cookie: a=1; b=2", "Cookie: a=3"));
    expect(eventIn(answer).cookies).toEqual(["a=1", "b=2", "a=3"]);
  });

  it("that are longer than the API takes are its 431", async () => {
    const answer = await raw(request("/api/echo/x", `cookie: a=${"x".repeat(10_300)}`));
    expect(statusOf(answer)).toBe(431);
    const shorter = await raw(request("/api/echo/x", `cookie: a=${"x".repeat(9_900)}`));
    expect(eventIn(shorter).cookies).toHaveLength(1);
  });

  it("that are longer than CloudFront takes are its 494", async () => {
    expect(statusOf(await raw(request("/api/echo/x", `cookie: a=${"x".repeat(20_480)}`)))).toBe(494);
    const many = Array.from({ length: 300 }, (_, index) => `cookie: c${index}=${"x".repeat(80)}`);
    expect(statusOf(await raw(request("/api/echo/x", ...many)))).toBe(494);
  });

  it.each(["a=1\rSet-Cookie: b=2", "a=1\0b", "a=\x7f", "a=1\nx more: 1"])(
    "with control characters (%j) are no request",
    async (cookie) => {
      expect(statusOf(await raw(request("/api/echo/x", `cookie: ${cookie}`)))).toBe(400);
    },
  );
});

it.each([
  ["no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ["a header without a colon", "GET / HTTP/1.1\r\nhost localhost\r\n\r\n"],
  ["a folded header", "GET / HTTP/1.1\r\nhost: localhost\r\nx-a: 1\r\n 2\r\nconnection: close\r\n\r\n"],
  ["two lengths", "POST /api/echo/x HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
  [
    "length and chunks",
    "POST /api/echo/x HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
  ],
  ["a broken chunk", "POST /api/echo/x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
  ["no host", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n"],
])("%s is refused", async (_what, text) => {
  expect(statusOf(await raw(text))).toBe(400);
});

it("an address that is too long is CloudFront's 414", async () => {
  expect(statusOf(await raw(request(`/api/echo/x?q=${"a".repeat(8_200)}`)))).toBe(414);
});

it.each([
  "http://elsewhere.example/local/clock",
  "/%E0%A4%A",
  "/api/echo/%",
  "*",
  "//",
  "/api/echo/x?%E0%A4%A=1",
])("the address %s is answered, with nothing broken", async (path) => {
  expect(statusOf(await raw(request(path)))).toBeLessThan(500);
});

it.each(["__proto__: x", "constructor: x", "toString: x", "x-long: " + "y".repeat(9_000)])(
  "the header %s reaches the function and changes nothing else",
  async (header) => {
    const [name = "", value] = header.split(": ");
    const { headers } = eventIn(await raw(request("/api/echo/x", header)));
    expect(Object.entries(headers)).toContainEqual([name.toLowerCase(), value]);
    expect({}).not.toHaveProperty("x");
  },
);

it("a client that goes away in the middle of its body leaves nothing behind", async () => {
  const text =
    "POST /api/echo/x HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 1000\r\n\r\nabc";
  const before = fixture.portal.invocations("echo");
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(fixture.portal.origin).port), "127.0.0.1", () => {
      socket.write(text, () => socket.destroy());
    }).on("close", () => resolve());
  });
  expect(fixture.portal.invocations("echo")).toBe(before);
});

it("after all this, everybody else is served as before", async () => {
  expect((await fixture.call("GET", "/api/echo/x")).status).toBe(200);
  expect((await fetch(`${fixture.portal.origin}/local/clock`)).status).toBe(200);
});
