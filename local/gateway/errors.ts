import { randomUUID } from "node:crypto";
import type { Service } from "./operations.ts";
import { jsonAnswer, type WireResponse } from "./wire.ts";

const escapeXml = (text: string): string =>
  text.replaceAll(/[<>&"]/g, (character) => `&#${character.codePointAt(0)};`);

const s3Error = (status: number, code: string, message: string): WireResponse => ({
  status,
  headers: { "content-type": "application/xml" },
  body: Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(code)}</Code>` +
      `<Message>${escapeXml(message)}</Message><RequestId>${randomUUID()}</RequestId></Error>`,
  ),
});

/** An error in the shape the service's SDK client understands. */
export const serviceError = (
  service: Service,
  status: number,
  code: string,
  message: string,
  details: object = {},
): WireResponse => {
  if (service === "s3") return s3Error(status, code, message);
  // A REST service names the error in a header.
  if (service === "ses") {
    return jsonAnswer(status, { message }, { "content-type": "application/json", "x-amzn-errortype": code });
  }
  const prefix = {
    dynamodb: "com.amazonaws.dynamodb.v20120810",
    sqs: "com.amazonaws.sqs",
    secretsmanager: "",
  }[service];
  const body = { __type: prefix ? `${prefix}#${code}` : code, message, ...details };
  // SQS clients take the error's name from this header, a relic of its older protocol.
  return jsonAnswer(status, body, service === "sqs" ? { "x-amzn-query-error": `${code};Sender` } : {});
};

/** What the service answers when the role's policies do not allow the action. */
export const accessDenied = (
  service: Service,
  caller: string,
  action: string,
  resource: string,
): WireResponse => {
  if (service === "s3") return serviceError("s3", 403, "AccessDenied", "Access Denied");
  const message =
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ` +
    `because no identity-based policy allows the ${action} action`;
  return serviceError(
    service,
    service === "sqs" || service === "ses" ? 403 : 400,
    "AccessDeniedException",
    message,
  );
};
