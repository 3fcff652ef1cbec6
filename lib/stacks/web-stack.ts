import { Annotations, CfnOutput, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import { Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Artefacts } from "../artefacts.ts";
import { privateBucket } from "../constructs/private-bucket.ts";
import { PublishedFiles } from "../constructs/published-files.ts";
import { Publisher } from "../constructs/publisher.ts";
import { SecurityHeaders } from "../constructs/security-headers.ts";
import type { RegionConfig } from "../region.ts";
import type { DataStack } from "./data-stack.ts";

export interface WebStackProps extends StackProps {
  region: RegionConfig;
  artefacts: Artefacts;
  data: DataStack;
  api: HttpApi;
  /** ARN of the firewall in us-east-1; a region for one machine has none. */
  firewall: string | undefined;
}

/** What browsers reach: one distribution in front of the site, the catalogue and the API. */
export class WebStack extends Stack {
  readonly #region: RegionConfig;

  constructor(
    scope: Construct,
    id: string,
    { region, artefacts, data, api, firewall, ...props }: WebStackProps,
  ) {
    super(scope, id, props);
    this.#region = region;
    const site = this.#createSiteBucket();
    const headers = new SecurityHeaders(this, "SecurityHeaders", {
      uploadHost: data.attachments.bucketRegionalDomainName,
    });
    const behaviors = {
      "/catalogue/*": catalogueBehavior(catalogueOrigin(this, data.catalogue), headers),
      "/api/*": apiBehavior(apiOrigin(api, region, data.originKeys.current), headers),
    };
    const distribution = this.#createDistribution(this.#pages(site, headers), behaviors, firewall);
    acknowledgeFindings(site, distribution);
    this.#publish(site, artefacts);
    this.#createDnsRecords(distribution);
    new CfnOutput(this, "DistributionDomainName", { value: distribution.distributionDomainName });
  }

  #createSiteBucket(): IBucket {
    return privateBucket(this, "Site", this.#region, {
      // Public files: S3's own key spares CloudFront a policy on ours.
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }

  /** The single-page application: every address without a file extension is answered with its one page. */
  #pages(site: IBucket, headers: SecurityHeaders): BehaviorOptions {
    const rewrite = new EdgeFunction(this, "PageRewrite", {
      comment: "Page addresses are answered with index.html",
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(PAGE_REWRITE),
    });
    return {
      origin: S3BucketOrigin.withOriginAccessControl(site),
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: headers.pages,
      functionAssociations: [{ function: rewrite, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
  }

  #createDistribution(
    defaultBehavior: BehaviorOptions,
    additionalBehaviors: Record<string, BehaviorOptions>,
    firewall: string | undefined,
  ) {
    const { origin, certificate } = this.#region.portal;
    return new Distribution(this, "Distribution", {
      comment: `Portal ${this.#region.name}`,
      defaultBehavior,
      additionalBehaviors,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Europe and North America: the portal's clients are Hungarian.
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(firewall !== undefined && { webAclId: firewall }),
      ...(certificate !== undefined && {
        domainNames: [new URL(origin).hostname],
        certificate: Certificate.fromCertificateArn(this, "Certificate", certificate),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
    });
  }

  /** The catalogue is not among it: municipalities publish theirs themselves, and no deployment goes over that. */
  #publish(site: IBucket, artefacts: Artefacts): void {
    const publisher = new Publisher(this, "Publisher", {
      destinations: [site],
      region: this.#region,
    });
    new PublishedFiles(this, "SiteFiles", {
      bucket: site,
      directory: artefacts.site,
      hashed: "assets",
      publisher,
    });
  }

  #createDnsRecords(distribution: Distribution): void {
    const { hostedZone, origin } = this.#region.portal;
    if (hostedZone === undefined) return;
    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    });
    const record = {
      zone,
      recordName: `${new URL(origin).hostname}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
    };
    new ARecord(this, "AddressV4", record);
    new AaaaRecord(this, "AddressV6", record);
  }
}

const acknowledgeFindings = (site: IBucket, distribution: Distribution): void => {
  Validations.of(site).acknowledge({
    id: "AwsSolutions-S1",
    reason: "Public content: who read it is nobody's business.",
  });
  Validations.of(distribution).acknowledge(
    {
      id: "AwsSolutions-CFR1",
      reason: "Citizens abroad must reach their municipality too.",
    },
    {
      id: "AwsSolutions-CFR3",
      reason:
        "These logs would keep addresses and the broker's codes in query strings; the API's own log does not.",
    },
  );
};

/** The bucket's own policy lets CloudFront read (data stack): naming this distribution there would be circular. */
const catalogueOrigin = (scope: Construct, catalogue: IBucket): IOrigin => {
  Annotations.of(scope).acknowledgeWarning(
    "@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac",
    "The data stack's bucket policy already lets this account's distributions read the catalogue.",
  );
  return S3BucketOrigin.withOriginAccessControl(
    Bucket.fromBucketAttributes(scope, "CatalogueBucket", {
      bucketName: catalogue.bucketName,
      bucketRegionalDomainName: catalogue.bucketRegionalDomainName,
    }),
  );
};

const catalogueBehavior = (origin: IOrigin, headers: SecurityHeaders): BehaviorOptions => ({
  origin,
  cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  responseHeadersPolicy: headers.data,
});

/** A header of this name that a browser sends is replaced: functions trust whoever knows the key. */
const apiOrigin = (api: HttpApi, { aws, portal }: RegionConfig, originKey: string): IOrigin =>
  new HttpOrigin(portal.apiDomain?.name ?? `${api.apiId}.execute-api.${aws.region}.amazonaws.com`, {
    customHeaders: { "x-origin-key": originKey },
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    readTimeout: Duration.seconds(30),
  });

/** Nothing is cached; everything the browser sent goes through except Host, by which API Gateway finds the API. */
const apiBehavior = (origin: IOrigin, headers: SecurityHeaders): BehaviorOptions => ({
  origin,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  responseHeadersPolicy: headers.api,
});

const PAGE_REWRITE = `function handler(event) {
  const request = event.request;
  const file = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!file.includes(".")) request.uri = "/index.html";
  return request;
}
`;
