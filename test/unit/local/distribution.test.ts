import { describe, expect, it } from "vitest";
import type { Deployment, Resource } from "../../../local/assembly/deployment.ts";
import { createEdgeFunction, onViewerRequest } from "../../../local/distribution/edge-function.ts";
import { forward, planForwarding } from "../../../local/distribution/forwarding.ts";
import type { ViewerRequest } from "../../../local/distribution/message.ts";
import {
  applyResponseHeaders,
  parseResponseHeadersPolicy,
} from "../../../local/distribution/response-headers.ts";
import { StartFailure } from "../../../local/failure.ts";
import type { JsonObject } from "../../../local/json.ts";

const resource = (properties: JsonObject, logicalId = "Thing"): Resource => ({
  stack: "S",
  logicalId,
  construct: logicalId,
  type: "T",
  name: logicalId,
  ref: logicalId,
  attributes: {},
  properties,
});

const viewer = (change: Partial<ViewerRequest> = {}): ViewerRequest => ({
  method: "GET",
  path: "/page",
  query: "a=1&b=2",
  headers: [
    ["host", "localhost:8080"],
    ["cookie", "one=1; two=2"],
    ["user-agent", "tester"],
    ["accept-language", "hu"],
    ["content-type", "text/plain"],
  ],
  body: Buffer.alloc(0),
  bodyTooLarge: false,
  ip: "127.0.0.1",
  ...change,
});

const deployment = (...resources: Resource[]): Deployment => ({
  place: { account: "0", region: "eu-central-1", gateway: "http://127.0.0.1:1" },
  resources,
  ofType: () => [],
  find: (reference) => resources.find(({ ref }) => ref === reference),
  asset: () => "",
});

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewerExceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

describe("what goes on to an origin", () => {
  it("is next to nothing without an origin request policy", () => {
    const forwarding = planForwarding(deployment(), { CachePolicyId: cachingDisabled });
    const { headers, query } = forward(viewer(), forwarding, "origin.example");
    expect(query).toBe("");
    expect(Object.fromEntries(headers)).toEqual({
      "content-type": "text/plain",
      host: "origin.example",
      "user-agent": "Amazon CloudFront",
      "x-forwarded-for": "127.0.0.1",
      via: expect.stringContaining("CloudFront") as string,
    });
  });

  it("is everything but the host with AllViewerExceptHostHeader", () => {
    const behavior = { CachePolicyId: cachingDisabled, OriginRequestPolicyId: allViewerExceptHost };
    const { headers, query } = forward(viewer(), planForwarding(deployment(), behavior), "origin.example");
    expect(query).toBe("a=1&b=2");
    expect(Object.fromEntries(headers)).toMatchObject({
      host: "origin.example",
      cookie: "one=1; two=2",
      "user-agent": "tester",
      "accept-language": "hu",
    });
  });

  it("is what a policy of the template lists", () => {
    const policy = resource({
      OriginRequestPolicyConfig: {
        HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["Accept-Language"] },
        CookiesConfig: { CookieBehavior: "whitelist", Cookies: ["two"] },
        QueryStringsConfig: { QueryStringBehavior: "allExcept", QueryStrings: ["a"] },
      },
    });
    const forwarding = planForwarding(deployment(policy), { OriginRequestPolicyId: "Thing" });
    const { headers, query } = forward(viewer(), forwarding, "origin.example");
    expect(query).toBe("b=2");
    expect(Object.fromEntries(headers)).toMatchObject({ cookie: "two=2", "accept-language": "hu" });
  });

  it("cannot be said for an unknown policy", () => {
    expect(() => planForwarding(deployment(), { CachePolicyId: "unknown" })).toThrow(StartFailure);
  });
});

const run = (FunctionCode: string, request = viewer()) =>
  onViewerRequest(createEdgeFunction(resource({ FunctionCode })), request);

describe("CloudFront function", () => {
  it("changes the request", async () => {
    const code = `function handler(event) {
      const request = event.request;
      request.uri = "/index.html";
      request.headers["x-lang"] = { value: request.cookies.two.value };
      return request;
    }`;
    const result = await run(code);
    expect(result).toMatchObject({ request: { path: "/index.html", query: "a=1&b=2" } });
    const { headers } = (result as { request: ViewerRequest }).request;
    expect(Object.fromEntries(headers)).toMatchObject({ "x-lang": "2", cookie: "one=1; two=2" });
  });

  it("sees names as they are, however often and however odd", async () => {
    const code = `function handler({ request }) {
      request.headers.seen = { value: JSON.stringify(Object.keys(request.cookies)) };
      return request;
    }`;
    const cookies: [string, string][] = [
      ["cookie", "__Host-a=1; __proto__=2"],
      ["cookie", "__Host-a=3"],
      ["__proto__", "x"],
    ];
    const result = await run(code, viewer({ headers: cookies }));
    const { headers } = (result as { request: ViewerRequest }).request;
    expect(Object.fromEntries(headers)).toMatchObject({
      seen: '["__Host-a","__proto__"]',
      cookie: "__Host-a=1; __Host-a=3; __proto__=2",
    });
    expect({}).not.toHaveProperty("multiValue");
  });

  it("answers itself, asynchronously if it likes", async () => {
    const code = `async function handler() {
      return { statusCode: 302, headers: { location: { value: "/login" } }, cookies: { a: { value: "1", attributes: "Secure" } } };
    }`;
    expect(await run(code)).toEqual({
      answer: {
        status: 302,
        headers: [
          ["location", "/login"],
          ["set-cookie", "a=1; Secure"],
        ],
        body: Buffer.alloc(0),
      },
    });
  });

  it("has no access to this process", async () => {
    await expect(run("function handler() { return { statusCode: process.pid }; }")).rejects.toThrow(
      /process/,
    );
  });

  it("is stopped when it does not end", async () => {
    await expect(run("function handler() { for (;;) {} }")).rejects.toThrow(/timed out/);
  });
});

describe("response headers policy", () => {
  const policy = parseResponseHeadersPolicy(
    resource({
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
          ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: false },
        },
        CustomHeadersConfig: { Items: [{ Header: "X-Own", Value: "policy", Override: true }] },
        RemoveHeadersConfig: { Items: [{ Header: "Server" }] },
      },
    }),
  );

  it("adds, overrides where told to, and removes", () => {
    const headers = applyResponseHeaders(policy, [
      ["server", "origin"],
      ["x-own", "origin"],
      ["referrer-policy", "origin"],
    ]);
    expect(Object.fromEntries(headers)).toEqual({
      "strict-transport-security": "max-age=60; includeSubDomains",
      "referrer-policy": "origin",
      "x-own": "policy",
    });
  });
});
