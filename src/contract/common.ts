import * as v from "valibot";
import { ENTITY_ID_PATTERN } from "../domain/ids.ts";
import { languages } from "../domain/localized.ts";
import { SETTLEMENT_CODE_PATTERN } from "../domain/settlement/settlement-code.ts";

/** ISO 8601 with seconds, in UTC: `2026-11-23T09:18:08Z`. */
export const Instant = v.pipe(v.string(), v.isoTimestamp());
/** `2026-11-23`, by the offices' calendar. */
export const Day = v.pipe(v.string(), v.isoDate());
/** Of cases, attachments and mandates. */
export const EntityId = v.pipe(v.string(), v.regex(ENTITY_ID_PATTERN));
/** Only its form; whether the settlement exists is the catalogue's to say. */
export const SettlementCode = v.pipe(v.string(), v.regex(SETTLEMENT_CODE_PATTERN));
/** Only its form; whether the form is offered is the catalogue's to say. */
export const FormId = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(60));
export const Language = v.picklist(languages);
/** Hungarian is always there; a browser in another language falls back to it. */
export const Localized = v.object({
  hu: v.string(),
  en: v.optional(v.string()),
  de: v.optional(v.string()),
  hr: v.optional(v.string()),
});
/** Counts saves. The next one is a number as well, which it would not be after the largest. */
export const Version = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER - 1),
);
