import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { functions } from "../../functions/manifest.ts";
import { type Problem, problems } from "../../src/contract/problem.ts";
import { SESSION_COOKIE } from "../../src/http/cookies.ts";
import { strictHeaders } from "../../src/http/headers.ts";
import type { RegionConfig } from "../region.ts";

type Rule = CfnWebACL.RuleProperty;
type Statement = CfnWebACL.StatementProperty;

/** Rules that count requests, in the words of their metrics. */
export type Limit = "LoginsPerAddress" | "RequestsPerAddress" | "RequestsPerSession";

const WINDOW_SECONDS = 300;
/** When it is worth trying again: the firewall looks at the last five minutes every few seconds. */
const RETRY_AFTER_SECONDS = 60;

const LIMIT_REACHED = "limit-reached";
const code = "too-many-requests";

/** What a browser gets above a limit: the API's own form of a refusal, with the same strict headers. */
export const limitReachedBody: Record<string, CfnWebACL.CustomResponseBodyProperty> = {
  [LIMIT_REACHED]: {
    contentType: "APPLICATION_JSON",
    content: JSON.stringify({ type: `/problems/${code}`, code, ...problems[code] } satisfies Problem),
  },
};

const refuse: CfnWebACL.RuleActionProperty = {
  block: {
    customResponse: {
      responseCode: problems[code].status,
      customResponseBodyKey: LIMIT_REACHED,
      responseHeaders: Object.entries({
        ...strictHeaders,
        "retry-after": String(RETRY_AFTER_SECONDS),
      }).map(([name, value]) => ({ name, value })),
    },
  },
};

/** Counted, but no samples: they would show operators session cookies, addresses and the broker's codes. */
export const withoutSamples = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

/** The path as the API will read it: percent signs and doubled slashes hide nothing. */
const path = (positionalConstraint: "STARTS_WITH" | "EXACTLY", searchString: string): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint,
    searchString,
    textTransformations: [
      { priority: 0, type: "URL_DECODE" },
      { priority: 1, type: "NORMALIZE_PATH" },
    ],
  },
});

const toApi = path("STARTS_WITH", "/api/");

/** Addresses under which a stranger could make the broker or the mail service work. */
const loginAndEmail: Statement = {
  orStatement: {
    statements: [
      path("STARTS_WITH", functions.session.routes.login.path),
      path("STARTS_WITH", functions.account.routes.changeEmail.path),
    ],
  },
};

/** Sent by a program of the broker, signed, and read by nothing but its own check. */
const notFromBroker: Statement = {
  notStatement: { statement: path("EXACTLY", "/api/session/backchannel-logout") },
};

const limit = (name: Limit, priority: number, statement: CfnWebACL.RateBasedStatementProperty): Rule => ({
  name,
  priority,
  action: refuse,
  statement: { rateBasedStatement: { ...statement, evaluationWindowSec: WINDOW_SECONDS } },
  visibilityConfig: withoutSamples(name),
});

/**
 * Rules of the core set that would take an ordinary application for an attack: citizens write freely (also "<", "../"
 * or an internet address), and drafts may be 1 MB of JSON. They only count; the API checks every body against its
 * schema and never runs or shows one as a page.
 */
const rulesAboutBodies = [
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  "EC2MetaDataSSRF_BODY",
];

const managed = (name: string, priority: number, countedOnly: readonly string[] = []): Rule => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name: `AWSManagedRules${name}`,
      scopeDownStatement: notFromBroker,
      ruleActionOverrides: countedOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: withoutSamples(name),
});

/** In the order they are asked. Cheap ones first; the first that blocks decides. */
export const firewallRules = (firewall: RegionConfig["firewall"]): Rule[] => [
  limit("LoginsPerAddress", 0, {
    limit: firewall.loginsPerAddress,
    aggregateKeyType: "IP",
    scopeDownStatement: loginAndEmail,
  }),
  limit("RequestsPerAddress", 1, {
    limit: firewall.requestsPerAddress,
    aggregateKeyType: "IP",
    scopeDownStatement: toApi,
  }),
  // Requests without the cookie are not counted here.
  limit("RequestsPerSession", 2, {
    limit: firewall.requestsPerSession,
    aggregateKeyType: "CUSTOM_KEYS",
    customKeys: [{ cookie: { name: SESSION_COOKIE, textTransformations: [{ priority: 0, type: "NONE" }] } }],
    scopeDownStatement: toApi,
  }),
  managed("CommonRuleSet", 3, rulesAboutBodies),
  managed("KnownBadInputsRuleSet", 4),
];
