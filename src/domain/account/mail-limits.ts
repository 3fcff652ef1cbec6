import type { EpochSeconds } from "../time.ts";

/** How many e-mails may be asked for within any hour; the second one keeps a stranger's mailbox from being filled. */
export const mailLimits = { perAccount: 5, perAddress: 3 } as const;
export const MAIL_WINDOW_SECONDS = 3_600;

/**
 * The instants of recent e-mails with one more at `now`, or, when the limit is reached, in how many seconds the
 * oldest of them no longer counts. Any 60 minutes are looked at, not the hours of the clock.
 */
export const countMail = (
  sent: readonly EpochSeconds[],
  limit: number,
  now: EpochSeconds,
): { sent: readonly EpochSeconds[] } | { retryAfter: number } => {
  const recent = sent.filter((at) => at > now - MAIL_WINDOW_SECONDS);
  if (recent.length < limit) return { sent: [...recent, now] };
  const first = recent.toSorted((one, other) => one - other)[recent.length - limit] ?? now;
  return { retryAfter: first + MAIL_WINDOW_SECONDS - now };
};
