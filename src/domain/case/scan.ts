/** What the malware scan can say of one stored version of a file. */
export const scanResults = ["clean", "threats", "unscannable", "failed"] as const;
export type ScanResult = (typeof scanResults)[number];

/**
 * Versions of a stored file by what was found in them. Results come late, twice and in any order, so they are only
 * ever added to, and what follows from them does not depend on the order.
 */
export type ScanFindings = Readonly<Partial<Record<ScanResult, ReadonlySet<string>>>>;

/** Why a file must not be used: something harmful, nothing a scanner can look into, or a scan that went wrong. */
export type Rejection = Exclude<ScanResult, "clean">;

export type Release =
  | { state: "scanning" }
  | { state: "verified" }
  | { state: "rejected"; rejection: Rejection };

/**
 * Threats outweigh everything; a later clean result makes up for a scan that went wrong or was not possible, because
 * it is of the very same bytes.
 */
const weightiest: readonly ScanResult[] = ["threats", "clean", "unscannable", "failed"];

/** Whether the version a file is bound to may be used. Only a clean result for exactly this version releases it. */
export const releaseOf = (objectVersion: string, findings: ScanFindings): Release => {
  const result = weightiest.find((each) => findings[each]?.has(objectVersion));
  if (result === undefined) return { state: "scanning" };
  return result === "clean" ? { state: "verified" } : { state: "rejected", rejection: result };
};
