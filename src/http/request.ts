import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as v from "valibot";
import type { RouteContract } from "../contract/api.ts";
import type { FieldError } from "../domain/form/definition.ts";
import { failure, type Result, success } from "../domain/result.ts";
import type { EndpointFailure } from "./endpoint.ts";
import { isFormMediaType, isJsonMediaType } from "./headers.ts";
import { parseJson } from "./json.ts";

const MAX_BODY_BYTES = 1024 * 1024;

export interface RequestInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

type Read<T> = Result<T, EndpointFailure>;

const codeByIssue: Readonly<Record<string, FieldError["code"]>> = {
  max_length: "too-long",
  min_length: "too-short",
  regex: "pattern",
  picklist: "not-an-option",
};

const fieldErrorOf = (issue: v.BaseIssue<unknown>): FieldError => {
  const field = v.getDotPath(issue) ?? "";
  if (issue.expected === "never") return { field, code: "unknown-field" };
  if (issue.received === "undefined") return { field, code: "required" };
  return { field, code: codeByIssue[issue.type] ?? "wrong-type" };
};

const readPart = (
  schema: v.GenericSchema | undefined,
  value: unknown,
  refusal: EndpointFailure["code"],
): Read<unknown> => {
  if (!schema) return success(undefined);
  const parsed = v.safeParse(schema, value);
  return parsed.success ? success(parsed.output) : failure({ code: refusal });
};

const bodyBytes = (event: APIGatewayProxyEventV2): Uint8Array =>
  Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");

const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Whatever is wrong with a form is one answer, 400: machines send it, and OpenID Connect asks for that status. */
const readForm = (
  schema: v.GenericSchema,
  event: APIGatewayProxyEventV2,
  bytes: Uint8Array,
): Read<unknown> => {
  const text = isFormMediaType(event.headers["content-type"]) ? decodeUtf8(bytes) : undefined;
  if (text === undefined) return failure({ code: "bad-request", reason: "not-a-form" });
  const form = new URLSearchParams(text);
  const fields = [...new Set(form.keys())].map((name) => {
    const values = form.getAll(name);
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  return readPart(schema, Object.fromEntries(fields), "bad-request");
};

const readBody = (
  { body: schema, encoding }: RouteContract,
  event: APIGatewayProxyEventV2,
): Read<unknown> => {
  const bytes = bodyBytes(event);
  if (bytes.length > MAX_BODY_BYTES) return failure({ code: "body-too-large" });
  if (!schema) return bytes.length === 0 ? success(undefined) : failure({ code: "bad-request" });
  if (encoding === "form") return readForm(schema, event, bytes);
  if (!isJsonMediaType(event.headers["content-type"])) return failure({ code: "wrong-media-type" });
  const text = decodeUtf8(bytes);
  const json = text === undefined ? failure({ code: "invalid-json" as const }) : parseJson(text);
  if (!json.ok) return json;
  const parsed = v.safeParse(schema, json.value);
  if (parsed.success) return success(parsed.output);
  return failure({ code: "invalid-fields", errors: parsed.issues.map(fieldErrorOf) });
};

/**
 * Reads path, query and body against the route's contract. A path that cannot be of an existing thing is
 * `not-found`, as a well-formed unknown one is; errors of the body name the fields but never quote them.
 */
export const readInput = (contract: RouteContract, event: APIGatewayProxyEventV2): Read<RequestInput> => {
  const body = readBody(contract, event);
  if (!body.ok) return body;
  const params = readPart(contract.params, event.pathParameters ?? {}, "not-found");
  if (!params.ok) return params;
  if (!contract.query && event.rawQueryString) return failure({ code: "bad-request" });
  const query = readPart(contract.query, event.queryStringParameters ?? {}, "bad-request");
  if (!query.ok) return query;
  return success({ params: params.value, query: query.value, body: body.value });
};
