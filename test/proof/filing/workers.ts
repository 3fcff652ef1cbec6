import type { SQSRecord } from "aws-lambda";
import { setTimeout as sleep } from "node:timers/promises";
import { createHandler } from "../../../functions/filing-worker/handler.ts";
import { jitteredPause } from "../../../src/app/filing/jitter.ts";
import type { FilingRegister } from "../../../src/app/filing/ports.ts";
import type { Log } from "../../../src/http/log.ts";
import { eventOf } from "../../support/fault-filing.ts";
import { sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";
import { publishedBy } from "./office.ts";
import type { Handed } from "./queue.ts";
import type { Action, Death } from "./schedule.ts";
import { count, type World } from "./world.ts";

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

class Killed extends Error {
  override name = "Killed";
}

const die = (): never => {
  throw new Killed();
};

/** Ends the worker at this point; what it had under way goes on without it, and `late` keeps it. */
const dying = (register: FilingRegister, death: Death, late: Promise<unknown>[]): FilingRegister => {
  switch (death) {
    case "before-read":
      return { ...register, read: async () => die() };
    case "after-read":
      return { ...register, read: async (...request) => (await register.read(...request), die()) };
    case "before-commit":
      return { ...register, commit: async () => die() };
    case "while-committing":
      return {
        ...register,
        commit: async (plan) => {
          late.push(register.commit(plan).catch(() => undefined));
          return die();
        },
      };
    case "after-commit":
      return { ...register, commit: async (plan) => (await register.commit(plan), die()) };
    case "before-acknowledge":
      return register;
  }
};

/** Does something once, before the first commit. */
const interrupted = (register: FilingRegister, interruption: () => Promise<void>): FilingRegister => {
  let done = false;
  return {
    ...register,
    commit: async (plan) => {
      if (!done) {
        done = true;
        await interruption();
      }
      return register.commit(plan);
    },
  };
};

/** One invocation of the worker function. Gives the messages that failed. */
const invoke = async (
  world: World,
  batch: readonly Handed[],
  register: FilingRegister,
): Promise<ReadonlySet<number>> => {
  const handler = createHandler({
    register,
    catalogue: { settlement: async () => publishedBy(world.office, world.repaired) },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => world.now,
    pause: (attempt) => sleep(jitteredPause(attempt, Math.random()) / 5),
    log: silent,
  });
  const event = eventOf(batch);
  const { batchItemFailures } = await handler({
    Records: event.Records.map(
      (record, index): SQSRecord => ({
        ...record,
        messageId: String(batch[index]?.id),
      }),
    ),
  });
  return new Set(batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)));
};

const fileAndAcknowledge = async (
  world: World,
  batch: readonly Handed[],
  register: FilingRegister,
): Promise<void> => {
  // The function's own failure fails the whole batch.
  const failed = await invoke(world, batch, register).catch(() => new Set(batch.map(({ id }) => id)));
  for (const message of batch) if (!failed.has(message.id)) world.queue.acknowledge(message);
};

/** The first worker's batch, when something is to happen to it. */
const fileWithFate = async (
  world: World,
  batch: readonly Handed[],
  { death, expires }: { death?: Death | undefined; expires?: boolean | undefined },
  late: Promise<unknown>[],
): Promise<void> => {
  const { register } = world.subject;
  const isShared = expires
    ? interrupted(register, async () => {
        count(world, "visibility expired during a commit");
        world.queue.expire(batch);
        const again = world.queue.receive(world.now, { forced: true });
        await fileAndAcknowledge(world, again, register);
      })
    : register;
  if (!death) return fileAndAcknowledge(world, batch, isShared);
  count(world, `worker killed ${death}`);
  await invoke(world, batch, dying(isShared, death, late)).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
};

/** Workers take batches side by side until there is no message or they have had enough. */
export const work = async (world: World, action: Extract<Action, { kind: "work" }>): Promise<void> => {
  const { workers, batches, forced, death, expires } = action;
  if (workers === 8 && forced) count(world, "8 workers on one book");
  const late: Promise<unknown>[] = [];
  const one = async (worker: number): Promise<void> => {
    for (let turn = 0; turn < batches; turn++) {
      const batch = world.queue.receive(world.now, { forced });
      if (batch.length === 0) return;
      const isFirst = worker === 0 && turn === 0;
      if (isFirst && (death || expires)) await fileWithFate(world, batch, { death, expires }, late);
      else await fileAndAcknowledge(world, batch, world.subject.register);
      if (isFirst && death) return;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => one(worker)));
  await Promise.all(late);
};
