import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { strictHeaders } from "../../src/http/headers.ts";
import { ORIGIN_KEY_HEADER } from "../../src/http/origin-key.ts";
import { text } from "./deployment.ts";
import { synthesize } from "./support.ts";

const { deployment, outdir } = await synthesize("nyugat");
const local = (await synthesize("local")).deployment;

interface Behavior {
  PathPattern?: string;
  TargetOriginId: string;
  ViewerProtocolPolicy: string;
  AllowedMethods?: string[];
  CachePolicyId: string;
  OriginRequestPolicyId?: string;
  ResponseHeadersPolicyId: string;
  FunctionAssociations?: { EventType: string; FunctionARN: string }[];
}
interface Origin {
  Id: string;
  DomainName: string;
  OriginAccessControlId?: string;
  OriginCustomHeaders?: { HeaderName: string; HeaderValue: string }[];
  CustomOriginConfig?: { OriginProtocolPolicy: string; OriginSSLProtocols: string[] };
}
interface DistributionConfig {
  WebACLId?: string;
  CustomErrorResponses?: unknown;
  Aliases?: string[];
  DefaultCacheBehavior: Behavior;
  CacheBehaviors: Behavior[];
  Origins: Origin[];
  ViewerCertificate?: { MinimumProtocolVersion: string; AcmCertificateArn: string };
}

const configOf = (from: typeof deployment) =>
  from.named("Distribution").properties["DistributionConfig"] as unknown as DistributionConfig;
const config = configOf(deployment);
const behavior = (path: string): Behavior => {
  const found = config.CacheBehaviors.find(({ PathPattern }) => PathPattern === path);
  if (found === undefined) throw new Error(`no behaviour for ${path}`);
  return found;
};
const originOf = ({ TargetOriginId }: Behavior): Origin => {
  const found = config.Origins.find(({ Id }) => Id === TargetOriginId);
  if (found === undefined) throw new Error(`no origin ${TargetOriginId}`);
  return found;
};

/** Ids of the policies AWS manages. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

describe("distribution", () => {
  it("serves pages by default, the catalogue and the API beside them", () => {
    expect(config.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(["/catalogue/*", "/api/*"]);
    expect(originOf(config.DefaultCacheBehavior).DomainName).toBe("Site.RegionalDomainName");
    expect(originOf(behavior("/catalogue/*")).DomainName).toBe("Catalogue.RegionalDomainName");
    expect(originOf(behavior("/api/*")).DomainName).toBe("api.ohp.nyugat.example.org");
  });

  it("reaches buckets with origin access control, the API over TLS 1.2", () => {
    expect(originOf(config.DefaultCacheBehavior).OriginAccessControlId).toBeDefined();
    expect(originOf(behavior("/catalogue/*")).OriginAccessControlId).toBeDefined();
    expect(originOf(behavior("/api/*")).CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: "https-only",
      OriginSSLProtocols: ["TLSv1.2"],
    });
    for (const { properties } of deployment.ofType("AWS::CloudFront::OriginAccessControl")) {
      expect(properties["OriginAccessControlConfig"]).toMatchObject({
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      });
    }
  });

  it("proves itself to the API with the current key, and to nobody else", () => {
    expect(originOf(behavior("/api/*")).OriginCustomHeaders).toEqual([
      {
        HeaderName: ORIGIN_KEY_HEADER,
        HeaderValue: "{{resolve:secretsmanager:OriginKeysKey1:SecretString:::}}",
      },
    ]);
    expect(config.Origins.filter(({ OriginCustomHeaders }) => OriginCustomHeaders)).toHaveLength(1);
  });

  it("on one machine, where there is no domain, asks the API at its common address, with the key", () => {
    const origin = configOf(local).Origins.find(({ OriginCustomHeaders }) => OriginCustomHeaders);
    expect(origin?.DomainName).toBe("Api.execute-api.eu-central-1.amazonaws.com");
  });

  it("never caches the API and passes everything on but Host", () => {
    expect(behavior("/api/*")).toMatchObject({
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
      AllowedMethods: expect.arrayContaining(["GET", "POST", "PUT", "DELETE"]),
    });
  });

  it("speaks HTTPS only", () => {
    const policies = [config.DefaultCacheBehavior, ...config.CacheBehaviors].map(
      ({ ViewerProtocolPolicy }) => ViewerProtocolPolicy,
    );
    expect(policies).toEqual(["redirect-to-https", "https-only", "https-only"]);
    expect(config.ViewerCertificate?.MinimumProtocolVersion).toBe("TLSv1.2_2021");
  });

  it("answers for the portal's domain, with its records in the zone", () => {
    expect(config.Aliases).toEqual(["ohp.nyugat.example.org"]);
    const records = deployment.ofType("AWS::Route53::RecordSet").map(({ properties }) => properties);
    const ofPortal = records.filter(({ Name }) => Name === "ohp.nyugat.example.org.");
    expect(ofPortal.map(({ Type }) => text(Type)).toSorted()).toEqual(["A", "AAAA"]);
  });

  it("has neither domain nor records on one machine", () => {
    expect(configOf(local).Aliases).toBeUndefined();
    expect(local.ofType("AWS::Route53::RecordSet")).toEqual([]);
  });

  it("site bucket: read by this distribution only", () => {
    const policy = deployment
      .ofType("AWS::S3::BucketPolicy")
      .find(({ properties }) => properties["Bucket"] === "Site");
    expect(policy?.properties["PolicyDocument"]).toMatchObject({
      Statement: expect.arrayContaining([
        {
          Effect: "Allow",
          Action: "s3:GetObject",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Resource: "Site.Arn/*",
          Condition: {
            StringEquals: {
              "AWS:SourceArn": "arn:AWS::Partition:cloudfront::AWS::AccountId:distribution/Distribution",
            },
          },
        },
      ]),
    });
  });
});

describe("security headers", () => {
  const headersOf = (id: string) => {
    const { ResponseHeadersPolicyConfig } = deployment.named(id).properties as unknown as {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: string; Override: boolean };
        };
      };
    };
    return ResponseHeadersPolicyConfig;
  };
  const pages = headersOf(config.DefaultCacheBehavior.ResponseHeadersPolicyId);

  it("pages: a content security policy without exceptions, uploads to one bucket", () => {
    const { ContentSecurityPolicy, Override } = pages.SecurityHeadersConfig.ContentSecurityPolicy;
    expect(Override).toBe(true);
    expect(ContentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self' https://Attachments.RegionalDomainName; form-action 'self'; " +
        "frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it.each(["/catalogue/*", "/api/*"])("%s: data that can do nothing as a page", (path) => {
    expect(headersOf(behavior(path).ResponseHeadersPolicyId).SecurityHeadersConfig).toMatchObject({
      ContentSecurityPolicy: {
        ContentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        Override: true,
      },
      ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
    });
  });

  const customHeaders = (id: string): Record<string, string> => {
    const { CustomHeadersConfig } = headersOf(id) as unknown as {
      CustomHeadersConfig: { Items: { Header: string; Value: string; Override: boolean }[] };
    };
    expect(CustomHeadersConfig.Items.filter(({ Override }) => !Override)).toEqual([]);
    return Object.fromEntries(CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]));
  };

  it("the API: no answer is kept, also none that API Gateway gives itself", () => {
    expect(customHeaders(behavior("/api/*").ResponseHeadersPolicyId)["Cache-Control"]).toBe("no-store");
  });

  it("pages and catalogue keep what their files say about caching", () => {
    for (const { ResponseHeadersPolicyId } of [config.DefaultCacheBehavior, behavior("/catalogue/*")])
      expect(customHeaders(ResponseHeadersPolicyId)).not.toHaveProperty("Cache-Control");
  });

  it("what the functions say themselves, CloudFront says too", () => {
    const { SecurityHeadersConfig } = headersOf(behavior("/api/*").ResponseHeadersPolicyId);
    const { AccessControlMaxAgeSec } = (
      SecurityHeadersConfig as unknown as { StrictTransportSecurity: { AccessControlMaxAgeSec: number } }
    ).StrictTransportSecurity;
    expect(strictHeaders).toMatchObject({
      "content-security-policy": SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy,
      "strict-transport-security": `max-age=${AccessControlMaxAgeSec}; includeSubDomains`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
  });

  it("no behaviour is without them, and no page of CloudFront's stands in for an answer", () => {
    for (const { ResponseHeadersPolicyId } of [config.DefaultCacheBehavior, ...config.CacheBehaviors])
      expect(ResponseHeadersPolicyId).toMatch(/^SecurityHeaders(Pages|Data|Api)$/);
    expect(config.CustomErrorResponses).toBeUndefined();
  });

  it.each(deployment.ofType("AWS::CloudFront::ResponseHeadersPolicy"))(
    "$name: alone in its window, its answers for no other site",
    ({ name }) => {
      expect(customHeaders(name)).toMatchObject({
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
      });
    },
  );

  it.each(deployment.ofType("AWS::CloudFront::ResponseHeadersPolicy"))(
    "$name: two years of HTTPS, no sniffing, no referrer to others, no unused features",
    ({ name }) => {
      expect(headersOf(name)).toMatchObject({
        SecurityHeadersConfig: {
          StrictTransportSecurity: {
            AccessControlMaxAgeSec: 63_072_000,
            IncludeSubdomains: true,
            Override: true,
          },
          ContentTypeOptions: { Override: true },
          ReferrerPolicy: {
            ReferrerPolicy: expect.stringMatching(/^(same-origin|no-referrer)$/),
            Override: true,
          },
        },
        CustomHeadersConfig: {
          Items: expect.arrayContaining([
            {
              Header: "Permissions-Policy",
              Value: "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
              Override: true,
            },
          ]),
        },
      });
      expect(JSON.stringify(headersOf(name))).not.toContain("unsafe-");
    },
  );
});

const rewrite = (uri: string): string => {
  const code = text(deployment.named("PageRewrite").properties["FunctionCode"]);
  const context = { event: { request: { uri } } };
  return (runInNewContext(`${code}; handler(event)`, context) as { uri: string }).uri;
};

describe("page addresses", () => {
  const [association] = config.DefaultCacheBehavior.FunctionAssociations ?? [];
  it("are rewritten before the cache is asked, on pages only", () => {
    expect(association).toEqual({ EventType: "viewer-request", FunctionARN: "PageRewrite.FunctionARN" });
    expect(
      config.CacheBehaviors.every(({ FunctionAssociations }) => FunctionAssociations === undefined),
    ).toBe(true);
  });

  it.each([
    ["/", "/index.html"],
    ["/ugyeim", "/index.html"],
    ["/ugyeim/", "/index.html"],
    ["/v1.2/telepulesek", "/index.html"],
    ["/index.html", "/index.html"],
    ["/assets/main-abc123.js", "/assets/main-abc123.js"],
    ["/robots.txt", "/robots.txt"],
  ])("%s → %s", (uri, expected) => {
    expect(rewrite(uri)).toBe(expected);
  });
});

const hashedOf = (group: string) => expect.stringMatching(new RegExp(`^${group}Hashed`));

describe("published files", () => {
  const IMMUTABLE = "public, max-age=31536000, immutable";
  const uploads = deployment.ofType("Custom::CDKBucketDeployment").map(({ properties }) => {
    const { SourceObjectKeys, SystemMetadata, DestinationBucketKeyPrefix, DestinationBucketName, Prune } =
      properties as unknown as {
        SourceObjectKeys: [string];
        SystemMetadata: Record<string, string>;
        DestinationBucketKeyPrefix?: string;
        DestinationBucketName: string;
        Prune: boolean;
      };
    const folder = join(outdir, `asset.${SourceObjectKeys[0].replace(/\.zip$/, "")}`);
    return {
      bucket: DestinationBucketName,
      keys: readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
        [DestinationBucketKeyPrefix, file].filter(Boolean).join("/"),
      ),
      cacheControl: SystemMetadata["cache-control"],
      prune: Prune,
    };
  });

  it("are cached for ever where the name has a hash, asked about otherwise; nothing old is deleted", () => {
    expect(uploads).toEqual([
      { bucket: "Site", keys: ["assets/main-abc123.js"], cacheControl: IMMUTABLE, prune: false },
      { bucket: "Site", keys: ["index.html", "robots.txt"], cacheControl: "no-cache", prune: false },
    ]);
  });

  it("are the site's alone: a deployment never goes over what municipalities published", () => {
    expect(uploads.map(({ bucket }) => bucket)).not.toContain("Catalogue");
  });

  it("go up before whatever names them", () => {
    const order = deployment.ofType("Custom::CDKBucketDeployment").map(({ dependsOn }) => dependsOn);
    expect(order).toEqual([[], expect.arrayContaining([hashedOf("SiteFiles")])]);
  });
});
