import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../../lib/config-document.ts";
import { projectRoot } from "../../../lib/project-root.ts";
import { chosenRegions, loadRegion, parseRegion, regionNames } from "../../../lib/region.ts";

const valid = readFileSync(join(projectRoot, "config", "regions", "nyugat.yaml"), "utf8");

const problemsOf = (action: () => unknown): readonly string[] => {
  try {
    action();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

/** Problems of the example region after one change to its text. */
const problemsAfter = (written: string, instead: string): readonly string[] => {
  if (!valid.includes(written)) throw new Error(`the example has no "${written}"`);
  return problemsOf(() => parseRegion(valid.replace(written, instead), "config/regions/x.yaml"));
};

/** Problems of the example with KAÜ after one change, without where they stand. */
const withKau = (written: string, instead: string): readonly string[] => {
  const file = readFileSync(join(projectRoot, "config", "regions", "kau-pelda.yaml"), "utf8");
  if (!file.includes(written)) throw new Error(`the example has no "${written}"`);
  return problemsOf(() => parseRegion(file.replace(written, instead), "x.yaml")).map((problem) =>
    problem.replace(/^x\.yaml:\d+: /, ""),
  );
};

const lineOf = (written: string) => valid.slice(0, valid.indexOf(written)).split("\n").length;

describe("files in config/regions", () => {
  it.each(regionNames())("%s is valid", (name) => {
    expect(loadRegion(name).name).toBe(name);
  });

  it("the example says all there is to say", () => {
    expect(loadRegion("nyugat")).toEqual({
      name: "nyugat",
      aws: { account: "123456789012", region: "eu-central-1" },
      portal: {
        origin: "https://ohp.nyugat.example.org",
        certificate: "arn:aws:acm:us-east-1:123456789012:certificate/6a1d5f0e-3c1b-4c58-9d0a-2f7f1f8f0b11",
        hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "nyugat.example.org" },
        apiDomain: {
          name: "api.ohp.nyugat.example.org",
          certificate:
            "arn:aws:acm:eu-central-1:123456789012:certificate/0f1c7a52-93c4-4a27-8d1e-5b9f3d6a7c80",
          hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "nyugat.example.org" },
        },
        originKey: 1,
      },
      identity: {
        kind: "oidc",
        issuer: "https://azonositas.example.org",
        clientId: "ohp-nyugat",
        levels: [
          { acr: "urn:eksz.gov.hu:1.0:azonositas:kau:1", level: 1 },
          { acr: "urn:eksz.gov.hu:1.0:azonositas:kau:2", level: 2 },
        ],
      },
      systems: {
        tokens: { issuer: "https://tokenek.example.org", audience: "urn:ohp:nyugat" },
        addresses: { "nagycenk/ado": "https://ado.nagycenk.belso.example.org/webhook" },
      },
      mail: { from: "ertesites@nyugat.example.org" },
      session: { idleMinutes: 30, absoluteMinutes: 240 },
      logs: { retentionDays: 365, level: "INFO" },
      alarms: { email: "uzemeltetes@nyugat.example.org" },
      throttle: { requestsPerSecond: 500, burst: 1000 },
      firewall: { requestsPerAddress: 6000, loginsPerAddress: 200, requestsPerSession: 900 },
      timeZone: "Europe/Budapest",
      removal: "retain",
    });
  });

  it("sessions and throttle have the usual numbers where a file says nothing", () => {
    const { session, throttle, firewall, logs, portal } = loadRegion("local");
    expect({ session, throttle, firewall, level: logs.level, originKey: portal.originKey }).toEqual({
      session: { idleMinutes: 30, absoluteMinutes: 240 },
      throttle: { requestsPerSecond: 500, burst: 1000 },
      firewall: { requestsPerAddress: 6000, loginsPerAddress: 200, requestsPerSession: 900 },
      level: "INFO",
      originKey: 1,
    });
  });
});

describe("a mistake is named by file, line and field, with what is allowed", () => {
  it.each<[string, string, string, string]>([
    [
      "number as account",
      'account: "123456789012"',
      "account: 123456789012",
      "aws.account is 123456789012; it must be an AWS account number: 12 digits in quotes.",
    ],
    [
      "unknown AWS region",
      "region: eu-central-1",
      "region: eu-centrl-1",
      'aws.region is "eu-centrl-1"; it must be an AWS region such as eu-central-1. Did you mean eu-central-1?',
    ],
    [
      "origin with a path",
      "origin: https://ohp.nyugat.example.org",
      "origin: https://ohp.nyugat.example.org/",
      'portal.origin is "https://ohp.nyugat.example.org/"; it must be the portal\'s address without a path, such as https://portal.example.org.',
    ],
    [
      "plain http",
      "origin: https://ohp.nyugat",
      "origin: http://ohp.nyugat",
      'portal.origin is "http://ohp.nyugat.example.org"; it must be the portal\'s address without a path, such as https://portal.example.org.',
    ],
    [
      "certificate elsewhere",
      "certificate: arn:aws:acm:us-east-1",
      "certificate: arn:aws:acm:eu-central-1",
      'portal.certificate is "arn:aws:acm:eu-central-1:123456789012:certificate/6a1d5f0e-3…"; it must be the ARN of a certificate in us-east-1 (CloudFront takes no other).',
    ],
    [
      "zone of another domain",
      "hostedZone:\n    id: Z0123456789ABCDEFGHIJ\n    name: nyugat.example.org",
      "hostedZone: {id: Z1, name: example.com}",
      "portal.hostedZone does not contain the host of portal.origin; give the zone of that domain, or leave it out.",
    ],
    [
      "unsupported broker",
      "kind: oidc",
      "kind: saml",
      'identity.kind is "saml"; it must be "oidc" (any OpenID Connect broker) or "kau-saml" (KAÜ through Amazon Cognito).',
    ],
    [
      "issuer with a query",
      "issuer: https://azonositas.example.org",
      "issuer: https://azonositas.example.org?a=b",
      'identity.issuer is "https://azonositas.example.org?a=b"; it must be the issuer URL of the identity broker, such as https://broker.example.org.',
    ],
    [
      "level beyond the four",
      'kau:2", level: 2',
      'kau:2", level: 5',
      "identity.levels.1.level is 5; it must be a whole number of levels from 1 to 4.",
    ],
    [
      "typo in a level",
      'kau:2", level: 2',
      'kau:2", levl: 2',
      "identity.levels.1.levl is not a known field. Did you mean level? Known here: acr, level.",
    ],
    [
      "one level instead of a list",
      'levels:\n    - { acr: "urn:eksz.gov.hu:1.0:azonositas:kau:1", level: 1 }\n    - { acr: "urn:eksz.gov.hu:1.0:azonositas:kau:2", level: 2 }',
      "levels: 2",
      "identity.levels is 2; it must be a list of pairs of acr and level.",
    ],
    [
      "sender without a domain",
      "from: ertesites@nyugat.example.org",
      "from: ertesites",
      "mail.from is \"ertesites\"; it must be the sender's address of the portal's e-mails, such as portal@example.org.",
    ],
    [
      "API domain with a scheme",
      "name: api.ohp.nyugat.example.org",
      "name: https://api.ohp.nyugat.example.org",
      'portal.apiDomain.name is "https://api.ohp.nyugat.example.org"; it must be a host name for the API alone, such as api.portal.example.org.',
    ],
    [
      "too small a limit",
      "requestsPerSession: 900",
      "requestsPerSession: 5",
      "firewall.requestsPerSession is 5; it must be a whole number of requests from 100 to 1000000.",
    ],
    [
      "text for minutes",
      "idleMinutes: 30",
      "idleMinutes: half an hour",
      'session.idleMinutes is "half an hour"; it must be a whole number of minutes from 5 to 240.',
    ],
    [
      "too many minutes",
      "absoluteMinutes: 240",
      "absoluteMinutes: 100000",
      "session.absoluteMinutes is 100000; it must be a whole number of minutes from 5 to 720.",
    ],
    [
      "idle longer than absolute",
      "idleMinutes: 30\n  absoluteMinutes: 240",
      "idleMinutes: 30\n  absoluteMinutes: 20",
      "session.idleMinutes is longer than session.absoluteMinutes; it must be at most as long.",
    ],
    [
      "retention CloudWatch does not offer",
      "retentionDays: 365",
      "retentionDays: 360",
      "logs.retentionDays is 360; it must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (what CloudWatch offers).",
    ],
    [
      "bad address",
      "email: uzemeltetes@",
      "email: uzemeltetes ",
      'alarms.email is "uzemeltetes nyugat.example.org"; it must be the e-mail address that receives alarms.',
    ],
    [
      "unknown time zone",
      "timeZone: Europe/Budapest",
      "timeZone: Europe/Budapset",
      'timeZone is "Europe/Budapset"; it must be an IANA time zone such as Europe/Budapest.',
    ],
    [
      "typo in a choice",
      "removal: retain",
      "removal: retian",
      'removal is "retian"; it must be retain or destroy. Did you mean retain?',
    ],
    [
      "typo in a field",
      "burst: 1000",
      "brust: 1000",
      "throttle.brust is not a known field. Did you mean burst? Known here: requestsPerSecond, burst.",
    ],
    [
      "text where a group belongs",
      "session:\n  idleMinutes: 30\n  absoluteMinutes: 240",
      "session: long",
      'session is "long"; it must be a group of the fields idleMinutes, absoluteMinutes.',
    ],
  ])("%s", (_, written, instead, sentence) => {
    expect(problemsAfter(written, instead)).toContain(
      `config/regions/x.yaml:${lineOf(written)}: ${sentence}`,
    );
  });

  it("a missing field points at the group it belongs to", () => {
    expect(problemsAfter("  clientId: ohp-nyugat\n", "")).toEqual([
      `config/regions/x.yaml:${lineOf("identity:")}: identity.clientId is missing; it must be the client id the broker gave to the portal.`,
    ]);
  });

  it("an https portal without a certificate is refused", () => {
    expect(problemsAfter("  certificate:", "  # certificate:")).toEqual([
      `config/regions/x.yaml:${lineOf("portal:")}: portal.certificate is missing; an https origin needs the ARN of its certificate (in us-east-1).`,
    ]);
  });

  describe("of KAÜ", () => {
    it.each([
      [
        "    level: azonositasiMod\n",
        "",
        "identity.attributes.level is missing; it must be the name of the attribute in KAÜ's assertions.",
      ],
      [
        "birthName: szuletesiNev",
        "birthname: szuletesiNev",
        "identity.attributes.birthname is not a known field. Did you mean birthName? Known here: familyName, givenName, birthName, mothersName, placeOfBirth, dateOfBirth, level.",
      ],
      [
        "metadataUrl: https:",
        "metadataUrl: http:",
        'identity.metadataUrl is "http://kau.example.org/proxy/saml/metadata"; it must be the https address of KAÜ\'s SAML metadata.',
      ],
      [
        "domainPrefix: ohp-kelet",
        "domainPrefix: cognito-kelet",
        'identity.domainPrefix is "cognito-kelet"; it must be a name for the login address: small letters, digits and hyphens, without aws, amazon and cognito.',
      ],
      [
        "domainPrefix: ohp-kelet",
        "domainPrefix: ohp-kelet\n  issuer: https://kau.example.org",
        "identity.issuer is not a known field. Known here: kind, metadataUrl, domainPrefix, attributes, levels.",
      ],
    ])("%j → %j", (written, instead, sentence) => {
      expect(withKau(written, instead)).toContain(sentence);
    });
  });

  it("a deployed portal without an address of its own for the API is refused", () => {
    const without = valid.replace(/ {2}apiDomain:[\s\S]*?(?=identity:)/, "");
    expect(problemsOf(() => parseRegion(without, "x.yaml"))).toEqual([
      `x.yaml:${lineOf("portal:")}: portal.apiDomain is missing; a deployed portal's API needs an address of its own, because API Gateway's common one is closed.`,
    ]);
  });

  it("an API outside its zone is refused", () => {
    expect(problemsAfter("name: api.ohp.nyugat.example.org", "name: api.kelet.example.org")).toEqual([
      expect.stringMatching(
        /: portal\.apiDomain\.hostedZone does not contain portal\.apiDomain\.name; give the zone/,
      ),
    ]);
  });

  it.each([
    [
      "the portal's own host as the API's",
      "name: api.ohp.nyugat.example.org",
      "name: ohp.nyugat.example.org",
      "names the host of portal.origin; the API needs another one",
    ],
    [
      "a certificate of CloudFront's region for the API",
      "certificate: arn:aws:acm:eu-central-1",
      "certificate: arn:aws:acm:us-east-1",
      "has a certificate of another region than aws.region, where API Gateway looks for it",
    ],
  ])("%s is refused", (_, written, instead, sentence) => {
    expect(problemsAfter(written, instead)).toEqual([
      `config/regions/x.yaml:${lineOf("  apiDomain:")}: portal.apiDomain ${sentence}.`,
    ]);
  });

  it("several mistakes are told at once, each field once", () => {
    const text = valid
      .replace("idleMinutes: 30", "idleMinutes: 300")
      .replace("removal: retain", "removal: keep");
    const problems = problemsOf(() => parseRegion(text, "x.yaml"));
    expect(problems.map((problem) => problem.split(" ")[1])).toEqual(["session.idleMinutes", "removal"]);
  });

  it.each([
    ["a broken line", "portal:\n  origin: [", 2],
    ["a field written twice", "removal: retain\nremoval: destroy", 2],
  ])("YAML itself: %s", (_, text, line) => {
    expect(problemsOf(() => parseRegion(text, "x.yaml"))[0]).toMatch(new RegExp(`^x\\.yaml:${line}: \\S`));
  });

  it("an empty file misses every group", () => {
    const problems = problemsOf(() => parseRegion("", "x.yaml"));
    expect(problems.map((problem) => problem.replace(/ is missing.*/, ""))).toEqual(
      ["aws", "portal", "identity", "mail", "logs", "alarms", "timeZone", "removal"].map(
        (field) => `x.yaml:1: ${field}`,
      ),
    );
  });
});

describe("which regions are synthesized", () => {
  it("the one that is asked for", () => {
    expect(chosenRegions("local").map(({ name }) => name)).toEqual(["local"]);
  });

  it("without a wish, all that can be deployed", () => {
    expect(chosenRegions(undefined).map(({ name }) => name)).toEqual(
      regionNames().filter((name) => name !== "local"),
    );
  });

  it("an unknown one is refused with the known ones", () => {
    expect(problemsOf(() => chosenRegions("kelet"))).toEqual([
      'There is no region "kelet". Known regions (files in config/regions): kau-pelda, local, nyugat.',
    ]);
  });

  it("a name that is a path does not leave config/regions", () => {
    expect(problemsOf(() => loadRegion("../regions/local"))[0]).toMatch(/^There is no region/);
  });

  it("anything but a name is refused", () => {
    expect(problemsOf(() => chosenRegions(["nyugat"]))).toEqual([
      "Give the region's name: -c region=<name>.",
    ]);
  });
});
