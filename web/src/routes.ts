import { pages } from "../../src/contract/pages.ts";

/** Every address of the portal. The order matters where a fixed word and a parameter share a place. */
export const patterns = {
  home: "/",
  guide: "/tajekoztato",
  settlements: "/telepulesek",
  settlement: "/telepules/:settlement",
  service: "/telepules/:settlement/ugy/:form",
  start: "/telepules/:settlement/ugy/:form/inditas",
  calculator: "/telepules/:settlement/kalkulator/:form",
  cases: pages.cases,
  case: "/ugyeim/:caseId",
  submitted: "/ugyeim/:caseId/bekuldve",
  form: "/urlap/:caseId",
  check: "/urlap/:caseId/ellenorzes",
  formPage: "/urlap/:caseId/:page",
  localForm: "/urlap/helyi/:settlement/:form",
  localCheck: "/urlap/helyi/:settlement/:form/ellenorzes",
  localPage: "/urlap/helyi/:settlement/:form/:page",
  account: pages.account,
  verifyEmail: pages.verifyEmail,
  sessions: "/fiok/munkamenetek",
  accountPart: "/fiok/modositas/:part",
  deleteAccount: "/fiok/torles",
  capacity: "/szerepkor",
  documentCapacity: "/szerepkor/feltoltott-meghatalmazas",
  mandates: "/meghatalmazasok",
  grantMandate: "/meghatalmazasok/uj",
  mandateGranted: "/meghatalmazasok/:mandateId/megadva",
  office: "/hivatal",
  officeOverview: "/hivatal/:office",
  officeSearch: "/hivatal/:office/kereses",
  officeBooks: "/hivatal/:office/iktatokonyvek",
  officeList: "/hivatal/:office/lista/:list",
  officeCase: "/hivatal/:office/ugy/:caseId",
  loggedOut: pages.loggedOut,
  loginFailed: pages.loginFailed,
} as const;

/** Query of a new draft's start page: the case it was begun from. */
export const BASED_ON = "alapja";

export type RouteName = keyof typeof patterns;

type ParameterOf<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? ParameterOf<Head> | ParameterOf<Tail>
  : Path extends `:${infer Name}`
    ? Name
    : never;
export type RouteParams<Name extends RouteName> = Readonly<
  Record<ParameterOf<(typeof patterns)[Name]>, string>
>;
type AllParams = { [Name in RouteName]: RouteParams<Name> };
/** A page with the parameters of its address. */
export type Route<Names extends RouteName = RouteName> = {
  [Name in Names]: { name: Name; params: AllParams[Name] };
}[Names];

/** `/ugyeim/:caseId` as an expression with the group `caseId`. */
const expressions = (Object.keys(patterns) as RouteName[]).map((name) => ({
  name,
  expression: new RegExp(`^${patterns[name].replace(/\/$/, "").replace(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`),
}));

/** The address of a page, e.g. `pathTo("case", { caseId })`. */
export const pathTo = <Name extends RouteName>(
  name: Name,
  ...[params]: [ParameterOf<(typeof patterns)[Name]>] extends [never] ? [] : [RouteParams<Name>]
): string => {
  const values: Readonly<Record<string, string>> = params ?? {};
  return patterns[name].replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(values[key] ?? ""));
};

const decoded = (params: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined => {
  try {
    return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
};

/** The page an address belongs to, or undefined where there is none. A trailing slash does not matter. */
export const matchRoute = (pathname: string): Route | undefined => {
  for (const { name, expression } of expressions) {
    const match = expression.exec(pathname);
    const params = match && decoded(match.groups ?? {});
    if (params) return { name, params } as Route;
  }
  return undefined;
};
