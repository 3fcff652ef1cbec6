import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { RegionInfo } from "aws-cdk-lib/region-info";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as v from "valibot";
import { ConfigurationError, didYouMean, parseConfiguration } from "./config-document.ts";
import { projectRoot } from "./project-root.ts";

/** What `npm start` runs; the only region that is never deployed. */
export const LOCAL_REGION = "local";

const awsRegions = RegionInfo.regions.map(({ name }) => name);
const retentionDays = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === "number" && days < RetentionDays.INFINITE,
);

/** A text field; `allowed` completes "it must be …". */
const text = (allowed: string, accepts: (value: string) => boolean) =>
  v.pipe(v.string(), v.check(accepts), v.description(allowed));

const whole = (from: number, to: number, unit: string) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(from),
    v.maxValue(to),
    v.description(`a whole number of ${unit} from ${from} to ${to}`),
  );

const parseUrl = (value: string): URL | undefined => (URL.canParse(value) ? new URL(value) : undefined);

/** Plain http is for one machine: cookies marked Secure are accepted from these hosts only. */
const isThisMachine = (url: URL) => ["localhost", "127.0.0.1"].includes(url.hostname);
const isSafe = (url: URL) => url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url));

const isOrigin = (value: string) => {
  const url = parseUrl(value);
  return url !== undefined && isSafe(url) && url.origin === value;
};
/** RFC 8414 §2: no query, no fragment. */
const isIssuer = (value: string) => {
  const url = parseUrl(value);
  return url !== undefined && isSafe(url) && !/[?#]/.test(value) && url.username === "";
};
const isTimeZone = (value: string) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
};

const Aws = v.strictObject({
  account: text("an AWS account number: 12 digits in quotes", (value) => /^\d{12}$/.test(value)),
  region: v.pipe(v.picklist(awsRegions), v.description("an AWS region such as eu-central-1")),
});

const isHostName = (value: string) =>
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(value);

const HostedZone = v.strictObject({
  id: text("a Route 53 hosted zone id such as Z0123456789ABC", (value) => /^Z[A-Z0-9]+$/.test(value)),
  name: text("the zone's domain name such as example.org", (value) => /^[a-z0-9.-]+$/.test(value)),
});

const regionalCertificate = /^arn:aws:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;
const certificateRegion = (arn: string) => regionalCertificate.exec(arn)?.[1];

const hostIsInZone = (host: string, zone: string | undefined) =>
  zone === undefined || host === zone || host.endsWith(`.${zone}`);

/** The API's own address. Browsers never see it: CloudFront asks there, and nobody else gets an answer. */
const ApiDomain = v.pipe(
  v.strictObject({
    name: text("a host name for the API alone, such as api.portal.example.org", isHostName),
    certificate: text("the ARN of a certificate in the API's own region", (value) =>
      regionalCertificate.test(value),
    ),
    hostedZone: v.optional(HostedZone),
  }),
  v.forward(
    v.partialCheck(
      [["name"], ["hostedZone"]],
      ({ name, hostedZone }) => hostIsInZone(name, hostedZone?.name),
      "does not contain portal.apiDomain.name; give the zone of that domain, or leave it out",
    ),
    ["hostedZone"],
  ),
);

const Portal = v.strictObject({
  origin: text("the portal's address without a path, such as https://portal.example.org", isOrigin),
  certificate: v.optional(
    text("the ARN of a certificate in us-east-1 (CloudFront takes no other)", (value) =>
      /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/.test(value),
    ),
  ),
  hostedZone: v.optional(HostedZone),
  apiDomain: v.optional(ApiDomain),
  /**
   * Which key CloudFront shows to the API; the one before it is still accepted. Raised by one, again and again, to
   * rotate (docs/operations.md).
   */
  originKey: v.optional(whole(1, 10_000, "keys"), 1),
});

/** What the broker calls a way of identification (`acr`), and how strong it is. An unlisted one counts as 0. */
const Level = v.strictObject({
  acr: text("the broker's name of a level or method, such as urn:example:kau:2", (value) =>
    /^\S{1,255}$/.test(value),
  ),
  level: whole(1, 4, "levels"),
});

const levels = v.optional(v.pipe(v.array(Level), v.description("a list of pairs of acr and level")), []);

const kind = <Kind extends string>(value: Kind) =>
  v.pipe(
    v.literal(value),
    v.description('"oidc" (any OpenID Connect broker) or "kau-saml" (KAÜ through Amazon Cognito)'),
  );

const OidcIdentity = v.strictObject({
  kind: kind("oidc"),
  issuer: text("the issuer URL of the identity broker, such as https://broker.example.org", isIssuer),
  clientId: text("the client id the broker gave to the portal", (value) => /^\S{1,200}$/.test(value)),
  levels,
});

/** A name of an attribute in the broker's SAML assertions. */
const samlAttribute = text("the name of the attribute in KAÜ's assertions", (value) =>
  /^\S{1,255}$/.test(value),
);

/** Names of attributes are what the operator of KAÜ gives at onboarding; no public source has them. */
const KauIdentity = v.strictObject({
  kind: kind("kau-saml"),
  metadataUrl: text("the https address of KAÜ's SAML metadata", (value) => {
    const url = parseUrl(value);
    return url?.protocol === "https:" && url.username === "";
  }),
  /** `<prefix>.auth.<region>.amazoncognito.com`, where KAÜ sends its answers; chosen once, for ever. */
  domainPrefix: text(
    "a name for the login address: small letters, digits and hyphens, without aws, amazon and cognito",
    (value) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value) && !/aws|amazon|cognito/.test(value),
  ),
  attributes: v.strictObject({
    familyName: samlAttribute,
    givenName: samlAttribute,
    birthName: samlAttribute,
    mothersName: samlAttribute,
    placeOfBirth: samlAttribute,
    dateOfBirth: samlAttribute,
    level: samlAttribute,
  }),
  levels,
});

const Identity = v.variant("kind", [OidcIdentity, KauIdentity]);

const Mail = v.strictObject({
  from: v.pipe(
    v.string(),
    v.email(),
    v.description("the sender's address of the portal's e-mails, such as portal@example.org"),
  ),
});

/** The defaults are the national identity broker's own numbers. */
const Session = v.pipe(
  v.strictObject({
    idleMinutes: v.optional(whole(5, 240, "minutes"), 30),
    absoluteMinutes: v.optional(whole(5, 720, "minutes"), 240),
  }),
  v.forward(
    v.partialCheck(
      [["idleMinutes"], ["absoluteMinutes"]],
      ({ idleMinutes, absoluteMinutes }) => idleMinutes <= absoluteMinutes,
      "is longer than session.absoluteMinutes; it must be at most as long",
    ),
    ["idleMinutes"],
  ),
);

const Logs = v.strictObject({
  retentionDays: v.pipe(
    v.picklist(retentionDays),
    v.description(`one of ${retentionDays.join(", ")} (what CloudWatch offers)`),
  ),
  level: v.optional(
    v.pipe(v.picklist(["DEBUG", "INFO", "WARN", "ERROR"]), v.description("DEBUG, INFO, WARN or ERROR")),
    "INFO",
  ),
});

/** Requests the API takes before it answers 429; a region with a large city may want more. */
const Throttle = v.strictObject({
  requestsPerSecond: v.optional(whole(1, 10_000, "requests"), 500),
  burst: v.optional(whole(1, 5_000, "requests"), 1_000),
});

/**
 * Requests within five minutes before the firewall answers 429. One address may stand for a whole office, school or
 * mobile network; a session is one person.
 */
const Firewall = v.strictObject({
  requestsPerAddress: v.optional(whole(100, 10_000_000, "requests"), 6_000),
  loginsPerAddress: v.optional(whole(10, 1_000_000, "requests"), 200),
  requestsPerSession: v.optional(whole(100, 1_000_000, "requests"), 900),
});

/** Specialist systems of the offices; without it none can call, and messages go to where the offices say. */
const Systems = v.strictObject({
  /** Who issues their access tokens (OAuth 2.0 client credentials), and what they must be issued for. */
  tokens: v.optional(
    v.strictObject({
      issuer: text(
        "the issuer URL of the systems' access tokens, such as https://tokens.example.org",
        isIssuer,
      ),
      audience: text("what the tokens must be issued for, such as the portal's address", (value) =>
        /^\S{1,255}$/.test(value),
      ),
    }),
  ),
  /**
   * By `office/system`: where this deployment reaches a system instead of the address its office published. A deployment
   * for trials names every system here, so that nothing of it comes to a real one; addresses on the operator's own network
   * are possible here and nowhere else.
   */
  addresses: v.optional(
    v.pipe(
      v.record(
        text("an office and its system, such as kophaza/ado", (value) =>
          /^[a-z][a-z0-9-]{0,39}\/[a-z][a-z0-9-]{0,39}$/.test(value),
        ),
        text("an https address", (value) => {
          const url = parseUrl(value);
          return url !== undefined && isSafe(url) && url.username === "" && url.hash === "";
        }),
      ),
      v.description("a list of systems (office/system) with their addresses"),
    ),
    {},
  ),
});

const RegionSchema = v.pipe(
  v.strictObject({
    aws: Aws,
    portal: Portal,
    identity: Identity,
    mail: Mail,
    session: v.optional(Session, {}),
    logs: Logs,
    alarms: v.strictObject({
      email: v.pipe(v.string(), v.email(), v.description("the e-mail address that receives alarms")),
    }),
    systems: v.optional(Systems, {}),
    throttle: v.optional(Throttle, {}),
    firewall: v.optional(Firewall, {}),
    timeZone: text("an IANA time zone such as Europe/Budapest", isTimeZone),
    /** What happens to tables and buckets when their stack is deleted. */
    removal: v.pipe(v.picklist(["retain", "destroy"]), v.description("retain or destroy")),
  }),
  v.forward(
    v.partialCheck(
      [["portal"]],
      ({ portal }) => portal.certificate !== undefined || isThisMachine(new URL(portal.origin)),
      "is missing; an https origin needs the ARN of its certificate (in us-east-1)",
    ),
    ["portal", "certificate"],
  ),
  v.forward(
    v.partialCheck(
      [["portal"]],
      ({ portal }) => portal.apiDomain !== undefined || isThisMachine(new URL(portal.origin)),
      "is missing; a deployed portal's API needs an address of its own, because API Gateway's common one is closed",
    ),
    ["portal", "apiDomain"],
  ),
  v.forward(
    v.partialCheck(
      [["portal"]],
      ({ portal: { apiDomain, origin } }) => apiDomain?.name !== new URL(origin).hostname,
      "names the host of portal.origin; the API needs another one",
    ),
    ["portal", "apiDomain"],
  ),
  v.forward(
    v.partialCheck(
      [["aws"], ["portal"]],
      ({ aws, portal: { apiDomain } }) =>
        apiDomain === undefined || certificateRegion(apiDomain.certificate) === aws.region,
      "has a certificate of another region than aws.region, where API Gateway looks for it",
    ),
    ["portal", "apiDomain"],
  ),
  v.forward(
    v.partialCheck(
      [["portal"]],
      ({ portal }) => hostIsInZone(new URL(portal.origin).hostname, portal.hostedZone?.name),
      "does not contain the host of portal.origin; give the zone of that domain, or leave it out",
    ),
    ["portal", "hostedZone"],
  ),
);

/** Whether the region is for one machine: nothing of it is published, so it has no domain and no firewall. */
export const isLoopbackOnly = ({ portal }: Pick<RegionConfig, "portal">): boolean =>
  isThisMachine(new URL(portal.origin));

/** One deployment of the portal; `name` is the name of its file in config/regions. */
export type RegionConfig = { name: string } & v.InferOutput<typeof RegionSchema>;

const REGIONS = join(projectRoot, "config", "regions");

/** Names of the files in config/regions, in alphabetical order. */
export const regionNames = (): string[] =>
  readdirSync(REGIONS)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => basename(file, ".yaml"))
    .toSorted();

/** @throws ConfigurationError naming file, line and field of every mistake */
export const parseRegion = (content: string, fileName: string): RegionConfig => ({
  name: basename(fileName, ".yaml"),
  ...parseConfiguration(content, fileName, RegionSchema),
});

/** @throws ConfigurationError for an unknown name (listing the known ones) or a faulty file */
export const loadRegion = (name: string): RegionConfig => {
  const known = regionNames();
  if (!known.includes(name)) {
    throw new ConfigurationError([
      `There is no region "${name}".${didYouMean(name, known)} Known regions (files in config/regions): ${known.join(", ")}.`,
    ]);
  }
  const file = join(REGIONS, `${name}.yaml`);
  return parseRegion(readFileSync(file, "utf8"), relative(projectRoot, file));
};

/**
 * The regions `-c region=…` asks for: the named one, or all that can be deployed.
 * @throws ConfigurationError as loadRegion
 */
export const chosenRegions = (context: unknown): RegionConfig[] => {
  if (context === undefined)
    return regionNames()
      .filter((name) => name !== LOCAL_REGION)
      .map(loadRegion);
  if (typeof context === "string") return [loadRegion(context)];
  throw new ConfigurationError(["Give the region's name: -c region=<name>."]);
};
