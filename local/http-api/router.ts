import type { RouteMatch } from "./event.ts";

interface Segment {
  kind: "literal" | "parameter" | "rest";
  text: string;
}

export interface Route<Target> {
  /** As in the template: `GET /api/cases/{caseId}`, `ANY /x/{proxy+}` or `$default`. */
  routeKey: string;
  target: Target;
}

const parsePath = (path: string): Segment[] =>
  path
    .split("/")
    .filter(Boolean)
    .map((part) => {
      const [, name, rest] = /^\{([^+}]+)(\+?)\}$/.exec(part) ?? [];
      if (name === undefined) return { kind: "literal", text: part };
      return { kind: rest ? "rest" : "parameter", text: name };
    });

const matchPath = (
  segments: readonly Segment[],
  parts: readonly string[],
): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (segment.kind === "rest") return { ...parameters, [segment.text]: parts.slice(index).join("/") };
    if (segment.kind === "literal" && segment.text !== part) return undefined;
    if (segment.kind === "parameter") parameters[segment.text] = part;
  }
  return parts.length === segments.length ? parameters : undefined;
};

/** Literal segments before parameters before `{proxy+}`, from the left; then a method of its own before ANY. */
const rank = (segments: readonly Segment[], method: string): string => {
  const letters = { literal: "a", parameter: "b", rest: "c" };
  return `${segments.map(({ kind }) => letters[kind]).join("")}${method === "ANY" ? "z" : "y"}`;
};

/**
 * Finds the route of a request as HTTP APIs do: the most specific path wins, `$default` takes what is left.
 * Source: API Gateway developer guide, "Create routes for HTTP APIs".
 */
export const createRouter = <Target>(
  routes: readonly Route<Target>[],
): ((method: string, path: string) => (RouteMatch & { target: Target }) | undefined) => {
  const parsed = routes
    .filter(({ routeKey }) => routeKey !== "$default")
    .map((route) => {
      const [method = "", path = ""] = route.routeKey.split(" ");
      const segments = parsePath(path);
      return { ...route, method, segments, rank: rank(segments, method) };
    })
    .toSorted((left, right) => left.rank.localeCompare(right.rank));
  const fallback = routes.find(({ routeKey }) => routeKey === "$default");
  return (method, path) => {
    const parts = path.split("/").filter(Boolean);
    for (const route of parsed) {
      if (route.method !== "ANY" && route.method !== method) continue;
      const pathParameters = matchPath(route.segments, parts);
      if (pathParameters) return { routeKey: route.routeKey, pathParameters, target: route.target };
    }
    return fallback && { routeKey: "$default", pathParameters: {}, target: fallback.target };
  };
};
