import type { SubmissionNumber } from "../ids.ts";
import { type EpochSeconds, toLocalDateTime } from "../time.ts";

/** The last four digits of a submission number, 0–9999. */
export type Serial = number;

const SERIALS = 10_000;
const KRID = /^\d{9}$/;

/** `random` holds at least two bytes. Uniqueness comes from the store, not from here. */
export const serialFrom = (random: Uint8Array): Serial =>
  ((random[0] ?? 0) * 256 + (random[1] ?? 0)) % SERIALS;

/** The number to try when another case of the same second already has this one. */
export const nextSerial = (serial: Serial): Serial => (serial + 1) % SERIALS;

const digits = (value: number, length: number): string => String(value).padStart(length, "0");

/**
 * The 27-digit number a client gets on submission: the office mailbox's KRID (9), the office's wall clock
 * as yyyyMMddHHmmss (14), a serial (4). Throws on a KRID that is not 9 digits: the catalogue refuses such
 * an office, so it cannot come from a client.
 */
export const submissionNumber = (parts: {
  krid: string;
  at: EpochSeconds;
  /** IANA name, e.g. `Europe/Budapest`. */
  timeZone: string;
  serial: Serial;
}): SubmissionNumber => {
  if (!KRID.test(parts.krid)) throw new Error("The office's KRID is not 9 digits");
  const local = toLocalDateTime(parts.at, parts.timeZone);
  const date = digits(local.year, 4) + digits(local.month, 2) + digits(local.day, 2);
  const time = digits(local.hour, 2) + digits(local.minute, 2) + digits(local.second, 2);
  return `${parts.krid}${date}${time}${digits(parts.serial, 4)}` as SubmissionNumber;
};
