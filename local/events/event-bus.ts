import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { asList, asText, isObject, type Json, type JsonObject } from "../json.ts";
import type { FunctionPool } from "../lambda/pool.ts";
import type { FunctionError } from "../lambda/protocol.ts";
import { compilePattern } from "./event-pattern.ts";

/** A rule that leads events to functions. */
export interface EventRule<Target> {
  matches(event: Json): boolean;
  targets: readonly Target[];
}

export const planEventRules = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
): EventRule<FunctionPool>[] =>
  deployment
    .ofType("AWS::Events::Rule")
    .filter(({ properties }) => properties["State"] !== "DISABLED" && !("ScheduleExpression" in properties))
    .map((rule) => planRule(pools, rule));

const planRule = (pools: readonly FunctionPool[], rule: Resource): EventRule<FunctionPool> => {
  const { EventBusName, EventPattern, Targets } = rule.properties;
  if (EventBusName !== undefined && EventBusName !== "default") {
    throw new StartFailure(
      `${rule.logicalId} listens to a bus of its own; the local runtime has the default one.`,
    );
  }
  return {
    matches: compilePattern(EventPattern, rule.logicalId),
    targets: (asList(Targets) as readonly JsonObject[]).map((target) => planTarget(pools, rule, target)),
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

export interface EventBusOptions<Target> {
  rules: readonly EventRule<Target>[];
  /** How often Lambda tries a function again. */
  retries(target: Target): number;
  /** Told of an event the function failed on for the last time. */
  setAside(target: Target, event: Json, error: FunctionError): Promise<void>;
}

const minute = 60_000;

/** The account's event bus: hands events to the functions of the rules they match, asynchronously as Lambda does. */
export class EventBus<Target extends Pick<FunctionPool, "invoke">> {
  private readonly options: EventBusOptions<Target>;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();

  constructor(options: EventBusOptions<Target>) {
    this.options = options;
  }

  /**
   * Resolves when every function has handled the event once. One that failed is called again after one minute, then
   * after two; then the event is set aside.
   */
  async publish(event: Json): Promise<void> {
    const targets = this.options.rules.flatMap((rule) => (rule.matches(event) ? rule.targets : []));
    const attempts = Promise.all(targets.map((target) => this.attempt(target, event, 0))).then(
      () => undefined,
    );
    this.running.add(attempts);
    await attempts.finally(() => this.running.delete(attempts));
  }

  /** Drops what would be tried again later, and waits for what is under way. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private async attempt(target: Target, event: Json, tried: number): Promise<void> {
    const outcome = await target.invoke(event);
    if (outcome.ok) return;
    if (tried >= this.options.retries(target)) return this.options.setAside(target, event, outcome.error);
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        const again = this.attempt(target, event, tried + 1);
        this.running.add(again);
        void again.finally(() => this.running.delete(again));
      },
      (tried + 1) * minute,
    );
    this.timers.add(timer);
  }
}
