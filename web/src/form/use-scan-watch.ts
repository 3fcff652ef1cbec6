import { useEffect, useMemo } from "preact/hooks";
import type { Draft, DraftPorts } from "./draft.ts";
import { createScanWatch, type ScanWatch } from "./scan-watch.ts";

const isVisible = (): boolean => document.visibilityState === "visible";

const onVisible = (work: () => void): (() => void) => {
  const hear = (): void => {
    if (isVisible()) work();
  };
  document.addEventListener("visibilitychange", hear);
  return () => document.removeEventListener("visibilitychange", hear);
};

/** Follows the scans of a draft's files for as long as its pages are open. */
export const useScanWatch = (draft: Draft, later: DraftPorts["later"]): ScanWatch => {
  const scans = useMemo(() => createScanWatch(draft, { later, isVisible, onVisible }), [draft, later]);
  useEffect(() => () => scans.close(), [scans]);
  return scans;
};
