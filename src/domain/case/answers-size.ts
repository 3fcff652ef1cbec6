import type { Answers } from "./case.ts";

/** Bytes of the answers as JSON in UTF-8; well below what one stored item can hold. */
const MAX_ANSWERS_SIZE = 100 * 1024;

export const fitsDraft = (answers: Answers): boolean =>
  new TextEncoder().encode(JSON.stringify(answers)).length <= MAX_ANSWERS_SIZE;
