import { functions } from "../../functions/manifest.ts";
import type { Access, FunctionDefinition, Route } from "../../functions/manifest/definition.ts";
import { api, type RouteContract, type RouteName } from "../../src/contract/api.ts";
import { CaseMessageSchema } from "../../src/contract/integration.ts";
import { problems, ProblemSchema } from "../../src/contract/problem.ts";
import { isRecord } from "../../src/domain/form/answers.ts";
import { SESSION_COOKIE } from "../../src/http/cookies.ts";
import { fieldsOf, type JsonSchema, requestSchema, responseSchema } from "./schemas.ts";

const security: Readonly<Record<Access, readonly object[]>> = {
  anyone: [],
  broker: [],
  person: [{ session: [] }],
  client: [{ session: [] }],
  clerk: [{ session: [] }],
  system: [{ systemToken: [] }],
};

const json = (schema: JsonSchema) => ({ "application/json": { schema } });

/** `saveAnswers` → `Save answers` */
const summaryOf = (name: string): string => {
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const parametersOf = ({ params, query }: RouteContract): object[] => [
  ...(params
    ? fieldsOf(requestSchema(params)).map(({ name, schema }) => ({
        name,
        in: "path",
        required: true,
        schema,
      }))
    : []),
  ...(query ? fieldsOf(requestSchema(query)).map((field) => ({ ...field, in: "query" })) : []),
];

const success = ({ status, response, file }: RouteContract): object => {
  if (response) return { description: "Done", content: json(responseSchema(response)) };
  if (file) return { description: "A file", content: { [file]: {} } };
  return { description: status === 302 ? "Leads on" : "Done" };
};

const operation = (owner: string, name: RouteName, { access }: Route): object => {
  const contract: RouteContract = api[name];
  const { body, encoding, status } = contract;
  const parameters = parametersOf(contract);
  const type = encoding === "form" ? "application/x-www-form-urlencoded" : "application/json";
  return {
    operationId: name,
    summary: summaryOf(name),
    tags: [owner],
    security: security[access],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { [type]: { schema: requestSchema(body) } } } }),
    responses: {
      [status]: success(contract),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
};

const paths = (): Record<string, Record<string, object>> => {
  const found: Record<string, Record<string, object>> = {};
  for (const [owner, definition] of Object.entries(functions) as [string, FunctionDefinition][]) {
    if (definition.trigger !== "http") continue;
    for (const [name, route] of Object.entries(definition.routes)) {
      const operations = (found[route.path] ??= {});
      operations[route.method.toLowerCase()] = operation(owner, name as RouteName, route);
    }
  }
  return Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const header = (description: string, pattern: string) => ({
  required: true,
  description,
  schema: { type: "string", pattern },
});

/** What the portal sends to systems it delivers to. */
const webhook = {
  post: {
    summary: "The portal delivers a case to its specialist system",
    parameters: [
      {
        name: "webhook-id",
        in: "header",
        ...header("The same for every try of a message", "^[A-Z0-9]{26}-\\d+$"),
      },
      {
        name: "webhook-timestamp",
        in: "header",
        ...header("When it was signed, seconds since 1970", "^\\d+$"),
      },
      {
        name: "webhook-signature",
        in: "header",
        ...header("HMAC-SHA256 of id.timestamp.body, once for each secret", "^v1,\\S+( v1,\\S+)*$"),
      },
    ],
    requestBody: { required: true, content: json(responseSchema(CaseMessageSchema)) },
    responses: {
      "2XX": { description: "Taken" },
      "410": { description: "Never again: the case is set aside at once" },
      default: { description: "Tried again later" },
    },
  },
};

const problemTable = Object.entries(problems)
  .map(([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |`)
  .join("\n");

/**
 * The whole API as OpenAPI 3.1, made of the routes in functions/manifest.ts and the schemas in src/contract, by which
 * requests and answers are checked at run time.
 */
export const openApiDocument = (): object => ({
  openapi: "3.1.0",
  info: {
    title: "Municipal e-administration portal",
    version: "1",
    license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    description:
      "Routes below `/api/integration` are for specialist systems of the offices; all others are for the portal's own " +
      "pages, need its session cookie, and refuse what does not come from them. Refusals are problem details (RFC 9457):\n\n" +
      `| status | code | |\n|---|---|---|\n${problemTable}`,
  },
  servers: [{ url: "/" }],
  tags: (Object.entries(functions) as [string, FunctionDefinition][])
    .filter(([, { trigger }]) => trigger === "http")
    .map(([name]) => ({ name })),
  paths: paths(),
  webhooks: { case: webhook },
  components: {
    securitySchemes: {
      session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE },
      systemToken: {
        type: "http",
        scheme: "bearer",
        bearerFormat: "JWT",
        description:
          "Access token of the client-credentials flow: `client_id` is `<office>/<system>`, `scope` holds `office:<id>` and " +
          "`form:<id>` or `form:*`.",
      },
    },
    responses: {
      Problem: {
        description: "Refused, or failed",
        content: { "application/problem+json": { schema: responseSchema(ProblemSchema) } },
      },
    },
  },
});

/** Levels that get lines of their own: below the operations one line says it all, and a change of one is one line. */
const OPEN_LEVELS = 3;

const written = (value: unknown, level = 0): string => {
  if (level >= OPEN_LEVELS || !isRecord(value)) return JSON.stringify(value);
  const indent = "  ".repeat(level + 1);
  const lines = Object.entries(value).map(
    ([name, member]) => `${indent}${JSON.stringify(name)}: ${written(member, level + 1)}`,
  );
  return `{\n${lines.join(",\n")}\n${"  ".repeat(level)}}`;
};

export const openApiText = (): string => `${written(JSON.parse(JSON.stringify(openApiDocument())))}\n`;
