import type { Answers } from "../../../src/domain/case/case.ts";
import { writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { createStore, type Store } from "../store.ts";
import type { Filling } from "./filling.ts";
import type { LocalDraft, LocalDrafts } from "./local-drafts.ts";

interface LocalView {
  answers: Answers;
  /** When it was last kept, in milliseconds; undefined before the first change. `false`: the browser keeps nothing. */
  savedAt: number | false | undefined;
}

export interface LocalFilling extends Filling {
  view: Store<LocalView>;
  /** Another tab has written: its answers count from now on. False when it deleted or moved the draft. */
  adopt: () => boolean;
  /** Deletes it; whatever is still to be kept is kept no more. */
  remove: () => void;
}

interface LocalPorts {
  drafts: LocalDrafts;
  now: () => number;
  /** Runs later; returns the function that prevents it. */
  later: (work: () => void, milliseconds: number) => () => void;
}

/** After the last key: writing to the browser's storage at each one would be felt. */
const KEEP_AFTER = 400;

/** Answers kept in the browser a moment after each change; `flush` before the page goes. */
export const createLocalFilling = (
  begun: LocalDraft,
  form: FormDefinition,
  { drafts, now, later }: LocalPorts,
): LocalFilling => {
  const view = createStore<LocalView>({
    answers: begun.answers,
    savedAt: drafts.read(begun)?.savedAt,
  });
  let removed = false;
  let waiting: (() => void) | undefined;

  const keep = (): boolean => {
    waiting?.();
    waiting = undefined;
    const savedAt = now();
    const { answers } = view.get();
    // Where it is being moved to is noted in the stored one only.
    const moving = drafts.read(begun)?.moving;
    const kept = !removed && drafts.keep({ ...begun, answers, savedAt, ...(moving && { moving }) });
    view.set({ answers, savedAt: kept && savedAt });
    return kept;
  };
  const flush = (): boolean => (waiting || view.get().savedAt === false ? keep() : true);

  return {
    form,
    view,
    change: (key, value) => {
      view.set({ ...view.get(), answers: writeAnswer(view.get().answers, key, value) });
      waiting?.();
      waiting = later(keep, KEEP_AFTER);
    },
    flush: async () => flush(),
    adopt: () => {
      const current = drafts.read(begun);
      if (current?.formHash !== begun.formHash) {
        removed = true;
        return false;
      }
      // What was just typed here is written in a moment, and the other tab hears of it.
      if (!waiting) view.set({ answers: current.answers, savedAt: current.savedAt });
      return true;
    },
    remove: () => {
      removed = true;
      drafts.drop(begun);
    },
  };
};
