import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createDocumentEndpoints } from "../../../functions/documents/handler.ts";
import { submitCase } from "../../../src/app/cases/submit-case.ts";
import type { PrintedDocument } from "../../../src/app/documents/printed-document.ts";
import type { Actor } from "../../../src/domain/acting/actor.ts";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import type { PartyId } from "../../../src/domain/ids.ts";
import { success } from "../../../src/domain/result.ts";
import { createApi } from "../../../src/http/api.ts";
import { strictHeaders } from "../../../src/http/headers.ts";
import { setup as setupCases } from "../cases/fakes.ts";
import { annaActs, answers, attachment, belaActs, caseId, draft, now, submitter } from "../cases/fixtures.ts";

const NUMBER = "123456789202611231018080001";
const FILE = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff]);
const context = { getRemainingTimeInMillis: () => 5_000 } as Context;

const setup = async ({ actor = annaActs, isDraft = false }: { actor?: Actor; isDraft?: boolean } = {}) => {
  const file = attachment({ state: "verified", fileName: "Építési terv.pdf" });
  const world = setupCases({ record: draft(), answers, attachments: [file] });
  if (!isDraft) {
    const submitted = await submitCase(world, { caseId: caseId(), actor: annaActs, version: 0, now });
    expect(submitted).toMatchObject({ ok: true, value: { submissionNumber: NUMBER } });
  }
  const rendered: PrintedDocument[] = [];
  const render = async (document: PrintedDocument): Promise<Uint8Array> => {
    rendered.push(document);
    return FILE;
  };
  const handler = createApi({
    functionName: "documents",
    endpoints: createDocumentEndpoints({
      ...world,
      // Later documents: test/integration/cases/case-work.test.ts.
      store: { find: async () => undefined },
      seals: world.cases,
      render,
    }),
    sessions: { check: async () => success(actor) },
    origin: "https://portal.example",
    originKey: "key",
    clock: () => now,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const read = (document: string, query: Record<string, string> = {}, id: string = caseId()) =>
    handler(
      {
        version: "2.0",
        routeKey: `GET /api/cases/{caseId}/documents/${document}`,
        rawQueryString: new URLSearchParams(query).toString(),
        queryStringParameters: query,
        headers: { "x-origin-key": "key" },
        pathParameters: { caseId: id },
        isBase64Encoded: false,
        requestContext: { requestId: "request-1" },
      } as unknown as APIGatewayProxyEventV2,
      context,
    );
  return { world, read, rendered };
};

const bodyOf = ({ body }: APIGatewayProxyStructuredResultV2) =>
  JSON.parse(body ?? "null") as Record<string, unknown>;

describe("the form and the receipt", () => {
  it.each([
    ["form", {}, `urlap-${NUMBER}.pdf`, "hu"],
    ["form", { language: "en" }, `form-${NUMBER}.pdf`, "en"],
    ["receipt", { language: "hu" }, `feladasi-igazolas-${NUMBER}.pdf`, "hu"],
    ["receipt", { language: "en" }, `submission-receipt-${NUMBER}.pdf`, "en"],
  ])("come as files to save, with all strict headers: %s %j", async (kind, query, fileName, language) => {
    const { read, rendered } = await setup();
    const answer = await read(kind, query);
    expect(answer).toEqual({
      statusCode: 200,
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="${fileName}"`,
        ...strictHeaders,
      },
      body: Buffer.from(FILE).toString("base64"),
      isBase64Encoded: true,
    });
    expect(rendered).toMatchObject([{ language, createdAt: now }]);
  });

  it.each([{ language: "xx" }, { language: "" }])("come in no other language: %j", async (query) => {
    const { read } = await setup();
    expect((await read("form", query)).statusCode).toBe(400);
  });
});

describe("the package", () => {
  it("is what was sealed; anybody can compute the seal from it", async () => {
    const { read, world } = await setup();
    const answer = await read("package");
    expect(answer.headers).toEqual({
      "content-type": "application/json",
      "content-disposition": `attachment; filename="${NUMBER}.json"`,
      ...strictHeaders,
    });
    const { seal, content, ...others } = bodyOf(answer);
    const hash = createHash("sha256").update(canonicalJson(content), "utf8").digest("hex");
    expect(seal).toEqual({ algorithm: "SHA-256", canonicalization: "RFC 8785", value: hash });
    expect(hash).toBe(world.cases.seals.get(NUMBER));
    expect(content).toMatchObject({
      answers,
      submitter: { name: "Minta Anna" },
      attachments: [{ fileName: "Építési terv.pdf", sha256: "ab".repeat(32) }],
    });
    expect(others).toEqual({});
  });

  it("carries the numbers the office gave since, outside of the seal", async () => {
    const { read, world } = await setup();
    const before = bodyOf(await read("package"));
    const dossier = world.cases.dossiers.get(caseId());
    if (!dossier) throw new Error("gone");
    const arrival = { number: "E-KOPH/1/2026", at: now + 5 };
    world.cases.dossiers.set(caseId(), {
      ...dossier,
      record: { ...dossier.record, state: "received", arrival },
    });
    expect(bodyOf(await read("package"))).toEqual({
      ...before,
      arrival: { number: "E-KOPH/1/2026", at: "2026-11-23T09:18:13Z" },
    });
  });

  it("is sealed when first asked for, if the case was submitted before there were seals", async () => {
    const { read, world } = await setup();
    const before = bodyOf(await read("package"));
    world.cases.seals.clear();
    expect(bodyOf(await read("package"))).toEqual(before);
  });
});

describe.each(["form", "receipt", "package"])("%s", (kind) => {
  const refusal = async (...how: Parameters<typeof setup>) => {
    const { read, rendered } = await setup(...how);
    const answer = await read(kind);
    expect(rendered).toEqual([]);
    return [answer.statusCode, bodyOf(answer)["code"]];
  };

  it("is there for submitted cases only", async () => {
    expect(await refusal({ isDraft: true })).toEqual([404, "not-found"]);
  });

  it("is nobody else's, and there is none of a case that is not there", async () => {
    expect(await refusal({ actor: belaActs })).toEqual([404, "not-found"]);
    const { read } = await setup();
    expect((await read(kind, {}, caseId(7))).statusCode).toBe(404);
    expect((await read(kind, {}, "../etc/passwd")).statusCode).toBe(404);
  });

  it("is not for those who act on an uploaded document: they may not look into cases", async () => {
    const party = { kind: "natural-person", id: "person-X" as PartyId, name: "Képviselt Kata" } as const;
    const actor: Actor = { ...annaActs, acting: { party, basis: { kind: "document" } } };
    const { read, world, rendered } = await setup({ actor });
    const dossier = world.cases.dossiers.get(caseId());
    if (!dossier) throw new Error("gone");
    const acting = { ...dossier.acting, party, basis: { kind: "document" } as const };
    const record = { ...dossier.record, owner: party.id };
    world.cases.dossiers.set(caseId(), { ...dossier, acting, record });
    const answer = await read(kind);
    expect([answer.statusCode, bodyOf(answer)["code"]]).toEqual([403, "cannot-query"]);
    expect(rendered).toEqual([]);
  });

  it.each([
    ["an answer", { answers: { ...answers, letter: "Más" } }],
    ["a file", { attachments: [] }],
    ["who signed", { submitter: { ...submitter, name: "Más" } }],
  ])("is not given out when %s is not what was sealed", async (_, changes) => {
    const { read, world, rendered } = await setup();
    const dossier = world.cases.dossiers.get(caseId());
    if (!dossier) throw new Error("gone");
    world.cases.dossiers.set(caseId(), { ...dossier, ...changes });
    const answer = await read(kind);
    expect([answer.statusCode, bodyOf(answer)["code"]]).toEqual([500, "unexpected"]);
    expect(rendered).toEqual([]);
  });
});
