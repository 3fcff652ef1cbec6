import { describe, expect, it } from "vitest";
import { text } from "./deployment.ts";
import { manifest, synthesize } from "./support.ts";

const { deployment, region } = await synthesize("nyugat");
const onOneMachine = await synthesize("local");
const of = (type: string) => deployment.ofType(type).map(({ properties }) => properties);
const handlers = deployment.ofType("AWS::Lambda::Function").filter(({ stack }) => stack === "service");
const rateOf = (minutes: number) =>
  minutes === 1440 ? "rate(1 day)" : minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`;
const invokeConfigOf = (name: string) =>
  of("AWS::Lambda::EventInvokeConfig").find(
    ({ FunctionName }) => FunctionName === deployment.function(name).name,
  );
const logOf = (name: string) => `${name.replaceAll("-", "")}Log`;

describe("routes", () => {
  const routeKeys = manifest.flatMap(([name, definition]) =>
    definition.trigger === "http"
      ? Object.values(definition.routes).map(({ method, path }) => ({ name, key: `${method} ${path}` }))
      : [],
  );

  it("are those of the manifest and no other", () => {
    const served = of("AWS::ApiGatewayV2::Route").map(({ RouteKey }) => text(RouteKey));
    expect(served.toSorted()).toEqual(routeKeys.map(({ key }) => key).toSorted());
  });

  it.each(routeKeys)("$key reaches $name", ({ name, key }) => {
    const route = of("AWS::ApiGatewayV2::Route").find(({ RouteKey }) => RouteKey === key);
    const integration = text(route?.["Target"]).replace("integrations/", "");
    expect(deployment.named(integration).properties).toMatchObject({
      IntegrationType: "AWS_PROXY",
      PayloadFormatVersion: "2.0",
      IntegrationUri: `${deployment.function(name).name}.Arn`,
    });
  });

  it("are the only way to a function from outside", () => {
    expect(deployment.ofType("AWS::Lambda::Url")).toEqual([]);
    const callers = of("AWS::Lambda::Permission").map(({ Principal }) => Principal);
    expect(new Set(callers)).toEqual(new Set(["apigateway.amazonaws.com", "events.amazonaws.com"]));
  });
});

describe("the API's stage", () => {
  const stage = deployment.named("ApiStage").properties;

  it("limits the load and deploys by itself", () => {
    expect(stage).toMatchObject({
      StageName: "$default",
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
    });
  });

  it("logs the route and how it went: no address, path, query, header or person", () => {
    const { DestinationArn, Format } = stage["AccessLogSettings"] as {
      DestinationArn: string;
      Format: string;
    };
    expect(DestinationArn).toBe("ApiLog.Arn");
    expect(Object.values(JSON.parse(Format) as Record<string, string>).toSorted()).toEqual([
      "$context.error.responseType",
      "$context.integrationLatency",
      "$context.integrationStatus",
      "$context.requestId",
      "$context.requestTimeEpoch",
      "$context.responseLatency",
      "$context.responseLength",
      "$context.routeKey",
      "$context.status",
    ]);
  });
});

it("has exactly the functions of the manifest", () => {
  expect(handlers.map(({ name }) => name).toSorted()).toEqual(
    manifest.map(([name]) => deployment.function(name).name).toSorted(),
  );
});

describe.each(manifest)("function %s", (name, definition) => {
  const { properties } = deployment.function(name);

  it("runs on Node 24, arm64, with the manifest's memory and time", () => {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      MemorySize: definition.memory,
      Timeout: definition.timeout,
    });
  });

  it("gets exactly the variables it names, each with a value", () => {
    const { Variables } = properties["Environment"] as { Variables: Record<string, string> };
    expect(Object.keys(Variables).toSorted()).toEqual([...definition.environment].toSorted());
    expect(Object.values(Variables).every((value) => value.length > 0)).toBe(true);
  });

  it("writes JSON to a log of its own that is kept as long as the region says", () => {
    expect(properties["LoggingConfig"]).toEqual({
      ApplicationLogLevel: "INFO",
      LogFormat: "JSON",
      LogGroup: logOf(name),
    });
    expect(deployment.named(logOf(name)).properties).toEqual({ RetentionInDays: region.logs.retentionDays });
  });
});

it("the values of the environment are the region's and the resources'", () => {
  const all = Object.assign(
    {},
    ...handlers.map(({ properties }) => (properties["Environment"] as { Variables: object }).Variables),
  ) as Record<string, string>;
  expect(all).toEqual({
    ACCOUNTS_TABLE: "Accounts",
    ATTACHMENTS_BUCKET: "Attachments",
    CASES_TABLE: "Cases",
    CATALOGUE_BUCKET: "Catalogue",
    DELIVERY_QUEUE_URL: "DeliveryQueue",
    FILING_QUEUE_URL: "FilingQueue",
    IDENTIFICATION_LEVELS: JSON.stringify([
      { acr: "urn:eksz.gov.hu:1.0:azonositas:kau:1", level: 1 },
      { acr: "urn:eksz.gov.hu:1.0:azonositas:kau:2", level: 2 },
    ]),
    LOG_LEVEL: "INFO",
    MAIL_FROM: "ertesites@nyugat.example.org",
    OIDC_CLIENT_ID: "ohp-nyugat",
    OIDC_CLIENT_SECRET_ARN: "OidcClientSecret",
    OIDC_ISSUER: "https://azonositas.example.org",
    OIDC_LOGOUT_STYLE: "oidc",
    ORIGIN_KEY: "{{resolve:secretsmanager:OriginKeysKey1:SecretString:::}}",
    PORTAL_ORIGIN: "https://ohp.nyugat.example.org",
    REGISTRY_TABLE: "Registry",
    SESSIONS_TABLE: "Sessions",
    SESSION_ABSOLUTE_MINUTES: "240",
    SESSION_IDLE_MINUTES: "30",
    SYSTEM_TOKENS: '{"issuer":"https://tokenek.example.org","audience":"urn:ohp:nyugat"}',
    TIME_ZONE: "Europe/Budapest",
    WEBHOOK_ADDRESSES: '{"nagycenk/ado":"https://ado.nagycenk.belso.example.org/webhook"}',
    WEBHOOK_SECRETS_ARN: "WebhookSecrets",
  });
});

describe("queue workers", () => {
  const mappings = of("AWS::Lambda::EventSourceMapping");
  const workers = manifest.filter(([, { trigger }]) => trigger === "queue");

  it("are fed by one mapping each", () => {
    expect(mappings.map(({ FunctionName }) => FunctionName)).toEqual(
      workers.map(([name]) => deployment.function(name).name),
    );
  });

  it.each(mappings)(
    "$FunctionName: FIFO, encrypted, with a dead-letter queue and room for slow work",
    (mapping) => {
      const worker = deployment.named(text(mapping["FunctionName"])).properties;
      const queue = deployment.named(text(mapping["EventSourceArn"]).replace(/\.Arn$/, "")).properties;
      const { deadLetterTargetArn, maxReceiveCount } = queue["RedrivePolicy"] as {
        deadLetterTargetArn: string;
        maxReceiveCount: number;
      };
      const deadLetters = deployment.named(deadLetterTargetArn.replace(/\.Arn$/, "")).properties;

      expect(maxReceiveCount).toBeGreaterThanOrEqual(5);
      expect(queue["VisibilityTimeout"]).toBeGreaterThanOrEqual(6 * Number(worker["Timeout"]));
      for (const each of [queue, deadLetters]) {
        expect(each).toMatchObject({ FifoQueue: true, KmsMasterKeyId: "Key.Arn" });
      }
      expect(queue).toMatchObject({
        DeduplicationScope: "messageGroup",
        FifoThroughputLimit: "perMessageGroupId",
      });
      expect(Number(deadLetters["MessageRetentionPeriod"])).toBeGreaterThan(
        Number(queue["MessageRetentionPeriod"]),
      );
    },
  );

  it("take as many messages as the manifest says, and fail each by itself", () => {
    expect(mappings).toMatchObject(
      workers.map(([, worker]) => ({
        BatchSize: worker.trigger === "queue" && worker.batchSize,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      })),
    );
  });

  it("refuse connections without TLS", () => {
    const policies = of("AWS::SQS::QueuePolicy");
    expect(policies.flatMap(({ Queues }) => Queues as string[]).toSorted()).toEqual(
      deployment
        .ofType("AWS::SQS::Queue")
        .map(({ name }) => name)
        .toSorted(),
    );
    for (const { PolicyDocument } of policies) {
      expect((PolicyDocument as { Statement: unknown[] }).Statement[0]).toMatchObject({
        Effect: "Deny",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
    }
  });
});

describe("schedules", () => {
  const scheduled = manifest.flatMap(([name, definition]) =>
    definition.trigger === "schedule" ? [{ name, everyMinutes: definition.everyMinutes }] : [],
  );

  it("are those of the manifest", () => {
    expect(
      of("AWS::Events::Rule")
        .filter(({ ScheduleExpression }) => ScheduleExpression !== undefined)
        .map(({ ScheduleExpression, State, Targets }) => ({
          ScheduleExpression,
          State,
          target: (Targets as [{ Arn: string }])[0].Arn,
        })),
    ).toEqual(
      scheduled.map(({ name, everyMinutes }) => ({
        ScheduleExpression: rateOf(everyMinutes),
        State: "ENABLED",
        target: `${deployment.function(name).name}.Arn`,
      })),
    );
  });

  it.each(scheduled)("$name does not repeat a failed run: the next one comes anyway", (schedule) => {
    expect(invokeConfigOf(schedule.name)).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: Math.min(60 * schedule.everyMinutes, 21_600),
    });
  });
});

describe("results of malware scans", () => {
  const { name: results } = deployment.function("scan-results");
  const deadLetters = deployment.named("scanresultseventsDeadLetters");

  it("of the attachments bucket alone reach their function, for a day", () => {
    expect(of("AWS::Events::Rule").filter(({ EventPattern }) => EventPattern !== undefined)).toEqual([
      {
        State: "ENABLED",
        EventPattern: {
          source: ["aws.guardduty"],
          "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
          detail: { s3ObjectDetails: { bucketName: ["Attachments"] } },
        },
        Targets: [
          {
            Id: "Target0",
            Arn: `${results}.Arn`,
            RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
            DeadLetterConfig: { Arn: `${deadLetters.name}.Arn` },
          },
        ],
      },
    ]);
  });

  it("are handled again when that fails, then set aside", () => {
    expect(invokeConfigOf("scan-results")).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
    });
    expect(deployment.function("scan-results").properties["DeadLetterConfig"]).toEqual({
      TargetArn: `${deadLetters.name}.Arn`,
    });
  });

  it("are set aside encrypted, by EventBridge for this rule only, for two weeks", () => {
    expect(deadLetters.properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
    const [, ...allowed] = of("AWS::SQS::QueuePolicy")
      .filter(({ Queues }) => text(Queues) === `["${deadLetters.name}"]`)
      .flatMap(({ PolicyDocument }) => (PolicyDocument as unknown as { Statement: unknown[] }).Statement);
    expect(allowed).toEqual([
      {
        Sid: expect.any(String),
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: `${deadLetters.name}.Arn`,
        Condition: { ArnEquals: { "aws:SourceArn": "scanresultseventsRule.Arn" } },
      },
    ]);
  });
});

describe("the API's address", () => {
  const { deployment: local } = onOneMachine;

  it("is its own; the common one of API Gateway is closed", () => {
    expect(deployment.named("Api").properties["DisableExecuteApiEndpoint"]).toBe(true);
    expect(deployment.named("ApiDomain").properties).toEqual({
      DomainName: "api.ohp.nyugat.example.org",
      DomainNameConfigurations: [
        {
          CertificateArn: region.portal.apiDomain?.certificate,
          EndpointType: "REGIONAL",
          SecurityPolicy: "TLS_1_2",
        },
      ],
    });
    expect(of("AWS::ApiGatewayV2::ApiMapping")).toEqual([
      { ApiId: "Api", DomainName: "ApiDomain", Stage: "$default" },
    ]);
    expect(deployment.named("ApiAddress").properties).toMatchObject({
      Name: "api.ohp.nyugat.example.org.",
      Type: "A",
      AliasTarget: {
        DNSName: "ApiDomain.RegionalDomainName",
        HostedZoneId: "ApiDomain.RegionalHostedZoneId",
      },
    });
  });

  it("does not exist on one machine, where nothing is published", () => {
    expect(local.ofType("AWS::ApiGatewayV2::DomainName")).toEqual([]);
    expect(local.named("Api").properties["DisableExecuteApiEndpoint"]).toBe(false);
  });
});

describe("e-mails", () => {
  it("come from the region's domain, proved by DKIM records in its zone", () => {
    expect(deployment.named("MailDomain").properties).toMatchObject({
      EmailIdentity: "nyugat.example.org",
      ConfigurationSetAttributes: { ConfigurationSetName: "MailSettings" },
      DkimSigningAttributes: { NextSigningKeyLength: "RSA_2048_BIT" },
    });
    const records = of("AWS::Route53::RecordSet").filter(({ Type }) => Type === "CNAME");
    expect(records.map(({ Name }) => Name)).toEqual(
      [1, 2, 3].map((index) => `MailDomain.DkimDNSTokenName${index}`),
    );
  });

  it("go over TLS or not at all, never again to where they bounced, and report no opening or clicking", () => {
    expect(deployment.named("MailSettings").properties).toEqual({
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    expect(deployment.ofType("AWS::SES::ConfigurationSetEventDestination")).toEqual([]);
  });

  it("raise an alarm before Amazon stops them (5 % bounces, 0.1 % complaints)", () => {
    expect(Number(deployment.named("MailBounces").properties["Threshold"])).toBeLessThan(0.05);
    expect(Number(deployment.named("MailComplaints").properties["Threshold"])).toBeLessThan(0.001);
  });
});

it("keeps no log longer or shorter than the region says", () => {
  const groups = deployment.ofType("AWS::Logs::LogGroup");
  for (const { name, properties } of groups) {
    expect(properties["RetentionInDays"], name).toBe(region.logs.retentionDays);
  }
});
