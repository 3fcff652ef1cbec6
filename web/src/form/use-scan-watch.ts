import { useEffect, useMemo } from "preact/hooks";
import type { DraftPorts } from "./draft.ts";
import { createScanWatch, type ScanWatch } from "./scan-watch.ts";
import type { FilePlace } from "./uploads.ts";

const isVisible = (): boolean => document.visibilityState === "visible";

const onVisible = (work: () => void): (() => void) => {
  const hear = (): void => {
    if (isVisible()) work();
  };
  document.addEventListener("visibilitychange", hear);
  return () => document.removeEventListener("visibilitychange", hear);
};

/** Follows the scans of a place's files until it is closed. */
export const watchScans = (place: FilePlace, later: DraftPorts["later"]): ScanWatch =>
  createScanWatch(place, { later, isVisible, onVisible });

/** As `watchScans`, for as long as its pages are open. */
export const useScanWatch = (place: FilePlace, later: DraftPorts["later"]): ScanWatch => {
  const scans = useMemo(() => watchScans(place, later), [place, later]);
  useEffect(() => () => scans.close(), [scans]);
  return scans;
};
