import { setTimeout as sleep } from "node:timers/promises";
import { fileByClerk } from "../../../src/app/filing/file-by-clerk.ts";
import { jitteredPause } from "../../../src/app/filing/jitter.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { FilingStep } from "../../../src/domain/registry/filing-steps.ts";
import { sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";
import { catalogueOf, filingOf, isPoison } from "./office.ts";
import { count, type World } from "./world.ts";

/** As many as a clerk may take at once. */
const AT_ONCE = 25;

const take = async (world: World, step: FilingStep, records: readonly CaseRecord[]): Promise<void> => {
  const dependencies = {
    register: world.subject.register,
    catalogue: catalogueOf(world),
    sha256,
    timeZone: TIME_ZONE,
    clock: () => world.now,
    pause: (attempt: number) => sleep(jitteredPause(attempt, Math.random()) / 5),
  };
  for (let start = 0; start < records.length; start += AT_ONCE) {
    const cases = records.slice(start, start + AT_ONCE).map(({ id }) => id);
    const outcomes = await fileByClerk(dependencies, { office: world.office.id, cases, step }).catch(
      () => undefined,
    );
    for (const [caseId, { outcome, number }] of outcomes ?? []) {
      count(world, `clerk's ${step} ${outcome}`);
      if (outcome === "done" && number !== undefined) world.told.push({ caseId, number });
    }
  }
};

/** Clerks take what waits for them, as last seen: first it is received, then registered; all take the same cases. */
export const fileByClerks = async (world: World, clerks: number): Promise<void> => {
  const waiting = [...world.seen.values()].filter(
    (record) => !isPoison(record) && filingOf(record).register === "clerk",
  );
  const toReceive = waiting.filter(
    (record) => record.state === "submitted" && filingOf(record).receive === "clerk",
  );
  const toRegister = [...toReceive, ...waiting.filter(({ state }) => state === "received")];
  const each = (step: FilingStep, records: readonly CaseRecord[]) =>
    Promise.all(Array.from({ length: clerks }, () => take(world, step, records)));
  await each("receive", toReceive);
  await each("register", toRegister);
};
