import { asText, isObject, type Json } from "../json.ts";

export interface HttpAnswer {
  status: number;
  /** Lower-case names; `set-cookie` may come more than once. */
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer;
}

/** An answer API Gateway gives itself. */
export const gatewayAnswer = (status: number, message: string): HttpAnswer => ({
  status,
  headers: [["content-type", "application/json"]],
  body: Buffer.from(JSON.stringify({ message })),
});

export const internalServerError = gatewayAnswer(500, "Internal Server Error");

/**
 * What the client gets for a function's result in payload format 2.0: a full response when it has a status code,
 * else 200 with the result itself as JSON. A result that is neither gives API Gateway's own 500.
 */
export const fromResult = (payload: string): HttpAnswer => {
  const result = JSON.parse(payload) as Json;
  if (!isObject(result) || !("statusCode" in result)) {
    const body = typeof result === "string" ? result : payload;
    return { status: 200, headers: [["content-type", "application/json"]], body: Buffer.from(body) };
  }
  const status = Number(result["statusCode"]);
  const body = result["body"];
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalServerError;
  if (body !== undefined && body !== null && typeof body !== "string") return internalServerError;
  const encoding = result["isBase64Encoded"] === true ? "base64" : "utf8";
  return { status, headers: resultHeaders(result), body: Buffer.from(body ?? "", encoding) };
};

const resultHeaders = (result: { readonly [key: string]: Json }): [string, string][] => {
  const headers = Object.entries(isObject(result["headers"]) ? result["headers"] : {}).map(
    ([name, value]): [string, string] => [name.toLowerCase(), asText(value)],
  );
  const cookies = Array.isArray(result["cookies"]) ? (result["cookies"] as readonly Json[]) : [];
  const typed = headers.some(([name]) => name === "content-type");
  return [
    ...headers,
    ...(typed ? [] : [["content-type", "text/plain;charset=UTF-8"] as [string, string]]),
    ...cookies.map((cookie): [string, string] => ["set-cookie", asText(cookie)]),
  ];
};
