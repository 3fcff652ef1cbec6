import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { asList, asText, isObject, type Json, type JsonObject } from "../json.ts";
import type { FunctionPool } from "../lambda/pool.ts";
import type { FunctionError } from "../lambda/protocol.ts";
import { compilePattern } from "./event-pattern.ts";

/** A rule of the template that leads events to functions. */
export interface EventRule {
  matches(event: Json): boolean;
  pools: readonly FunctionPool[];
}

export const planEventRules = (deployment: Deployment, pools: readonly FunctionPool[]): EventRule[] =>
  deployment
    .ofType("AWS::Events::Rule")
    .filter(({ properties }) => properties["State"] !== "DISABLED" && !("ScheduleExpression" in properties))
    .map((rule) => planRule(pools, rule));

const planRule = (pools: readonly FunctionPool[], rule: Resource): EventRule => {
  const { EventBusName, EventPattern, Targets } = rule.properties;
  if (EventBusName !== undefined && EventBusName !== "default") {
    throw new StartFailure(
      `${rule.logicalId} listens to a bus of its own; the local runtime has the default one.`,
    );
  }
  return {
    matches: compilePattern(EventPattern, rule.logicalId),
    pools: (asList(Targets) as readonly JsonObject[]).map((target) => planTarget(pools, rule, target)),
  };
};

const planTarget = (pools: readonly FunctionPool[], rule: Resource, target: JsonObject): FunctionPool => {
  const pool = pools.find(({ definition }) => definition.arn === target["Arn"]);
  if (!pool) {
    throw new StartFailure(
      `${rule.logicalId} leads to ${asText(target["Arn"])}, which is no function of the template.`,
    );
  }
  if ("Input" in target || "InputPath" in target || "InputTransformer" in target) {
    throw new StartFailure(`${rule.logicalId} transforms its event, which does not run locally.`);
  }
  return pool;
};

/** The queue for events a function failed on, by the function's own setting. */
export const deadLettersOf = (deployment: Deployment, pool: FunctionPool): Resource | undefined => {
  const config = deployment.find(pool.definition.arn, "AWS::Lambda::Function")?.properties[
    "DeadLetterConfig"
  ];
  if (!isObject(config)) return undefined;
  const queue = deployment.find(config["TargetArn"], "AWS::SQS::Queue");
  if (queue) return queue;
  throw new StartFailure(`${pool.definition.logicalId} sets events aside in something that is no queue.`);
};

export interface EventBusOptions {
  rules: readonly EventRule[];
  /** How often Lambda tries a function again. */
  retries(pool: FunctionPool): number;
  /** Told of an event the function failed on for the last time. */
  setAside(pool: FunctionPool, event: Json, error: FunctionError): Promise<void>;
}

const minute = 60_000;

/** The account's event bus: hands events to the functions of the rules they match, asynchronously as Lambda does. */
export class EventBus {
  private readonly options: EventBusOptions;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();

  constructor(options: EventBusOptions) {
    this.options = options;
  }

  /**
   * Resolves when every function has handled the event once. One that failed is called again after one minute, then
   * after two; then the event is set aside.
   */
  async publish(event: Json): Promise<void> {
    const pools = this.options.rules.flatMap((rule) => (rule.matches(event) ? rule.pools : []));
    const attempts = Promise.all(pools.map((pool) => this.attempt(pool, event, 0))).then(() => undefined);
    this.running.add(attempts);
    await attempts.finally(() => this.running.delete(attempts));
  }

  /** Drops what would be tried again later, and waits for what is under way. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private async attempt(pool: FunctionPool, event: Json, tried: number): Promise<void> {
    const outcome = await pool.invoke(event);
    if (outcome.ok) return;
    if (tried >= this.options.retries(pool)) return this.options.setAside(pool, event, outcome.error);
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        const again = this.attempt(pool, event, tried + 1);
        this.running.add(again);
        void again.finally(() => this.running.delete(again));
      },
      (tried + 1) * minute,
    );
    this.timers.add(timer);
  }
}
