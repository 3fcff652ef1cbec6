import { CfnOutput, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  type HttpStageOptions,
  LogGroupLogDestination,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import type { Construct } from "constructs";
import { functions, type FunctionName } from "../../functions/manifest.ts";
import type { FunctionDefinition, QueueName } from "../../functions/manifest/definition.ts";
import { type Artefacts, bundleDirectory } from "../artefacts.ts";
import { ALARM_PERIOD, Alarms } from "../constructs/alarms.ts";
import { EventFeed, type EventFunctionDefinition } from "../constructs/event-feed.ts";
import { MailIdentity } from "../constructs/mail-identity.ts";
import { SetAsideCases, setAside } from "../constructs/set-aside-cases.ts";
import { PortalFunction } from "../constructs/portal-function.ts";
import { WorkQueue } from "../constructs/work-queue.ts";
import { environmentValues, pickEnvironment } from "../environment.ts";
import { consumeQueue, grantStatements, keyStatements, resourceArns } from "../grants.ts";
import { functionImpact } from "../impact.ts";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";
import type { DataStack } from "./data-stack.ts";

export interface ServiceStackProps extends StackProps {
  region: RegionConfig;
  artefacts: Artefacts;
  data: DataStack;
}

/** The API and the background work: nothing here holds data for longer than a queue does. */
export class ServiceStack extends Stack {
  readonly api: HttpApi;
  readonly #region: RegionConfig;
  readonly #alarms: Alarms;

  constructor(scope: Construct, id: string, { region, artefacts, data, ...props }: ServiceStackProps) {
    super(scope, id, props);
    this.#region = region;
    this.#alarms = new Alarms(this, "Alarms", { email: region.alarms.email, key: data.key });
    this.api = this.#createApi();
    this.#alarms.add(this, "ScansFailed", {
      metric: data.scan.metricFailed(ALARM_PERIOD),
      threshold: 1,
      impact:
        "A virus check went wrong, so a client is told to upload the file again. If it goes on, look whether the " +
        "malware protection plan is active and its role may still read the attachments bucket and use its key.",
    });
    const queues: Record<QueueName, WorkQueue> = {
      filing: this.#createFilingQueue(data),
      delivery: this.#createDeliveryQueue(data),
    };
    const { filing, delivery } = queues;

    const environment = environmentValues(region, data, {
      filing: filing.queue.queueUrl,
      delivery: delivery.queue.queueUrl,
    });
    const arns = resourceArns(
      data,
      { filing: filing.queue.queueArn, delivery: delivery.queue.queueArn },
      new MailIdentity(this, "Mail", { region, alarms: this.#alarms }),
    );
    for (const [name, definition] of Object.entries(functions) as [FunctionName, FunctionDefinition][]) {
      const grants =
        definition.trigger === "queue"
          ? [...definition.grants, consumeQueue(definition.queue)]
          : definition.grants;
      const feed = definition.trigger === "event" ? this.#createFeed(name, data, definition) : undefined;
      const { fn, logGroup } = new PortalFunction(this, name, {
        definition,
        bundle: bundleDirectory(artefacts, name),
        environment: pickEnvironment(environment, definition.environment),
        statements: [
          ...grantStatements(grants, arns),
          ...keyStatements(grants, data.key.keyArn, region.aws.region),
          ...(feed ? [feed.setAside] : []),
        ],
        region,
        alarms: this.#alarms,
        impact: functionImpact[name],
        deadLetters: feed?.deadLetters,
      });
      this.#connect(name, definition, fn, queues);
      const of = setAside[name];
      if (of) new SetAsideCases(this, { of, log: logGroup, alarms: this.#alarms, region });
      feed?.feed(fn);
    }
  }

  #connect(
    name: FunctionName,
    definition: FunctionDefinition,
    fn: IFunction,
    queues: Record<QueueName, WorkQueue>,
  ): void {
    switch (definition.trigger) {
      case "http": {
        const integration = new HttpLambdaIntegration(`${name}-integration`, fn);
        for (const { method, path } of Object.values(definition.routes)) {
          this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
        }
        return;
      }
      case "queue":
        queues[definition.queue].feed(fn);
        return;
      case "event":
        // Its feed was made before it, because the function names the feed's dead letters.
        return;
      case "schedule":
        new Rule(this, `${name}-schedule`, {
          schedule: Schedule.rate(Duration.minutes(definition.everyMinutes)),
          targets: [new LambdaTarget(fn, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
        });
    }
  }

  #createFeed(name: FunctionName, data: DataStack, { pattern }: EventFunctionDefinition): EventFeed {
    const { source, detailType } = pattern;
    return new EventFeed(this, `${name}-events`, {
      pattern: {
        source: [source],
        detailType: [detailType],
        detail: { s3ObjectDetails: { bucketName: [data.attachments.bucketName] } },
      },
      impact:
        "Results of virus checks could not be noted: the files wait until they are given up and uploaded again. " +
        "Nothing is released unchecked. Read the function's log, mend the cause.",
      region: this.#region,
      alarms: this.#alarms,
    });
  }

  #createApi(): HttpApi {
    const api = new HttpApi(this, "Api", {
      description: `Portal ${this.#region.name}, reached through CloudFront`,
      createDefaultStage: false,
      // The common address would go past the firewall.
      disableExecuteApiEndpoint: this.#region.portal.apiDomain !== undefined,
    });
    Validations.of(api).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "Sessions are opaque cookies that the functions check themselves, in the same write that counts the activity.",
    });
    const log = new LogGroup(this, "ApiLog", {
      retention: this.#region.logs.retentionDays,
      removalPolicy: removalPolicy(this.#region),
    });
    const stage = new HttpStage(this, "ApiStage", {
      httpApi: api,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: {
        rateLimit: this.#region.throttle.requestsPerSecond,
        burstLimit: this.#region.throttle.burst,
      },
      ...this.#domainMapping(),
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    });
    this.#alarms.add(this, "ApiFaults", {
      metric: stage.metricServerError({ period: ALARM_PERIOD }),
      threshold: 5,
      impact:
        'Clients see "something went wrong" instead of an answer. Look at the access log for the routes, then at the log of their function.',
    });
    return api;
  }

  /** The address CloudFront asks at. */
  #domainMapping(): Pick<HttpStageOptions, "domainMapping"> {
    const { apiDomain } = this.#region.portal;
    if (apiDomain === undefined) return {};
    const domainName = new DomainName(this, "ApiDomain", {
      domainName: apiDomain.name,
      certificate: Certificate.fromCertificateArn(this, "ApiCertificate", apiDomain.certificate),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    new CfnOutput(this, "ApiDomainTarget", { value: regionalDomainName });
    if (apiDomain.hostedZone !== undefined) {
      const zone = HostedZone.fromHostedZoneAttributes(this, "ApiZone", {
        hostedZoneId: apiDomain.hostedZone.id,
        zoneName: apiDomain.hostedZone.name,
      });
      new ARecord(this, "ApiAddress", {
        zone,
        recordName: `${apiDomain.name}.`,
        target: RecordTarget.fromAlias(
          new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
        ),
      });
    }
    return { domainMapping: { domainName } };
  }

  #createFilingQueue(data: DataStack): WorkQueue {
    return new WorkQueue(this, "Filing", {
      worker: functions["filing-worker"],
      maxReceiveCount: 5,
      maxAgeSeconds: 300,
      impact: {
        setAside:
          "A submitted case could not be registered: it has no registry number and no case officer sees it. " +
          "It is stored. Repair the cause, then redrive the queue; filing the same case twice does no harm.",
        delayed: "Clients wait for their registry numbers longer than five minutes; nothing is lost.",
      },
      encryptionKey: data.key,
      region: this.#region,
      alarms: this.#alarms,
    });
  }

  #createDeliveryQueue(data: DataStack): WorkQueue {
    return new WorkQueue(this, "Delivery", {
      worker: functions["delivery-worker"],
      maxReceiveCount: 5,
      // A system that does not answer costs up to ten seconds for each of its pauses, and only its own cases wait.
      maxAgeSeconds: 1_800,
      impact: {
        setAside:
          "The delivery of a case to a specialist system ended in errors of the portal's own. The case is stored and " +
          "will be tried again. Read the function's log; redriving the queue does no harm.",
        delayed:
          "Specialist systems get their cases more than half an hour late; nothing is lost. One slow system delays " +
          "only itself; look which one in the worker's log.",
      },
      encryptionKey: data.key,
      region: this.#region,
      alarms: this.#alarms,
    });
  }
}

/**
 * No address, no path (it holds case ids), no query (it holds the broker's codes), no user agent: the route and how it
 * went. The request id leads to the function's log.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTimeEpoch",
    route: "$context.routeKey",
    status: "$context.status",
    responseBytes: "$context.responseLength",
    latencyMs: "$context.responseLatency",
    integrationStatus: "$context.integrationStatus",
    integrationLatencyMs: "$context.integrationLatency",
    errorType: "$context.error.responseType",
  }),
);
