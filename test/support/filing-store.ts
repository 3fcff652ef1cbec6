import { afterAll, afterEach, beforeAll } from "vitest";
import { inspectBooks } from "./fault-filing.ts";
import { type FaultStore, startFaultStore } from "./fault-store.ts";

/**
 * The store of one test file, there from the first test on. After each test, whatever happened in it, all promises of
 * filing hold in all books the tests have written so far.
 */
export const useFilingStore = (): FaultStore => {
  const store = {} as FaultStore;
  beforeAll(async () => {
    Object.assign(store, await startFaultStore());
  });
  afterAll(() => store.stop());
  afterEach(async () => {
    store.gateway.setRules([]);
    const { violations } = await inspectBooks(store);
    if (violations.length > 0) throw new Error(violations.join("\n"));
  });
  return store;
};
