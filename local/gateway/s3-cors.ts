import type { Resource } from "../assembly/deployment.ts";
import { asList, isObject, type JsonObject } from "../json.ts";
import { wildcard } from "./iam.ts";

export interface CorsRule {
  methods: readonly string[];
  origins: readonly RegExp[];
  headers: readonly RegExp[];
  exposed: readonly string[];
  maxAge: number | undefined;
}

const texts = (value: JsonObject[string] | undefined): string[] => asList(value).map(String);

export const corsRules = (bucket: Resource): CorsRule[] => {
  const configuration = bucket.properties["CorsConfiguration"];
  const rules = asList(
    isObject(configuration) ? configuration["CorsRules"] : undefined,
  ) as readonly JsonObject[];
  return rules.map((rule) => ({
    methods: texts(rule["AllowedMethods"]),
    origins: texts(rule["AllowedOrigins"]).map((origin) => wildcard(origin)),
    headers: texts(rule["AllowedHeaders"]).map((header) => wildcard(header, "i")),
    exposed: texts(rule["ExposedHeaders"]),
    maxAge: typeof rule["MaxAge"] === "number" ? rule["MaxAge"] : undefined,
  }));
};

/** The CORS headers for a request from `origin`, undefined when no rule of the bucket allows it. */
export const corsHeaders = (
  rules: readonly CorsRule[],
  request: { origin: string; method: string; headers: readonly string[] },
): Record<string, string> | undefined => {
  const rule = rules.find(
    ({ methods, origins, headers }) =>
      methods.includes(request.method) &&
      origins.some((origin) => origin.test(request.origin)) &&
      request.headers.every((name) => headers.some((allowed) => allowed.test(name))),
  );
  return (
    rule && {
      "access-control-allow-origin": request.origin,
      "access-control-allow-methods": rule.methods.join(", "),
      vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
      ...(request.headers.length > 0 && { "access-control-allow-headers": request.headers.join(", ") }),
      ...(rule.exposed.length > 0 && { "access-control-expose-headers": rule.exposed.join(", ") }),
      ...(rule.maxAge !== undefined && { "access-control-max-age": String(rule.maxAge) }),
    }
  );
};
