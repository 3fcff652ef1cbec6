import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { caseKeys } from "../../src/adapters/dynamo/keys.ts";
import { type FaultStore, scan, startFaultStore } from "../support/fault-store.ts";
import { submitCases } from "../support/fault-filing.ts";
import { mutants } from "./filing/mutants.ts";
import { proveFiling, violationsOf } from "./filing/prove.ts";
import { redriveOf, scenarios } from "./filing/scenarios.ts";
import { storeItems, submittedItems } from "./filing/world.ts";

const seed = 20_261_123;

let store: FaultStore;
beforeAll(async () => {
  store = await startFaultStore();
});
afterAll(() => store.stop());
afterEach(() => store.setTamper(undefined));

it("cases of the proof lie in the table as the portal would have put them there", async () => {
  const [submitted] = await submitCases(store, 1);
  if (!submitted) throw new Error("no case");
  const ownOf = async () => {
    const items = await scan(store, store.casesTable);
    return items
      .filter(({ pk, caseId }) => pk === caseKeys.case(submitted.id).pk || caseId === submitted.id)
      .toSorted((a, b) => String(a["sk"]).localeCompare(String(b["sk"])));
  };
  const byPortal = await ownOf();
  await storeItems(store, submittedItems(submitted));
  expect(await ownOf()).toEqual(byPortal);
  expect(byPortal).toHaveLength(3);
});

describe("filing stands", () => {
  it.each(Object.entries(scenarios))("%s", async (_, schedule) => {
    const proof = await proveFiling(store, { seed, numbers: [], fixed: [schedule] });
    expect(proof.examples).toEqual([]);
  });

  it("a hundred dead letters redriven, half of them filed before", async () => {
    const proof = await proveFiling(store, { seed, numbers: [], fixed: [redriveOf(100)] });
    expect(proof).toMatchObject({ cases: 100, examples: [] });
    expect(proof.tally["messages redriven"]).toBeGreaterThanOrEqual(100);
  });

  it("whatever comes together, over random schedules", async () => {
    const proof = await proveFiling(store, { seed, numbers: Array.from({ length: 4 }, (_, index) => index) });
    expect(proof.examples).toEqual([]);
    expect(proof.cases).toBeGreaterThan(100);
  });
});

describe("the proof notices", () => {
  it.each(Object.entries(mutants))("%s", async (_, { shownBy, tamper, subject }) => {
    store.setTamper(tamper);
    const plan = { seed, numbers: [], fixed: [scenarios[shownBy]], untilViolated: true };
    const proof = await proveFiling(store, plan, subject);
    expect(violationsOf(proof)).toBeGreaterThan(0);
  });
});
