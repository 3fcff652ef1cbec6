/** As GuardDuty names it. */
export type ScanStatus = "NO_THREATS_FOUND" | "THREATS_FOUND" | "UNSUPPORTED" | "ACCESS_DENIED" | "FAILED";

export interface Verdict {
  status: ScanStatus;
  threats?: readonly string[];
  reasons?: readonly string[];
}

/**
 * The test file every scanner finds (eicar.org). In two parts, so that no scanner takes this source for it.
 */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** A PDF that wants a password, by the entry of its trailer (ISO 32000-1 7.6.1). */
const isEncryptedPdf = (content: Buffer): boolean =>
  content.subarray(0, 5).equals(Buffer.from("%PDF-")) && content.includes("/Encrypt");

/** No scanner: finds the test file, wherever it stands, and cannot look into a PDF with a password. */
export const judge = (content: Buffer): Verdict => {
  if (content.includes(EICAR)) return { status: "THREATS_FOUND", threats: ["EICAR-Test-File"] };
  if (isEncryptedPdf(content)) return { status: "UNSUPPORTED", reasons: ["PASSWORD_PROTECTED"] };
  return { status: "NO_THREATS_FOUND" };
};
