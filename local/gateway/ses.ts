import type { Place } from "../assembly/attributes.ts";
import { asText, type JsonObject } from "../json.ts";
import { bareAddress, identityOf, type SenderIdentity } from "../mail/identities.ts";
import type { Permission } from "./iam.ts";
import { parseObject, type Operation } from "./operations.ts";
import type { WireRequest } from "./wire.ts";

const sendAction = "ses:SendEmail";

/**
 * Which operation of SES (API version 2) a request is, and what it needs: the identity it is sent under and the
 * configuration set that belongs to it. Undefined: not one that is offered locally.
 * Source: SES developer guide, "Sending authorization"; service authorization reference, "Amazon SES".
 */
export const sesOperation = (
  request: WireRequest,
  identities: readonly SenderIdentity[],
  place: Place,
): Operation | undefined => {
  const input = parseObject(request.body);
  const { pathname } = new URL(request.url, "http://ses.local");
  if (request.method !== "POST" || pathname !== "/v2/email/outbound-emails" || !input) return undefined;
  return { name: "SendEmail", needs: sendNeeds(input, identities, place), input };
};

const sendNeeds = (
  input: JsonObject,
  identities: readonly SenderIdentity[],
  { region, account }: Place,
): Permission[] => {
  const arn = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;
  const from = asText(input["FromEmailAddress"]);
  const identity = identityOf(identities, from);
  const chosen = asText(input["ConfigurationSetName"]);
  const set = chosen === "" ? identity?.configurationSetArn : arn(`configuration-set/${chosen}`);
  return [identity?.arn ?? arn(`identity/${bareAddress(from)}`), ...(set === undefined ? [] : [set])].map(
    (resource) => ({ action: sendAction, resource }),
  );
};
