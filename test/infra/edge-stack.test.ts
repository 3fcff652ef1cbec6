import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { functions } from "../../functions/manifest.ts";
import { ProblemSchema } from "../../src/contract/problem.ts";
import { SESSION_COOKIE } from "../../src/http/cookies.ts";
import { strictHeaders } from "../../src/http/headers.ts";
import { text } from "./deployment.ts";
import { synthesize } from "./support.ts";

const { deployment, assembly, region } = await synthesize("nyugat");
const local = await synthesize("local");

interface ByteMatch {
  SearchString: string;
  PositionalConstraint: string;
  FieldToMatch: object;
}
interface Condition {
  ByteMatchStatement?: ByteMatch;
  OrStatement?: { Statements: Condition[] };
  NotStatement?: { Statement: Condition };
}
interface Rule {
  Name: string;
  Priority: number;
  Action?: { Block?: { CustomResponse?: CustomResponse } };
  OverrideAction?: object;
  Statement: {
    RateBasedStatement?: {
      Limit: number;
      EvaluationWindowSec: number;
      AggregateKeyType: string;
      CustomKeys?: object[];
      ScopeDownStatement: Condition;
    };
    ManagedRuleGroupStatement?: {
      Name: string;
      VendorName: string;
      RuleActionOverrides: { Name: string; ActionToUse: object }[];
      ScopeDownStatement: Condition;
    };
  };
  VisibilityConfig: object;
}
interface CustomResponse {
  ResponseCode: number;
  CustomResponseBodyKey: string;
  ResponseHeaders: { Name: string; Value: string }[];
}

const acl = deployment.named("Firewall");
const rules = acl.properties["Rules"] as unknown as Rule[];
const rule = (name: string): Rule => {
  const found = rules.find(({ Name }) => Name === name);
  if (found === undefined) throw new Error(`no rule ${name}`);
  return found;
};
const limits = rules.filter(({ Statement }) => Statement.RateBasedStatement);

/** Whether a condition of ours holds for a path; only the statements that are used. */
const holds = (condition: Condition, path: string): boolean => {
  const { ByteMatchStatement: match, OrStatement: or, NotStatement: not } = condition;
  if (or) return or.Statements.some((one) => holds(one, path));
  if (not) return !holds(not.Statement, path);
  if (!match) throw new Error("a statement this test does not know");
  return match.PositionalConstraint === "EXACTLY"
    ? path === match.SearchString
    : path.startsWith(match.SearchString);
};
const counts = (name: string, path: string): boolean => {
  const statement = rule(name).Statement;
  const scope = (statement.RateBasedStatement ?? statement.ManagedRuleGroupStatement)?.ScopeDownStatement;
  return scope === undefined || holds(scope, path);
};

describe("the firewall", () => {
  it("stands before the distribution, in the region CloudFront takes it from", () => {
    expect(acl).toMatchObject({
      stack: "edge",
      properties: { Scope: "CLOUDFRONT", DefaultAction: { Allow: {} } },
    });
    const edge = assembly.stacks.find(({ stackName }) => stackName === "nyugat-edge");
    expect(edge?.environment).toMatchObject({ account: "123456789012", region: "us-east-1" });
    const { WebACLId } = deployment.named("Distribution").properties["DistributionConfig"] as {
      WebACLId: string;
    };
    const [reader, parameter] = WebACLId.split(/\.(.*)/);
    const written = deployment.ofType("Custom::CrossRegionExportWriter").map(({ properties }) => properties);
    expect(written).toMatchObject([
      { WriterProps: { region: "eu-central-1", exports: { [text(parameter)]: "Firewall.Arn" } } },
    ]);
    expect(deployment.named(text(reader)).type).toBe("Custom::CrossRegionExportReader");
  });

  it("is there before the distribution is made", () => {
    const web = assembly.stacks.find(({ stackName }) => stackName === "nyugat-web");
    expect(web?.dependencies.map(({ id }) => id)).toContainEqual(expect.stringMatching(/^nyugatedge/));
  });

  it("does not exist on one machine, where nothing is published", () => {
    expect(local.deployment.resources.filter(({ stack }) => stack === "edge")).toEqual([]);
    expect(local.deployment.named("Distribution").properties["DistributionConfig"]).not.toHaveProperty(
      "WebACLId",
    );
  });

  it("shows nobody samples and writes no log: both would hold session tokens and the broker's codes", () => {
    for (const { VisibilityConfig } of [...rules, { VisibilityConfig: acl.properties["VisibilityConfig"] }])
      expect(VisibilityConfig).toMatchObject({
        SampledRequestsEnabled: false,
        CloudWatchMetricsEnabled: true,
      });
    expect(deployment.ofType("AWS::WAFv2::LoggingConfiguration")).toEqual([]);
  });
});

describe("limits", () => {
  it("are the region's, within five minutes, logins before everything else", () => {
    const { loginsPerAddress, requestsPerAddress, requestsPerSession } = region.firewall;
    expect(
      limits
        .toSorted((a, b) => a.Priority - b.Priority)
        .map(({ Name, Statement }) => [
          Name,
          Statement.RateBasedStatement?.Limit,
          Statement.RateBasedStatement?.EvaluationWindowSec,
          Statement.RateBasedStatement?.AggregateKeyType,
        ]),
    ).toEqual([
      ["LoginsPerAddress", loginsPerAddress, 300, "IP"],
      ["RequestsPerAddress", requestsPerAddress, 300, "IP"],
      ["RequestsPerSession", requestsPerSession, 300, "CUSTOM_KEYS"],
    ]);
  });

  it("a session is told by its cookie", () => {
    expect(rule("RequestsPerSession").Statement.RateBasedStatement?.CustomKeys).toEqual([
      { Cookie: { Name: SESSION_COOKIE, TextTransformations: [{ Priority: 0, Type: "NONE" }] } },
    ]);
  });

  it.each([
    [functions.session.routes.login.path, true],
    [functions.account.routes.changeEmail.path, true],
    [functions.account.routes.verifyEmail.path, true],
    [functions.session.routes.status.path, false],
    [functions.submission.routes.submitCase.path, false],
    ["/ugyeim", false],
  ])("%s counts as a login or e-mail: %s", (path, expected) => {
    expect(counts("LoginsPerAddress", path)).toBe(expected);
  });

  it.each(["RequestsPerAddress", "RequestsPerSession"])("%s: the API only, all of it", (name) => {
    for (const definition of Object.values(functions)) {
      if (definition.trigger !== "http") continue;
      for (const { path } of Object.values(definition.routes)) expect(counts(name, path), path).toBe(true);
    }
    expect(counts(name, "/assets/main-abc123.js")).toBe(false);
    expect(counts(name, "/catalogue/current.json")).toBe(false);
  });

  it("look at the path as it will be read, not as it is written", () => {
    for (const { Statement } of limits)
      expect(JSON.stringify(Statement.RateBasedStatement?.ScopeDownStatement)).toContain(
        JSON.stringify([
          { Priority: 0, Type: "URL_DECODE" },
          { Priority: 1, Type: "NORMALIZE_PATH" },
        ]),
      );
  });

  it.each(limits)("$Name: above it, the API's own refusal with its strict headers", ({ Action }) => {
    const response = Action?.Block?.CustomResponse;
    expect(response?.ResponseCode).toBe(429);
    const headers = response?.ResponseHeaders.map(({ Name, Value }) => [Name, Value]);
    expect(Object.fromEntries(headers ?? [])).toEqual({ ...strictHeaders, "retry-after": "60" });

    const bodies = acl.properties["CustomResponseBodies"] as Record<string, { Content: string }>;
    const body: unknown = JSON.parse(bodies[response?.CustomResponseBodyKey ?? ""]?.Content ?? "");
    expect(v.parse(ProblemSchema, body)).toEqual({
      type: "/problems/too-many-requests",
      title: "Too many requests; wait a while",
      status: 429,
      code: "too-many-requests",
    });
  });
});

describe("known attacks", () => {
  const managed = ["CommonRuleSet", "KnownBadInputsRuleSet"];

  it.each(managed)("%s of AWS blocks", (name) => {
    expect(rule(name)).toMatchObject({
      OverrideAction: { None: {} },
      Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: `AWSManagedRules${name}` } },
    });
  });

  it("what citizens write freely, in drafts of up to 1 MB, is only counted", () => {
    const overrides = rule("CommonRuleSet").Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [];
    expect(overrides.every(({ Name }) => Name.endsWith("_BODY"))).toBe(true);
    expect(overrides.map(({ Name }) => Name)).toContain("SizeRestrictions_BODY");
    for (const { ActionToUse } of overrides) expect(ActionToUse).toEqual({ Count: {} });
  });

  it.each(managed)("%s leaves the broker's signed logout alone, and nothing else", (name) => {
    expect(counts(name, "/api/session/backchannel-logout")).toBe(false);
    expect(counts(name, "/api/session/backchannel-logout/x")).toBe(true);
    expect(counts(name, functions.submission.routes.submitCase.path)).toBe(true);
    expect(counts(name, "/")).toBe(true);
  });
});

describe("alarms of the firewall", () => {
  const alarms = deployment.ofType("AWS::CloudWatch::Alarm").filter(({ stack }) => stack === "edge");

  it("watch each limit", () => {
    expect(
      alarms.map(({ properties }) => ({
        metric: `${text(properties["Namespace"])} ${text(properties["MetricName"])}`,
        dimensions: properties["Dimensions"],
      })),
    ).toEqual(
      limits.map(({ Name }) => ({
        metric: "AWS/WAFV2 BlockedRequests",
        dimensions: [
          { Name: "Rule", Value: Name },
          { Name: "WebACL", Value: "Firewall" },
        ],
      })),
    );
    expect(acl.properties["VisibilityConfig"]).toMatchObject({ MetricName: "Firewall" });
    for (const { Name, VisibilityConfig } of limits)
      expect(VisibilityConfig).toMatchObject({ MetricName: Name });
  });

  it.each(alarms)("$name says what it means and is mailed to the operator", ({ properties }) => {
    expect(text(properties["AlarmDescription"])).toMatch(/^[A-Z].{30,}\.$/);
    expect(properties["AlarmActions"]).toEqual(["FirewallAlarmsTopic"]);
    expect(deployment.ofType("AWS::SNS::Subscription").map((one) => one.properties)).toContainEqual({
      Protocol: "email",
      Endpoint: region.alarms.email,
      TopicArn: "FirewallAlarmsTopic",
    });
  });
});
