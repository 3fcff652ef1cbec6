/** An expected outcome: a value, or a failure with a string code. Unexpected failures throw. */
export type Result<T, F extends { code: string } = Failure> =
  | { ok: true; value: T }
  | { ok: false; failure: F };

export interface Failure {
  code: string;
}

export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const failure = <F extends { code: string }>(value: F): { ok: false; failure: F } => ({
  ok: false,
  failure: value,
});
