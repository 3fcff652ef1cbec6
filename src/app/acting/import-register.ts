import * as v from "valibot";
import type { Party } from "../../domain/acting/capacity.ts";
import { company, institution } from "../../domain/acting/party.ts";
import { parseShortName } from "../../domain/acting/short-name.ts";
import { parseTaxNumber } from "../../domain/acting/tax-number.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import {
  type CatalogueProblem,
  type InvalidSource,
  readSource,
  type Source,
  type SourceFile,
  TEXT_EXPECTED,
} from "../catalogue/source.ts";
import { personKeyOf } from "./person-key.ts";
import { DaySource, PersonSource, TextSource } from "./person-source.ts";
import type { RegisteredPerson, RegisterStore } from "./ports.ts";

/** Turns what a parser makes of the text into the value, or its refusal into the author's sentence. */
const parsedBy = (parse: (text: string) => Result<string>, message: string) =>
  v.pipe(
    v.string(TEXT_EXPECTED),
    v.check((text) => parse(text).ok, message),
    v.transform((text) => {
      const parsed = parse(text);
      return parsed.ok ? parsed.value : text;
    }),
  );
const TaxNumber = parsedBy(parseTaxNumber, "must be a tax number with a right check digit: 12892312-2-41");
const ShortName = parsedBy(parseShortName, "must be at most 10 letters and digits without accents");

const Party = v.variant(
  "kind",
  [
    v.strictObject({ kind: v.literal("company"), name: TextSource, taxNumber: TaxNumber }),
    v.strictObject({
      kind: v.literal("institution"),
      name: TextSource,
      taxNumber: TaxNumber,
      shortName: ShortName,
    }),
  ],
  "must be company or institution",
);

/** What a register's file says: `register` names it, so that the next import of it replaces this one. */
const RegisterSource = v.strictObject({
  register: v.pipe(
    v.string(TEXT_EXPECTED),
    v.regex(/^[a-z][a-z0-9-]{0,29}$/, "must be lower-case letters, digits and hyphens"),
  ),
  entries: v.array(
    v.strictObject({
      person: PersonSource,
      party: Party,
      validFrom: DaySource,
      validTo: v.optional(DaySource),
    }),
  ),
});
type RegisterSource = v.InferOutput<typeof RegisterSource>;
type Entry = RegisterSource["entries"][number];

const toParty = (party: Entry["party"]): Party =>
  party.kind === "company"
    ? company(party.name, party.taxNumber)
    : institution(party.name, party.taxNumber, party.shortName);

const readEntries = async ({
  value: { register, entries },
  problemAt,
}: Source<RegisterSource>): Promise<{ people: RegisteredPerson[]; problems: CatalogueProblem[] }> => {
  const people: RegisteredPerson[] = [];
  const problems: CatalogueProblem[] = [];
  const seen = new Set<string>();
  for (const [index, { person, party: stated, validFrom, validTo }] of entries.entries()) {
    const personKey = await personKeyOf(person);
    const party = toParty(stated);
    const entry = `${register}:${party.id}`;
    const id = `${personKey} ${entry}`;
    if (personKey === undefined) {
      problems.push(
        problemAt(["entries", index, "person"], "names nobody: each part needs letters or digits"),
      );
      continue;
    }
    if (seen.has(id))
      problems.push(problemAt(["entries", index, "party"], "is already in this file for the same person"));
    if (validTo !== undefined && validTo < validFrom)
      problems.push(problemAt(["entries", index, "validTo"], "must not be before validFrom"));
    seen.add(id);
    const days = { validFrom, ...(validTo !== undefined && { validTo }) };
    people.push({ personKey, representation: { entry, party, ...days } });
  }
  return { people, problems };
};

/**
 * Loads a register's file (YAML): the register then has these entries and no others. All or nothing: one
 * mistake anywhere changes nothing, and every mistake is named with file, line and field.
 */
export const importRegister = async (
  store: Pick<RegisterStore, "replace">,
  file: SourceFile,
): Promise<Result<{ register: string; kept: number; ended: number }, InvalidSource>> => {
  const source = readSource(file, RegisterSource);
  if (!source.ok) return source;
  const { people, problems } = await readEntries(source.value);
  if (problems.length > 0) return failure({ code: "invalid-source", problems });
  const { register } = source.value.value;
  return success({ register, ...(await store.replace(register, people)) });
};
