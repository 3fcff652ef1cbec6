import { expect, it } from "vitest";
import { countCosts } from "../../support/filing-costs.ts";
import { useFilingStore } from "../../support/filing-store.ts";

const store = useFilingStore();
const KOPHAZA = "06895";

it.each([
  ["a request", "altalanos-celu-kerelem"],
  ["a return whose amounts the portal computes", "idegenforgalmi-ado-bevallas"],
])(
  "%s costs at most ten write units from submission to its team, filed in a batch of ten",
  async (_, form) => {
    const costs = await countCosts(store, { settlement: KOPHAZA, form, size: 10 });
    expect(costs.submitting).toBe(4);
    expect(costs.submitting + costs.filing).toBeLessThanOrEqual(10);
    expect(costs.filingCalls).toBe(2);
  },
);
