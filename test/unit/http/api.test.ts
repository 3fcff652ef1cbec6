import { inOwnName } from "../../../src/domain/acting/party.ts";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { describe, expect, it, vi } from "vitest";
import { CatalogueDamaged, NothingPublished } from "../../../src/app/catalogue/ports.ts";
import { problems } from "../../../src/contract/problem.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { createApi, type Sessions } from "../../../src/http/api.ts";
import { SESSION_COOKIE } from "../../../src/http/cookies.ts";
import type { Endpoint } from "../../../src/http/endpoint.ts";
import { strictHeaders } from "../../../src/http/headers.ts";
import type { LogFields } from "../../../src/http/log.ts";

const ORIGIN = "https://portal.example";
const ORIGIN_KEY = "key-of-this-test";
const CASE_ID = "01KAVS7Z7Q0000000000000000";
const TOKEN = "t".repeat(43);
const account = "ACCOUNT" as AccountId;
const principal = { account, displayName: "Próba Elek", acting: inOwnName(account, "Próba Elek"), level: 2 };

type Checked = Awaited<ReturnType<Sessions["check"]>>;

const saved: Endpoint<"saveAnswers"> = async () =>
  success({ body: { version: 2, savedAt: "2026-11-23T09:00:00Z", secret: "not in the contract" } });

const setup = ({
  session = success(principal),
  answering = saved,
  discarding = async () => success({}),
}: {
  session?: Checked;
  answering?: Endpoint<"saveAnswers">;
  discarding?: Endpoint<"discardDraft">;
} = {}) => {
  const lines: LogFields[] = [];
  const log = (_: string, fields: LogFields): void => void lines.push(fields);
  const check = vi.fn<Sessions["check"]>(async () => session);
  const saveAnswers = vi.fn<Endpoint<"saveAnswers">>(answering);
  const discardDraft = vi.fn<Endpoint<"discardDraft">>(discarding);
  const handler = createApi({
    functionName: "drafts",
    endpoints: { startCase: async () => failure({ code: "not-found" }), saveAnswers, discardDraft },
    sessions: { check },
    origin: ORIGIN,
    originKey: ORIGIN_KEY,
    clock: () => 1_795_424_400,
    logger: { info: log, warn: log, error: log },
  });
  return { handler, check, saveAnswers, discardDraft, lines };
};

const event = (changes: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 =>
  ({
    version: "2.0",
    routeKey: "PUT /api/cases/{caseId}/answers",
    rawPath: `/api/cases/${CASE_ID}/answers`,
    rawQueryString: "",
    cookies: [`${SESSION_COOKIE}=${TOKEN}`],
    headers: {
      "content-type": "application/json",
      "x-requested-with": "portal",
      "x-origin-key": ORIGIN_KEY,
      origin: ORIGIN,
    },
    pathParameters: { caseId: CASE_ID },
    body: JSON.stringify({ version: 1, answers: { subject: "Kérelem" } }),
    isBase64Encoded: false,
    requestContext: { requestId: "request-1" },
    ...changes,
  }) as APIGatewayProxyEventV2;

const without = (name: string): APIGatewayProxyEventV2["headers"] => {
  const { [name]: _, ...headers } = event().headers;
  return headers;
};

const context = { getRemainingTimeInMillis: () => 5_000 } as Context;
const bodyOf = (answer: APIGatewayProxyStructuredResultV2): unknown => JSON.parse(answer.body ?? "null");

/** What the answer to a refused request must be, whole. */
const problem = (code: keyof typeof problems, more: object = {}) => ({
  statusCode: problems[code].status,
  headers: {
    "content-type": "application/problem+json",
    ...(code === "too-busy" && { "retry-after": "2" }),
    ...strictHeaders,
  },
  body: {
    type: `/problems/${code}`,
    title: problems[code].title,
    status: problems[code].status,
    code,
    requestId: "request-1",
    ...more,
  },
});
const parsed = (answer: APIGatewayProxyStructuredResultV2) => ({ ...answer, body: bodyOf(answer) });

const redirecting = (location: string): Endpoint<"discardDraft"> => {
  return async () => success({ location, setCookies: ["a=b"] });
};
const failing = (error: Error): Endpoint<"saveAnswers"> => {
  return async () => {
    throw error;
  };
};

describe("an acceptable request", () => {
  it("reaches its endpoint with everything parsed, and nothing else", async () => {
    const { handler, saveAnswers, check } = setup();
    const answer = await handler(event(), context);
    expect(answer.statusCode).toBe(200);
    expect(check).toHaveBeenCalledExactlyOnceWith(TOKEN, 1_795_424_400, "client");
    expect(saveAnswers).toHaveBeenCalledExactlyOnceWith({
      params: { caseId: CASE_ID },
      query: undefined,
      body: { version: 1, answers: { subject: "Kérelem" } },
      principal,
      cookies: [`${SESSION_COOKIE}=${TOKEN}`],
      now: 1_795_424_400,
      requestId: "request-1",
    });
  });

  it("is answered through the contract's schema, so that no other field leaves", async () => {
    const answer = await setup().handler(event(), context);
    expect(bodyOf(answer)).toEqual({ version: 2, savedAt: "2026-11-23T09:00:00Z" });
    expect(answer.headers).toEqual({ "content-type": "application/json", ...strictHeaders });
  });

  it("may come in base64", async () => {
    const { handler, saveAnswers } = setup();
    const body = Buffer.from(event().body ?? "").toString("base64");
    await handler(event({ body, isBase64Encoded: true }), context);
    expect(saveAnswers.mock.calls[0]?.[0].body).toEqual({ version: 1, answers: { subject: "Kérelem" } });
  });

  it("is answered with 204 and no body where the contract says so", async () => {
    const { body: _, ...bodiless } = event({ routeKey: "DELETE /api/cases/{caseId}" });
    const answer = await setup().handler(bodiless, context);
    expect(answer).toEqual({ statusCode: 204, headers: strictHeaders });
  });

  it("may set cookies and send the browser elsewhere, but not smuggle a header in", async () => {
    const request = { ...event({ routeKey: "DELETE /api/cases/{caseId}" }), body: "" };
    expect(await setup({ discarding: redirecting(`${ORIGIN}/x`) }).handler(request, context)).toMatchObject({
      headers: { location: `${ORIGIN}/x` },
      cookies: ["a=b"],
    });
    expect(
      parsed(await setup({ discarding: redirecting("/x\r\nset-cookie: a=b") }).handler(request, context)),
    ).toEqual(problem("unexpected"));
  });
});

describe("a refusal", () => {
  const refusals: [string, Partial<APIGatewayProxyEventV2>, keyof typeof problems, object?][] = [
    ["of a route the function does not have", { routeKey: "GET /api/elsewhere" }, "not-found"],
    ["of a request past CloudFront", { headers: without("x-origin-key") }, "forbidden-origin"],
    [
      "of a request with a wrong key, whatever it asks for",
      { headers: { ...event().headers, "x-origin-key": "guess" }, routeKey: "GET /api/elsewhere" },
      "forbidden-origin",
    ],
    ["of a request without the custom header", { headers: without("x-requested-with") }, "forbidden-origin"],
    ["of a request from nowhere", { headers: without("origin") }, "forbidden-origin"],
    [
      "of another media type",
      { headers: { ...event().headers, "content-type": "text/plain" } },
      "wrong-media-type",
    ],
    ["of no media type", { headers: without("content-type") }, "wrong-media-type"],
    ["of broken JSON", { body: '{"version":1' }, "invalid-json"],
    ["of an empty body", { body: "" }, "invalid-json"],
    ["of duplicate keys", { body: '{"version":1,"version":2,"answers":{}}' }, "invalid-json"],
    [
      "of bytes that are no UTF-8",
      { body: Buffer.from([0x22, 0xff, 0x22]).toString("base64"), isBase64Encoded: true },
      "invalid-json",
    ],
    [
      "of a body over 1 MB",
      { body: JSON.stringify({ version: 1, answers: { a: "x".repeat(1024 * 1024) } }) },
      "body-too-large",
    ],
    [
      "of a path that cannot be of an existing thing",
      { pathParameters: { caseId: "../secrets" } },
      "not-found",
    ],
    [
      "of a query where there is none",
      { rawQueryString: "debug=1", queryStringParameters: { debug: "1" } },
      "bad-request",
    ],
    [
      "of fields, naming but not quoting them",
      { body: '{"version":"1","extra":"secret"}' },
      "invalid-fields",
      {
        errors: [
          { field: "version", code: "wrong-type" },
          { field: "answers", code: "required" },
          { field: "extra", code: "unknown-field" },
        ],
      },
    ],
  ];

  it.each(refusals)("%s reaches no endpoint", async (_, changes, code, more) => {
    const { handler, saveAnswers } = setup();
    expect(parsed(await handler(event(changes), context))).toEqual(problem(code, more));
    expect(saveAnswers).not.toHaveBeenCalled();
  });

  it.each(["session-missing", "session-lapsed", "session-ended", "mandate-revoked", "too-busy"] as const)(
    "of the session check (%s) comes before the body is looked at",
    async (code) => {
      const { handler, saveAnswers } = setup({ session: failure({ code }) });
      expect(parsed(await handler(event({ body: "{" }), context))).toEqual(problem(code));
      expect(saveAnswers).not.toHaveBeenCalled();
    },
  );

  it("of a forged request comes before the session is touched", async () => {
    const { handler, check } = setup();
    await handler(event({ headers: without("x-requested-with") }), context);
    expect(check).not.toHaveBeenCalled();
  });

  it("of a body where there is none to be", async () => {
    const { handler, discardDraft } = setup();
    const request = event({ routeKey: "DELETE /api/cases/{caseId}", body: "{}" });
    expect(parsed(await handler(request, context))).toEqual(problem("bad-request"));
    expect(discardDraft).not.toHaveBeenCalled();
  });

  it("of an endpoint becomes its problem, with the fields it names", async () => {
    const errors = [{ field: "subject", code: "required" as const }];
    const answering: Endpoint<"saveAnswers"> = async () => failure({ code: "invalid-fields", errors });
    expect(parsed(await setup({ answering }).handler(event(), context))).toEqual(
      problem("invalid-fields", { errors }),
    );
  });

  it("for being too busy says when to come back", async () => {
    const { handler, saveAnswers } = setup();
    saveAnswers.mockResolvedValue(failure({ code: "too-busy", retryAfter: 7 }));
    const answer = await handler(event(), context);
    expect(answer.headers).toMatchObject({ "retry-after": "7" });
  });
});

describe("an unexpected error", () => {
  it("is opaque, and its message stays out of the log", async () => {
    const { handler, lines } = setup({ answering: failing(new Error("Kovács János 1980")) });
    const answer = await handler(event(), context);
    expect(parsed(answer)).toEqual(problem("unexpected"));
    expect(JSON.stringify(lines)).not.toContain("Kovács");
    expect(lines).toMatchObject([{ requestId: "request-1", code: "unexpected", error: "Error" }]);
  });

  it("of an answer that breaks the contract is one of ours", async () => {
    const { handler, saveAnswers } = setup();
    saveAnswers.mockResolvedValue(success({ body: { version: "2" } }));
    expect(parsed(await handler(event(), context))).toEqual(problem("unexpected"));
  });

  it("of a throttled store asks to come back: neither logged out nor let in", async () => {
    const { handler, check, saveAnswers } = setup();
    check.mockRejectedValue(Object.assign(new Error("x"), { name: "ThrottlingException" }));
    const answer = await handler(event(), context);
    expect(parsed(answer)).toEqual(problem("too-busy"));
    expect(saveAnswers).not.toHaveBeenCalled();
  });

  it("of a region in which nothing is published yet says so, with 503", async () => {
    const { handler, saveAnswers } = setup();
    saveAnswers.mockRejectedValue(new NothingPublished());
    const answer = await handler(event(), context);
    expect(answer).toMatchObject({ statusCode: 503 });
    expect(parsed(answer)).toEqual(problem("nothing-published"));
  });

  it("of a damaged settlement, office or form says so, with 503, and logs which object", async () => {
    for (const key of ["catalogue/settlement.a.json", "catalogue/office.a.json", "catalogue/form.a.json"]) {
      const { handler, lines } = setup({ answering: failing(new CatalogueDamaged(key)) });
      const answer = await handler(event(), context);
      expect(answer).toMatchObject({ statusCode: 503 });
      expect(parsed(answer)).toEqual(problem("catalogue-damaged"));
      expect(lines).toMatchObject([{ code: "catalogue-damaged", error: "CatalogueDamaged", object: key }]);
    }
  });

  it("of a damaged list, which is everybody's, is one of ours", async () => {
    for (const key of ["catalogue/versions.a.json", "catalogue/forms.a.json", "catalogue/current.json"]) {
      const { handler, lines } = setup({ answering: failing(new CatalogueDamaged(key)) });
      expect(parsed(await handler(event(), context))).toEqual(problem("unexpected"));
      expect(lines).toMatchObject([{ object: key }]);
    }
  });

  it("of time running out is answered before the function is killed", async () => {
    const { handler } = setup({ answering: () => new Promise<never>(() => {}) });
    const nearlyOver = { getRemainingTimeInMillis: () => 260 } as Context;
    expect(parsed(await handler(event(), nearlyOver))).toEqual(problem("too-busy"));
  });
});
