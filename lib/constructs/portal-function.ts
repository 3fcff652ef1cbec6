import { Duration } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  type FunctionProps,
  LoggingFormat,
  Runtime,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionDefinition } from "../../functions/manifest/definition.ts";
import { METAFILE } from "../artefacts.ts";
import { removalPolicy } from "../removal.ts";
import type { RegionConfig } from "../region.ts";
import { ALARM_PERIOD, type Alarms } from "./alarms.ts";

export interface PortalFunctionProps {
  definition: FunctionDefinition;
  /** Directory with `index.mjs`. */
  bundle: string;
  /** Exactly what the manifest's entry lists. */
  environment: Record<string, string>;
  /** Everything the function may do besides writing its own log. */
  statements: readonly PolicyStatement[];
  region: RegionConfig;
  alarms: Alarms;
  /** What it means for people when the function fails. */
  impact: string;
  /** Where events go that it failed on again and again. */
  deadLetters?: IQueue | undefined;
}

/** Lambda keeps an event no longer than this. */
const LONGEST_EVENT_AGE = Duration.hours(6);

/** How often and how long Lambda tries what nobody waits for. */
const asynchronousInvocation = (
  definition: FunctionDefinition,
): Pick<FunctionProps, "retryAttempts" | "maxEventAge"> => {
  switch (definition.trigger) {
    case "schedule": {
      // A missed tick of a schedule is made good by the next one; late repetitions only pile up.
      const minutes = Math.min(definition.everyMinutes, LONGEST_EVENT_AGE.toMinutes());
      return { retryAttempts: 0, maxEventAge: Duration.minutes(minutes) };
    }
    case "event":
      return { retryAttempts: 2, maxEventAge: LONGEST_EVENT_AGE };
    default:
      return {};
  }
};

const logLevels: Record<RegionConfig["logs"]["level"], ApplicationLogLevel> = {
  DEBUG: ApplicationLogLevel.DEBUG,
  INFO: ApplicationLogLevel.INFO,
  WARN: ApplicationLogLevel.WARN,
  ERROR: ApplicationLogLevel.ERROR,
};

/** A function of the manifest with its own role, its own log group and an alarm on its errors. */
export class PortalFunction extends Construct {
  readonly fn: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: PortalFunctionProps) {
    super(scope, id);
    const { definition, region } = props;
    this.logGroup = new LogGroup(this, "Log", {
      retention: region.logs.retentionDays,
      removalPolicy: removalPolicy(region),
    });
    const writeLog = new PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [this.logGroup.logGroupArn],
    });
    // Written here in full instead of collected by grant…() calls, so that nothing can slip in.
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: { grants: new PolicyDocument({ statements: [writeLog, ...props.statements] }) },
    });
    this.fn = new LambdaFunction(this, "Function", {
      description: `${id} (${definition.trigger})`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundle, { exclude: [METAFILE] }),
      handler: "index.handler",
      role: role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: logLevels[region.logs.level],
      memorySize: definition.memory,
      timeout: Duration.seconds(definition.timeout),
      environment: props.environment,
      ...asynchronousInvocation(definition),
      ...(props.deadLetters && { deadLetterQueue: props.deadLetters }),
    });
    props.alarms.add(this, "Errors", {
      metric: this.fn.metricErrors({ period: ALARM_PERIOD }),
      threshold: 1,
      impact: props.impact,
    });
  }
}
