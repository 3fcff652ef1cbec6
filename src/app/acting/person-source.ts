import * as v from "valibot";
import { isCalendarDay } from "../../domain/acting/natural-person.ts";
import { hasForbiddenCharacters, normaliseLine } from "../../domain/form/text.ts";
import { TEXT_EXPECTED } from "../catalogue/source.ts";

/** Parts of the files an operator imports; messages are for their author. */
export const TextSource = v.pipe(
  v.string(TEXT_EXPECTED),
  v.transform(normaliseLine),
  v.nonEmpty("must not be empty"),
  v.check((text) => !hasForbiddenCharacters(text), "must not hold controls or changes of direction"),
);

const DAY_EXPECTED = 'must be a day in quotes, such as "2026-01-31"';
export const DaySource = v.pipe(v.string(DAY_EXPECTED), v.check(isCalendarDay, DAY_EXPECTED));

/** The natural identification data by which the broker tells who logs in. */
export const PersonSource = v.strictObject({
  birthName: TextSource,
  mothersName: TextSource,
  placeOfBirth: TextSource,
  dateOfBirth: DaySource,
});
