import * as v from "valibot";
import { type CaseId, ENTITY_ID_PATTERN, type OfficeId } from "../src/domain/ids.ts";

/** Ids in the messages of queues: what is none makes the message unreadable. */
export const CaseIdText = v.pipe(
  v.string(),
  v.regex(ENTITY_ID_PATTERN),
  v.transform((id) => id as CaseId),
);
export const OfficeIdText = v.pipe(
  v.string(),
  v.minLength(1),
  v.transform((id) => id as OfficeId),
);
