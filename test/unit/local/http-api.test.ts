import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromResult } from "../../../local/http-api/answer.ts";
import { type ApiRequest, isTextType, toEvent } from "../../../local/http-api/event.ts";
import { createRouter } from "../../../local/http-api/router.ts";

const request = (change: Partial<ApiRequest> = {}): ApiRequest => ({
  method: "GET",
  path: "/",
  query: "",
  headers: [],
  body: Buffer.alloc(0),
  sourceIp: "127.0.0.1",
  ...change,
});

const event = (change: Partial<ApiRequest> = {}, pathParameters = {}) =>
  toEvent(
    request(change),
    { routeKey: "GET /", pathParameters },
    { apiId: "api", accountId: "0", domainName: "api.example", stage: "$default" },
    "request-id",
    new Date("2026-03-12T19:03:58.390Z"),
  );

describe("event of payload format 2.0", () => {
  it("joins repeated headers with commas and takes the cookies out", () => {
    const { headers, cookies } = event({
      headers: [
        ["accept", "a"],
        ["cookie", "one=1; two=2"],
        ["accept", "b"],
        ["cookie", "three=3"],
      ],
    });
    expect(headers).toMatchObject({ accept: "a,b" });
    expect(headers).not.toHaveProperty("cookie");
    expect(cookies).toEqual(["one=1", "two=2", "three=3"]);
  });

  it("leaves out what the request does not have", () => {
    const made = event();
    for (const name of ["cookies", "queryStringParameters", "pathParameters", "body"]) {
      expect(made).not.toHaveProperty(name);
    }
    expect(made.isBase64Encoded).toBe(false);
  });

  it("keeps the query as sent and gives its parameters decoded and joined", () => {
    const { rawQueryString, queryStringParameters } = event({ query: "a=1&b=%C3%A1+x&a=2&c" });
    expect(rawQueryString).toBe("a=1&b=%C3%A1+x&a=2&c");
    expect(queryStringParameters).toEqual({ a: "1,2", b: "á x", c: "" });
  });

  it("gives path and path parameters decoded", () => {
    const made = event({ path: "/k%C3%B3ph%C3%A1za" }, { name: "kópháza" });
    expect(made.rawPath).toBe("/kópháza");
    expect(made.requestContext.http.path).toBe("/kópháza");
    expect(made.pathParameters).toEqual({ name: "kópháza" });
  });

  it("tells the time as an access log does, and as epoch milliseconds", () => {
    expect(event().requestContext).toMatchObject({
      time: "12/Mar/2026:19:03:58 +0000",
      timeEpoch: 1773342238390,
      requestId: "request-id",
    });
  });

  it.each([
    ["application/json", true],
    ["application/json; charset=utf-8", true],
    ["application/problem+json", true],
    ["text/csv", true],
    ["application/x-www-form-urlencoded", false],
    ["multipart/form-data; boundary=x", false],
    ["application/octet-stream", false],
  ])("hands over a %s body as text: %s", (contentType, text) => {
    expect(isTextType(contentType)).toBe(text);
  });

  it("loses no byte of any body", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const made = event({ body: Buffer.from(bytes), headers: [["content-type", "application/pdf"]] });
        expect(made.isBase64Encoded).toBe(true);
        expect(new Uint8Array(Buffer.from(made.body ?? "", "base64"))).toEqual(bytes);
      }),
      { seed: 2 },
    );
  });
});

const answer = (result: unknown) => {
  const { status, headers, body } = fromResult(JSON.stringify(result));
  return { status, headers, body: body.toString() };
};

describe("answer from a function's result", () => {
  it("takes a result without a status code as the body", () => {
    expect(answer({ a: 1 })).toEqual({
      status: 200,
      headers: [["content-type", "application/json"]],
      body: '{"a":1}',
    });
    expect(answer("text").body).toBe("text");
  });

  it("gives each cookie a header of its own", () => {
    const { headers } = answer({
      statusCode: 204,
      cookies: ["a=1", "b=2"],
      headers: { "Content-Type": "x/y" },
    });
    expect(headers).toEqual([
      ["content-type", "x/y"],
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ]);
  });

  it.each([[{ statusCode: "high" }], [{ statusCode: 99 }], [{ statusCode: 200, body: { not: "text" } }]])(
    "is an internal error for %o",
    (result) => {
      expect(answer(result)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
    },
  );
});

describe("router", () => {
  const route = createRouter(
    ["GET /a", "GET /a/{id}", "ANY /a/{id}", "GET /a/{id}/b", "GET /a/fixed", "ANY /a/{rest+}", "GET /"].map(
      (routeKey) => ({ routeKey, target: routeKey }),
    ),
  );

  it.each([
    ["GET", "/a", "GET /a", {}],
    ["GET", "/a/", "GET /a", {}],
    ["GET", "/a/1", "GET /a/{id}", { id: "1" }],
    ["PUT", "/a/1", "ANY /a/{id}", { id: "1" }],
    ["GET", "/a/fixed", "GET /a/fixed", {}],
    ["GET", "/a/1/b", "GET /a/{id}/b", { id: "1" }],
    ["GET", "/a/1/b/c", "ANY /a/{rest+}", { rest: "1/b/c" }],
    ["GET", "/", "GET /", {}],
  ])("%s %s goes to %s", (method, path, routeKey, pathParameters) => {
    expect(route(method, path)).toEqual({ routeKey, target: routeKey, pathParameters });
  });

  it("has no route for what nothing matches", () => {
    expect(route("GET", "/b")).toBeUndefined();
    expect(route("POST", "/a")).toBeUndefined();
  });

  it("gives the rest to $default", () => {
    const withDefault = createRouter([{ routeKey: "$default", target: 1 }]);
    expect(withDefault("GET", "/anything")).toEqual({ routeKey: "$default", target: 1, pathParameters: {} });
  });
});
