import { Duration } from "aws-cdk-lib";
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import { Construct } from "constructs";

export interface SecurityHeadersProps {
  /** Host of the bucket the pages upload to. */
  uploadHost: string;
}

/** The pages load nothing from elsewhere, run no inline code, and talk to the portal and the upload bucket only. */
const pagesPolicy = (uploadHost: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' https://${uploadHost}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

/** JSON is never a page: should a browser ever show it as one, it can do nothing. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const UNUSED_FEATURES = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"];

const isolation = {
  "Permissions-Policy": UNUSED_FEATURES.map((feature) => `${feature}=()`).join(", "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Response headers CloudFront puts on every answer, whatever the origin sent. */
export class SecurityHeaders extends Construct {
  readonly pages: ResponseHeadersPolicy;
  readonly data: ResponseHeadersPolicy;
  /** As `data`, and never kept: also not the errors API Gateway answers itself, which say nothing about it. */
  readonly api: ResponseHeadersPolicy;

  constructor(scope: Construct, id: string, { uploadHost }: SecurityHeadersProps) {
    super(scope, id);
    this.pages = this.#createPolicy("Pages", pagesPolicy(uploadHost), HeadersReferrerPolicy.SAME_ORIGIN);
    this.data = this.#createPolicy("Data", DATA_POLICY, HeadersReferrerPolicy.NO_REFERRER);
    this.api = this.#createPolicy("Api", DATA_POLICY, HeadersReferrerPolicy.NO_REFERRER, {
      "Cache-Control": "no-store",
    });
  }

  #createPolicy(
    id: string,
    contentSecurityPolicy: string,
    referrerPolicy: HeadersReferrerPolicy,
    more: Readonly<Record<string, string>> = {},
  ) {
    const override = true;
    return new ResponseHeadersPolicy(this, id, {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override },
        contentTypeOptions: { override },
        referrerPolicy: { referrerPolicy, override },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          override,
        },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries({ ...isolation, ...more }).map(([header, value]) => ({
          header,
          value,
          override,
        })),
      },
    });
  }
}
