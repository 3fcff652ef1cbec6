import { asText, isObject, type JsonObject } from "../json.ts";
import { httpUpstream } from "./http-upstream.ts";
import type { Service } from "./operations.ts";
import type { WireRequest } from "./wire.ts";

/** The runtime's own calls to the emulated services, in the name of a function or of the runtime itself. */
export type ServiceCall = (operation: string, input: JsonObject, signal?: AbortSignal) => Promise<JsonObject>;

export class ServiceError extends Error {
  override name = "ServiceError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const targets: Readonly<Partial<Record<Service, { prefix: string; version: string }>>> = {
  dynamodb: { prefix: "DynamoDB_20120810", version: "1.0" },
  sqs: { prefix: "AmazonSQS", version: "1.0" },
};

/** A client of a JSON service behind the gateway. @throws ServiceError (rejects) with the service's error code. */
export const createServiceCall = (
  gateway: string,
  service: "dynamodb" | "sqs",
  accessKeyId: string,
  region: string,
): ServiceCall => {
  const upstream = httpUpstream(gateway);
  const { prefix, version } = targets[service] ?? { prefix: "", version: "1.0" };
  const scope = `${accessKeyId}/20260101/${region}/${service}/aws4_request`;
  return async (operation, input, signal) => {
    const request: WireRequest = {
      method: "POST",
      url: "/",
      headers: {
        "content-type": `application/x-amz-json-${version}`,
        "x-amz-date": "20260101T000000Z",
        "x-amz-target": `${prefix}.${operation}`,
        // The gateway goes by the key alone; there is no secret to prove on loopback.
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=local`,
      },
      body: Buffer.from(JSON.stringify(input)),
    };
    const answer = await upstream(request, signal);
    const text = answer.body.toString("utf8");
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    const body = isObject(parsed) ? parsed : {};
    if (answer.status < 300) return body;
    const code =
      asText(body["__type"] ?? answer.status)
        .split("#")
        .at(-1) ?? "";
    throw new ServiceError(code, asText(body["message"] ?? body["Message"] ?? ""));
  };
};
