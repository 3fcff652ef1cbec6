import { randomUUID } from "node:crypto";
import type { Deployment, Resource } from "../assembly/deployment.ts";
import type { LocalClock } from "../clock/local-clock.ts";
import { StartFailure } from "../failure.ts";
import { asText, asList, isObject, type JsonObject } from "../json.ts";
import type { FunctionPool } from "../lambda/pool.ts";
import type { Outcome } from "../lambda/worker.ts";
import { parseSchedule, type Schedule } from "./schedule-expression.ts";

/** A function the template runs on a schedule. */
export interface ScheduledFunction {
  logicalId: string;
  pool: FunctionPool;
  schedule: Schedule;
  /** Invokes the function once, as if the time had come. */
  fire(): Promise<Outcome>;
}

export const planSchedules = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
  clock: LocalClock,
): ScheduledFunction[] => [
  ...deployment
    .ofType("AWS::Events::Rule")
    .filter(({ properties }) => properties["State"] !== "DISABLED" && "ScheduleExpression" in properties)
    .flatMap((rule) => planRule(deployment, pools, clock, rule)),
  ...deployment
    .ofType("AWS::Scheduler::Schedule")
    .filter(({ properties }) => properties["State"] !== "DISABLED")
    .map((schedule) =>
      planTarget(deployment, pools, clock, schedule, schedule.properties["Target"] as JsonObject),
    ),
];

const planRule = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
  clock: LocalClock,
  rule: Resource,
): ScheduledFunction[] => {
  const targets = asList(rule.properties["Targets"]) as readonly JsonObject[];
  return targets.map((target) => planTarget(deployment, pools, clock, rule, target));
};

const planTarget = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
  clock: LocalClock,
  resource: Resource,
  target: JsonObject,
): ScheduledFunction => {
  const pool = pools.find(({ definition }) => definition.arn === target["Arn"]);
  if (!pool)
    throw new StartFailure(
      `${resource.logicalId} leads to ${asText(target["Arn"])}, which is no function of the template.`,
    );
  if ("InputPath" in target || "InputTransformer" in target) {
    throw new StartFailure(`${resource.logicalId} transforms its event, which does not run locally.`);
  }
  const { region, account } = deployment.place;
  const createEvent = (): unknown =>
    typeof target["Input"] === "string"
      ? JSON.parse(target["Input"])
      : {
          version: "0",
          id: randomUUID(),
          "detail-type": "Scheduled Event",
          source: "aws.events",
          account,
          time: clock
            .now()
            .toISOString()
            .replace(/\.\d+Z$/, "Z"),
          region,
          resources: [resource.attributes["Arn"]],
          detail: {},
        };
  return {
    logicalId: resource.logicalId,
    pool,
    schedule: parseSchedule(asText(resource.properties["ScheduleExpression"])),
    fire: () => pool.invoke(createEvent()),
  };
};

/** How often Lambda tries an asynchronous invocation again, unless the template says otherwise. */
const defaultRetries = 2;

export const retriesOf = (deployment: Deployment, pool: FunctionPool): number => {
  const config = deployment
    .ofType("AWS::Lambda::EventInvokeConfig")
    .find(({ properties }) =>
      [pool.definition.name, pool.definition.arn].includes(asText(properties["FunctionName"])),
    );
  const most = isObject(config?.properties) ? config.properties["MaximumRetryAttempts"] : undefined;
  return typeof most === "number" ? most : defaultRetries;
};

const minute = 60_000;

/** Fires every schedule in its time until stopped; a failed invocation is tried again after one and two minutes. */
export const startSchedules = (
  schedules: readonly ScheduledFunction[],
  retries: (pool: FunctionPool) => number,
): { stop(): void } => {
  const timers = new Set<NodeJS.Timeout>();
  let running = true;
  const attempt = async (scheduled: ScheduledFunction, tried: number): Promise<void> => {
    const outcome = await scheduled.fire();
    if (outcome.ok || !running || tried >= retries(scheduled.pool)) return;
    later((tried + 1) * minute, () => void attempt(scheduled, tried + 1));
  };
  const later = (milliseconds: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds);
    timers.add(timer);
  };
  for (const scheduled of schedules) {
    const { schedule } = scheduled;
    if (schedule.kind === "rate") {
      timers.add(setInterval(() => void attempt(scheduled, 0), schedule.milliseconds));
      continue;
    }
    const nextMinute = (): void =>
      later(minute - (Date.now() % minute), () => {
        if (schedule.matches(new Date())) void attempt(scheduled, 0);
        nextMinute();
      });
    nextMinute();
  }
  return {
    stop: () => {
      running = false;
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
