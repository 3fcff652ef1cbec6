import { useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { type BulkOutcome, fileCases } from "./calls.ts";
import type { Selection } from "./case-table.tsx";

export interface Bulk {
  selection: Selection;
  busy: boolean;
  failure: ApiFailure | undefined;
  /** What the last attempt came to; absent before the first one. */
  result: { done: number; failed: number } | undefined;
  /** The button was pressed with nothing chosen. */
  empty: boolean;
  run: () => Promise<void>;
}

/** Receiving or registering the chosen cases at once; each row then says how it went, and what failed stays chosen. */
export const useBulk = (officeId: string, step: "receive" | "register"): Bulk => {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, BulkOutcome>>(new Map());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const [result, setResult] = useState<Bulk["result"]>();
  const [empty, setEmpty] = useState(false);

  const choose: Selection["choose"] = (changed, chosen) => {
    setEmpty(false);
    setIds((before) => {
      const after = new Set(before);
      for (const id of changed) {
        if (chosen) after.add(id);
        else after.delete(id);
      }
      return after;
    });
  };

  const run = async (): Promise<void> => {
    setEmpty(ids.size === 0);
    if (ids.size === 0 || busy) return;
    setBusy(true);
    setFailure(undefined);
    setResult(undefined);
    const answer = await fileCases(officeId, step, [...ids]);
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    const found = answer.value.outcomes;
    const failed = found.filter(({ outcome }) => outcome !== "done");
    setOutcomes(new Map([...outcomes, ...found.map((one) => [one.id, one] as const)]));
    setIds(new Set(failed.map(({ id }) => id)));
    setResult({ done: found.length - failed.length, failed: failed.length });
  };

  const choosable = (id: string): boolean => outcomes.get(id)?.outcome !== "done";
  return { selection: { ids, choosable, choose, outcomes }, busy, failure, result, empty, run };
};
