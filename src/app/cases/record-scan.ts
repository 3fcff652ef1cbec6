import type { ScanResult } from "../../domain/case/scan.ts";
import type { FileVersion, ScanStore } from "./attachment-ports.ts";

export type ScanOutcome = "noted" | "unknown-file";

/**
 * Notes what a scan found in one version of a file. Safe to repeat and in any order. A file that has been removed
 * meanwhile, or was never the portal's, is nobody's concern.
 */
export const recordScan = async (
  scans: ScanStore,
  version: FileVersion,
  result: ScanResult,
): Promise<ScanOutcome> => ((await scans.note(version, result)) ? "noted" : "unknown-file");
