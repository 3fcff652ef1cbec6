import type { SQSRecord } from "aws-lambda";
import { setTimeout as sleep } from "node:timers/promises";
import { createHandler } from "../../../functions/filing-worker/handler.ts";
import { jitteredPause } from "../../../src/app/filing/jitter.ts";
import type { FilingRegister } from "../../../src/app/filing/ports.ts";
import type { Log } from "../../../src/http/log.ts";
import { eventOf } from "../../support/fault-filing.ts";
import { sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";
import { withdraw } from "./casework.ts";
import { catalogueOf } from "./office.ts";
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
  const deaths: Readonly<Record<Death, Partial<FilingRegister>>> = {
    "before-read": { read: async () => die() },
    "after-read": { read: async (...request) => (await register.read(...request), die()) },
    "before-commit": { commit: async () => die() },
    "while-committing": {
      commit: async (plan) => {
        late.push(register.commit(plan).catch(() => undefined));
        return die();
      },
    },
    "after-commit": { commit: async (plan) => (await register.commit(plan), die()) },
    "before-acknowledge": {},
  };
  return { ...register, ...deaths[death] };
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
    catalogue: catalogueOf(world),
    sha256,
    timeZone: TIME_ZONE,
    clock: () => world.now,
    pause: (attempt) => sleep(jitteredPause(attempt, Math.random()) / 5),
    giveBack: async (receipts) => world.queue.giveBack(receipts.map(Number), world.now),
    log: silent,
  });
  const event = eventOf(batch);
  const { batchItemFailures } = await handler({
    Records: event.Records.map(
      (record, index): SQSRecord => ({
        ...record,
        messageId: String(batch[index]?.id),
        receiptHandle: String(batch[index]?.id),
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

type Fate = Pick<Extract<Action, { kind: "work" }>, "death" | "expires" | "withdraws">;

/** What happens between the reading and the commit of the first worker. */
const meanwhile = async (
  world: World,
  batch: readonly Handed[],
  { expires, withdraws }: Fate,
): Promise<void> => {
  if (withdraws) {
    const record = [...world.accepted.values()].find(({ id }) => (batch[1] ?? batch[0])?.body.includes(id));
    count(world, "withdrawn between reading and commit");
    if (record) await withdraw(world, record.id);
  }
  if (!expires) return;
  count(world, "visibility expired during a commit");
  world.queue.expire(batch);
  const again = world.queue.receive(world.now, { forced: true });
  await fileAndAcknowledge(world, again, world.subject.register);
};

/** The first worker's batch. */
const fileWithFate = async (
  world: World,
  batch: readonly Handed[],
  fate: Fate,
  late: Promise<unknown>[],
): Promise<void> => {
  const register = interrupted(world.subject.register, () => meanwhile(world, batch, fate));
  if (!fate.death) return fileAndAcknowledge(world, batch, register);
  count(world, `worker killed ${fate.death}`);
  await invoke(world, batch, dying(register, fate.death, late)).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
};

/** Workers take batches side by side until there is no message or they have had enough. */
export const work = async (world: World, action: Extract<Action, { kind: "work" }>): Promise<void> => {
  const { workers, batches, forced, size = 10, death } = action;
  if (workers === 8 && forced) count(world, "8 workers on one book");
  const late: Promise<unknown>[] = [];
  const one = async (worker: number): Promise<void> => {
    for (let turn = 0; turn < batches; turn++) {
      const batch = world.queue.receive(world.now, { limit: size, forced });
      if (batch.length === 0) return;
      const isFirst = worker === 0 && turn === 0;
      if (isFirst) await fileWithFate(world, batch, action, late);
      else await fileAndAcknowledge(world, batch, world.subject.register);
      if (isFirst && death) return;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => one(worker)));
  await Promise.all(late);
};
