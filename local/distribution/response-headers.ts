import type { Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { asText, asList, isObject, type JsonObject } from "../json.ts";
import { withHeader, type Header } from "./message.ts";

interface PolicyHeader {
  name: string;
  value: string;
  /** Also when the origin sent one itself. */
  override: boolean;
}

export interface ResponseHeadersPolicy {
  removed: readonly string[];
  headers: readonly PolicyHeader[];
}

type Describe = (settings: JsonObject) => { name: string; value: string };

/** Source: CloudFront API reference, ResponseHeadersPolicySecurityHeadersConfig. */
const securityHeaders: Readonly<Record<string, Describe>> = {
  ContentSecurityPolicy: (settings) => ({
    name: "content-security-policy",
    value: asText(settings["ContentSecurityPolicy"]),
  }),
  ContentTypeOptions: () => ({ name: "x-content-type-options", value: "nosniff" }),
  FrameOptions: (settings) => ({ name: "x-frame-options", value: asText(settings["FrameOption"]) }),
  ReferrerPolicy: (settings) => ({ name: "referrer-policy", value: asText(settings["ReferrerPolicy"]) }),
  StrictTransportSecurity: (settings) => ({
    name: "strict-transport-security",
    value:
      `max-age=${asText(settings["AccessControlMaxAgeSec"])}` +
      (settings["IncludeSubdomains"] === true ? "; includeSubDomains" : "") +
      (settings["Preload"] === true ? "; preload" : ""),
  }),
  XSSProtection: (settings) => ({
    name: "x-xss-protection",
    value: settings["Protection"] === true ? `1${settings["ModeBlock"] === true ? "; mode=block" : ""}` : "0",
  }),
};

const objectAt = (value: JsonObject, key: string): JsonObject => {
  const found = value[key];
  return isObject(found) ? found : {};
};

export const parseResponseHeadersPolicy = (resource: Resource): ResponseHeadersPolicy => {
  const config = objectAt(resource.properties, "ResponseHeadersPolicyConfig");
  if ("CorsConfig" in config) {
    throw new StartFailure(
      `${resource.logicalId} sets CORS headers at CloudFront, which does not run locally.`,
    );
  }
  const security = Object.entries(objectAt(config, "SecurityHeadersConfig")).map(([kind, settings]) => {
    const describe = securityHeaders[kind];
    if (!describe || !isObject(settings)) {
      throw new StartFailure(`${resource.logicalId} sets ${kind}, which the local runtime does not know.`);
    }
    return { ...describe(settings), override: settings["Override"] === true };
  });
  const custom = (asList(objectAt(config, "CustomHeadersConfig")["Items"]) as readonly JsonObject[]).map(
    (item) => ({
      name: asText(item["Header"]).toLowerCase(),
      value: asText(item["Value"]),
      override: item["Override"] === true,
    }),
  );
  const removed = (asList(objectAt(config, "RemoveHeadersConfig")["Items"]) as readonly JsonObject[]).map(
    (item) => asText(item["Header"]).toLowerCase(),
  );
  return { removed, headers: [...security, ...custom] };
};

/** The headers of an answer after the policy: removals first, then what it sets. */
export const applyResponseHeaders = (
  policy: ResponseHeadersPolicy | undefined,
  headers: readonly Header[],
): readonly Header[] => {
  if (!policy) return headers;
  const kept = headers.filter(([name]) => !policy.removed.includes(name));
  return policy.headers.reduce<readonly Header[]>((result, { name, value, override }) => {
    const present = result.some(([one]) => one === name);
    return present && !override ? result : withHeader(result, name, value);
  }, kept);
};
