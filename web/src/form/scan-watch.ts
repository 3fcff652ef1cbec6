import { createStore, type Readable } from "../store.ts";
import type { DraftPorts } from "./draft.ts";
import type { FilePlace } from "./uploads.ts";

export interface ScanWatchPorts {
  later: DraftPorts["later"];
  isVisible: () => boolean;
  /** Called whenever the page comes into sight again; returns the function that ends that. */
  onVisible: (work: () => void) => () => void;
}

export interface ScanWatch {
  /** Has looked for two minutes in vain; only the person's wish makes it look again. */
  tired: Readable<boolean>;
  lookAgain: () => void;
  close: () => void;
}

/** Milliseconds between looks: two minutes in all. */
const PAUSES = [1_000, 1_000, 2_000, 3_000, 5_000, 8_000, 10_000, 15_000, 20_000, 25_000, 30_000];

/**
 * Looks how files in scan stand. Reading a case counts as activity of the session, so this follows what the person has
 * just done (uploaded a file, opened the draft, come back to the page), ends after two minutes, and does not look
 * while the page is hidden.
 */
export const createScanWatch = (
  place: Pick<FilePlace, "view" | "refreshFiles">,
  { later, isVisible, onVisible }: ScanWatchPorts,
): ScanWatch => {
  const tired = createStore(false);
  let known: ReadonlySet<string> = new Set();
  let looks = 0;
  let cancel: (() => void) | undefined;
  let looking = false;
  let closed = false;

  const scanning = (): ReadonlySet<string> =>
    new Set(
      place.view
        .get()
        .files.filter(({ state }) => state === "scanning")
        .map(({ id }) => id),
    );

  const schedule = (): void => {
    cancel?.();
    cancel = undefined;
    const pause = PAUSES[looks];
    if (closed || looking || scanning().size === 0) return;
    if (pause === undefined) tired.set(true);
    else cancel = later(() => void look(), pause);
  };

  const look = async (): Promise<void> => {
    // Coming back to the page begins anew.
    if (!isVisible()) return;
    looks++;
    looking = true;
    await place.refreshFiles();
    looking = false;
    schedule();
  };

  const startAnew = (): void => {
    looks = 0;
    tired.set(false);
    schedule();
  };

  const follow = (): void => {
    const now = scanning();
    const isNew = [...now].some((id) => !known.has(id));
    known = now;
    if (isNew) startAnew();
    else if (now.size === 0) schedule();
  };

  const endFollowing = place.view.subscribe(follow);
  const endWaiting = onVisible(startAnew);
  follow();
  return {
    tired,
    lookAgain: startAnew,
    close: () => {
      closed = true;
      cancel?.();
      endFollowing();
      endWaiting();
    },
  };
};
