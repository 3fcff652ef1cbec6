import * as v from "valibot";
import type { IdentificationLevel } from "../../src/domain/session/level.ts";

const LevelsSchema = v.array(
  v.object({ acr: v.string(), level: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)) }),
);

/** `IDENTIFICATION_LEVELS`, the region's `identity.levels` as JSON. Throws at cold start when it is not that. */
export const readLevels = (text: string): readonly IdentificationLevel[] =>
  v.parse(v.pipe(v.string(), v.parseJson(), LevelsSchema), text);
