import type { Deployment, Resource } from "./assembly/deployment.ts";
import { loadAssembly } from "./assembly/load.ts";
import { LocalClock } from "./clock/local-clock.ts";
import { admin, createCaller, sdkEnvironment } from "./callers.ts";
import { CleanUp } from "./clean-up.ts";
import { createControl } from "./control/control.ts";
import { planDistribution } from "./distribution/distribution.ts";
import { openFront } from "./distribution/front.ts";
import type { Secrets } from "./emulators/secrets.ts";
import { deadLettersOf, EventBus, planEventRules } from "./events/event-bus.ts";
import { planQueueMappings, startPoller, type QueueMapping } from "./events/queue-poller.ts";
import { planSchedules, retriesOf, startSchedules, type ScheduledFunction } from "./events/schedules.ts";
import { freePort } from "./free-port.ts";
import { createServiceCall } from "./gateway/client.ts";
import { encryptionKeys } from "./gateway/keys.ts";
import { corsRules } from "./gateway/s3-cors.ts";
import { Gateway, type Caller } from "./gateway.ts";
import { planApis } from "./http-api/api.ts";
import {
  expectedBroker,
  startExpectedBroker,
  type BrokerPlace,
  type RunningBroker,
} from "./identity-broker.ts";
import type { Json } from "./json.ts";
import { findFunction, planFunctions, type LocalFunction } from "./lambda/function.ts";
import { FunctionPool } from "./lambda/pool.ts";
import type { Outcome } from "./lambda/worker.ts";
import { planIdentities } from "./mail/identities.ts";
import { openMailbox } from "./mail/mailbox.ts";
import { obtainAssembly, planHere, type Addresses } from "./plan.ts";
import { isVersioned, provisionBuckets, publishFiles } from "./provision/buckets.ts";
import { provisionQueues } from "./provision/queues.ts";
import { publishCatalogue } from "./provision/catalogue.ts";
import { loadClerks } from "./provision/clerks.ts";
import { loadRegister } from "./provision/register.ts";
import { provisionTables } from "./provision/tables.ts";
import { startServices, type Services } from "./services.ts";
import { planProtection, watchWrites } from "./scanner/protection.ts";
import { Scanner } from "./scanner/scanner.ts";
import { writeOperatorFile } from "./operator-file.ts";
import { openState, type State } from "./state.ts";
import { createPortalClient } from "./tax-system/portal-client.ts";
import {
  type SimulatedSystem,
  simulatedSystems,
  systemTokens,
  webhookSecrets,
} from "./tax-system/systems.ts";
import { createTaxSystem, type TaxSystem } from "./tax-system/tax-system.ts";

export interface StartOptions {
  /** Port of the portal; 0 or absent: any free one. The simulated broker takes the next one. */
  port?: number;
  /** Default `.local`. */
  stateDir?: string;
  /** Begin with an empty state. */
  fresh?: boolean;
  /** File in config/regions; default `local`. Only used when no assembly is given. */
  region?: string;
  /** A cloud assembly that is already there (an object of CDK, or any with its directory). */
  assembly?: { readonly directory: string };
  /** Folder of the catalogue that is published at the start; default: the project's. */
  catalogue?: string;
  /** Codes of the settlements in it that are published; default: all. */
  settlements?: readonly string[];
  /** Whether schedules fire by themselves; default true. Tests fire them by hand. */
  schedules?: boolean;
  /** Where `AWS_ENDPOINT_URL_…` are looked for; default `process.env`. */
  environment?: NodeJS.ProcessEnv;
  /** Takes lines for the person at the console. */
  report?: (line: string) => void;
}

export interface Portal {
  /** Like `http://localhost:8080`. */
  origin: string;
  /** Undefined when the portal uses a broker elsewhere, or none. */
  brokerOrigin: string | undefined;
  /** Where tests set fault rules and read call counts. */
  gateway: Gateway;
  resources: PortalResources;
  /** Environment of a function as in the template (table names, queue URLs, bucket names …). */
  environment(functionName: string): Readonly<Record<string, string>>;
  /** Runs a function on an event, past API and queue. By manifest name, logical id or physical name. */
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  /** Events a function got so far, from wherever. */
  invocations(functionName: string): number;
  /** Fires the schedule of a function now. */
  fireSchedule(functionName: string): Promise<Outcome>;
  /** Puts an event on the account's event bus; resolves when the functions it is for have handled it once. */
  publish(event: Json): Promise<void>;
  /** Where tests have malware scans hang or go wrong. */
  scanner: Scanner;
  /** Kills the sandboxes of a function in the middle of what they do, as a crash would. */
  killSandboxes(functionName: string): Promise<void>;
  /**
   * Puts the clock of functions, broker and local checks `seconds` ahead of the machine's (not added to an earlier
   * shift; 0: back). Timers and the emulators keep the real time. @throws RangeError when negative or too far.
   */
  shiftClock(seconds: number): void;
  /** Ends everything; what is durable stays in the state directory. */
  stop(): Promise<void>;
}

interface PortalResources {
  /** Logical id → what `Ref` gives: name of a bucket or table, address of a queue, ARN of a secret … */
  references: Readonly<Record<string, string>>;
  /** Address of the gateway; every AWS service is there. */
  endpoint: string;
  region: string;
  /** Environment that makes an AWS SDK client outside a function work, with a key that may do everything. */
  sdkEnvironment: Readonly<Record<string, string>>;
}

/**
 * Runs the synthesized app on this machine, on loopback only.
 * @throws StartFailure (rejects) with a sentence for the person at the console
 */
export const startPortal = async (options: StartOptions = {}): Promise<Portal> => {
  const cleanUp = new CleanUp();
  try {
    return await start(options, cleanUp);
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
};

const start = async (options: StartOptions, cleanUp: CleanUp): Promise<Portal> => {
  const report = options.report ?? (() => undefined);
  const state = openState(options.stateDir ?? ".local", options.fresh ?? false);
  cleanUp.add(() => state.release());
  const clock = new LocalClock();
  const front = cleanUp.closing(await openFront(options.port ?? 0));
  const gateway = cleanUp.closing(new Gateway(clock));
  const here: Addresses = {
    endpoint: await gateway.listen(),
    origin: `http://localhost:${front.port}`,
    issuerPort: options.port ? front.port + 1 : await freePort(),
  };
  const assembly = loadAssembly(await obtainAssembly(options, here, state.path("cdk.out"), report));
  const { deployment, secrets } = planHere(assembly, here, state.path("secrets.json"));
  const functions = planFunctions(deployment);
  const callers = functions.map((definition, index) => createCaller(deployment, definition, index));
  const identities = planIdentities(deployment);
  const { region } = deployment.place;
  const mailbox = openMailbox({ file: state.path("mails.jsonl"), identities, region, clock, report });

  report("starting the emulators");
  const buckets = deployment.ofType("AWS::S3::Bucket");
  const services = cleanUp.closing(await startEmulators(deployment, buckets, state, options));
  const pools = createPools(functions, callers, here.endpoint, region, { state, clock, report });
  cleanUp.add(async () => {
    await Promise.all(pools.map((pool) => pool.stop()));
  });
  const bus = cleanUp.closing(createBus(deployment, pools, callers, here.endpoint));
  const scanner = cleanUp.closing(
    new Scanner({
      plans: planProtection(deployment),
      s3: services.upstreams.s3,
      place: deployment.place,
      clock,
      publish: (event) => bus.publish(event),
    }),
  );
  const s3 = watchWrites(services.upstreams.s3, (object) => scanner.written(object));
  gateway.serve({
    place: deployment.place,
    callers: [admin, ...callers],
    upstreams: { ...services.upstreams, s3, secretsmanager: secrets.upstream, ses: mailbox.upstream },
    cors: new Map(buckets.map((bucket) => [bucket.name, corsRules(bucket)])),
    keys: encryptionKeys(deployment),
    identities,
    report,
  });

  report("creating tables, queues and buckets");
  await provision(deployment, services, here.endpoint, state);

  const mappings = planQueueMappings(deployment, pools);
  const schedules = planSchedules(deployment, pools, clock);
  const apis = planApis(deployment, pools, clock);
  const distribution = planDistribution(deployment, { apis, s3: services.upstreams.s3 });
  const { origin } = here;
  const stateDir = state.path("broker");
  const systems = simulatedSystems();
  const tokens = systemTokens(functions);
  const broker = await startBrokerHere(functions, secrets, {
    origin,
    stateDir,
    systems,
    systemAudience: tokens?.audience ?? origin,
    clock,
    report,
  });
  const taxSystem = cleanUp.closing(
    startTaxSystem(systems, webhookSecrets(functions, systems, secrets), {
      origin,
      issuer: tokens?.issuer ?? "",
      clock,
    }),
  );
  if (broker) cleanUp.closing(broker);
  const loading = {
    accountsTable: functions.flatMap(({ environment }) => environment["ACCOUNTS_TABLE"] ?? [])[0],
    sdkEnvironment: sdkEnvironment(admin, here.endpoint, region),
  };
  await Promise.all([
    loadRegister({ ...loading, marker: state.path("register.sha256") }),
    loadClerks({ ...loading, marker: state.path("clerks.sha256") }),
    publishCatalogue({
      bucket: functions.flatMap(({ environment }) => environment["CATALOGUE_BUCKET"] ?? [])[0],
      folder: options.catalogue,
      settlements: options.settlements,
      marker: state.path("catalogue.sha256"),
      sdkEnvironment: loading.sdkEnvironment,
      report,
    }),
  ]);
  const automatic = options.schedules === false ? [] : schedules;
  startEvents(deployment, mappings, automatic, pools, callers, here.endpoint, cleanUp);
  const shiftClock = (seconds: number): void => {
    clock.shift(seconds);
    report(`clock: ${seconds} s ahead of this machine's, now ${clock.now().toISOString()}`);
  };
  const control = createControl({ port: front.port, clock, mailbox, shiftClock, taxSystem });
  front.serve(async (request) => control(request) ?? distribution(request));
  for (const pool of pools) pool.warm();
  cleanUp.add(writeOperatorFile(state, origin, functions, loading.sdkEnvironment));
  return {
    origin: here.origin,
    brokerOrigin: broker && new URL(broker.issuer).origin,
    gateway,
    resources: {
      references: Object.fromEntries(deployment.resources.map(({ logicalId, ref }) => [logicalId, ref])),
      endpoint: here.endpoint,
      region,
      sdkEnvironment: sdkEnvironment(admin, here.endpoint, region),
    },
    environment: (name) => findFunction(functions, name).environment,
    invoke: (name, event) => poolOf(pools, functions, name).invoke(event),
    invocations: (name) => poolOf(pools, functions, name).invocations,
    fireSchedule: (name) => {
      const pool = poolOf(pools, functions, name);
      const scheduled = schedules.find((one) => one.pool === pool);
      if (!scheduled) throw new Error(`Function ${name} has no schedule.`);
      return scheduled.fire();
    },
    publish: (event) => bus.publish(event),
    scanner,
    killSandboxes: (name) => poolOf(pools, functions, name).kill(),
    shiftClock,
    stop: () => cleanUp.run(),
  };
};

const startEmulators = (
  deployment: Deployment,
  buckets: readonly Resource[],
  state: State,
  { environment = process.env, report = () => undefined }: StartOptions,
): Promise<Services> =>
  startServices({
    state,
    region: deployment.place.region,
    versioned: new Set(buckets.filter(isVersioned).map(({ name }) => name)),
    environment,
    report,
  });

const provision = async (
  deployment: Deployment,
  services: Services,
  endpoint: string,
  state: State,
): Promise<void> => {
  const call = (service: "dynamodb" | "sqs") =>
    createServiceCall(endpoint, service, admin.accessKeyId, deployment.place.region);
  const buckets = deployment.ofType("AWS::S3::Bucket").map(({ name }) => name);
  await Promise.all([
    provisionTables(deployment, call("dynamodb")),
    provisionQueues(deployment, call("sqs")),
    provisionBuckets([...buckets, ...services.hiddenBuckets], services.upstreams.s3),
  ]);
  await publishFiles(deployment, services.objects, state.path("published.json"));
};

const createPools = (
  functions: readonly LocalFunction[],
  callers: readonly Caller[],
  endpoint: string,
  region: string,
  { state, clock, report }: { state: State; clock: LocalClock; report: (line: string) => void },
): FunctionPool[] =>
  functions.map(
    (definition, index) =>
      new FunctionPool({
        definition,
        region,
        clock,
        sdkEnvironment: sdkEnvironment(callers[index] ?? admin, endpoint, region),
        logDirectory: state.path("logs"),
        report,
      }),
  );

const startTaxSystem = (
  systems: readonly SimulatedSystem[],
  secrets: Readonly<Record<string, string>>,
  { origin, issuer, clock }: { origin: string; issuer: string; clock: LocalClock },
): TaxSystem => {
  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);
  return createTaxSystem({
    systems: systems.map((system) => ({
      name: system.clientId,
      secret: secrets[system.clientId],
      portal: createPortalClient({ origin, issuer, system, now: seconds }),
    })),
    now: () => clock.now(),
  });
};

const startBrokerHere = async (
  functions: readonly LocalFunction[],
  secrets: Secrets,
  place: BrokerPlace,
): Promise<RunningBroker | undefined> => {
  const expected = expectedBroker(functions);
  if (!expected) return undefined;
  return startExpectedBroker(expected, secrets.value(expected.secretArn) ?? "", place);
};

const createBus = (
  deployment: Deployment,
  pools: readonly FunctionPool[],
  callers: readonly Caller[],
  endpoint: string,
): EventBus<FunctionPool> => {
  const { region } = deployment.place;
  // All of them now, so that a mistake in the template stops the start.
  const deadLetters = new Map(pools.map((pool) => [pool, deadLettersOf(deployment, pool)]));
  return new EventBus({
    rules: planEventRules(deployment, pools),
    retries: (pool) => retriesOf(deployment, pool),
    setAside: async (pool, event, { errorType }) => {
      const queue = deadLetters.get(pool);
      if (!queue) return;
      // Lambda sets aside with the function's own role.
      const call = createServiceCall(
        endpoint,
        "sqs",
        callers[pools.indexOf(pool)]?.accessKeyId ?? "",
        region,
      );
      const ErrorMessage = { DataType: "String", StringValue: errorType };
      const message = { MessageBody: JSON.stringify(event), MessageAttributes: { ErrorMessage } };
      await call("SendMessage", { QueueUrl: queue.ref, ...message });
    },
  });
};

const startEvents = (
  deployment: Deployment,
  mappings: readonly QueueMapping[],
  schedules: readonly ScheduledFunction[],
  pools: readonly FunctionPool[],
  callers: readonly Caller[],
  endpoint: string,
  cleanUp: CleanUp,
): void => {
  for (const mapping of mappings) {
    // Lambda polls with the function's own role.
    const key = callers[pools.indexOf(mapping.pool)]?.accessKeyId ?? "";
    const poller = startPoller(mapping, createServiceCall(endpoint, "sqs", key, deployment.place.region));
    cleanUp.add(() => poller.stop());
  }
  const timers = startSchedules(schedules, (pool) => retriesOf(deployment, pool));
  cleanUp.add(() => timers.stop());
};

const poolOf = (
  pools: readonly FunctionPool[],
  functions: readonly LocalFunction[],
  name: string,
): FunctionPool => {
  const definition = findFunction(functions, name);
  return pools.find((pool) => pool.definition === definition) as FunctionPool;
};
