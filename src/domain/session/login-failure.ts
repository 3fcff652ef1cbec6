/**
 * Why a login did not lead to a session, as the page `/bejelentkezes-hiba?kod=<code>` is told. Small on
 * purpose: it helps an honest client to the next step and tells an attacker nothing.
 */
export type LoginFailureCode =
  /** The client turned back at the broker. */
  | "cancelled"
  /** Too much time passed, or the answer of the broker was used before. */
  | "expired"
  /** The answer belongs to a login begun in another browser or another tab. */
  | "not-started-here"
  /** The broker cannot be reached or reported an error of its own. */
  | "broker"
  /** The broker's answer did not pass the checks. */
  | "rejected"
  /** The client identified in a weaker way than the next step needs. */
  | "level-too-low"
  /** Our own store is overloaded; trying again shortly helps. */
  | "too-busy"
  /** Something is wrong on our side. */
  | "unexpected";
