import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { parse } from "yaml";

const Id = v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/));
const Text = v.pipe(v.string(), v.minLength(1));

const DirectorySchema = v.strictObject({
  methods: v.array(
    v.strictObject({
      id: Id,
      name: Text,
      hint: Text,
      acr: Text,
      level: v.picklist([1, 2, 3, 4]),
      amr: v.array(Text),
    }),
  ),
  people: v.array(
    v.strictObject({
      id: Id,
      name: Text,
      birthName: Text,
      mothersName: Text,
      placeOfBirth: Text,
      birthdate: v.pipe(v.string(), v.isoDate()),
    }),
  ),
});
export type Directory = v.InferOutput<typeof DirectorySchema>;
export type Person = Directory["people"][number];
export type Method = Directory["methods"][number];

/** Everybody who can log in locally, and how; throws when the file is not in order. */
export const readDirectory = async (): Promise<Directory> =>
  v.parse(DirectorySchema, parse(await readFile(new URL("people.yaml", import.meta.url), "utf8")));

/**
 * The methods that meet `acr_values` (names apart by spaces): those at least as strong as the weakest named.
 * All of them when none is asked for, or none the broker knows, as the parameter is a wish (Core 3.1.2.1).
 */
export const methodsFor = (methods: readonly Method[], acrValues: unknown): readonly Method[] => {
  const named = typeof acrValues === "string" ? acrValues.split(" ") : [];
  const levels = methods.filter(({ acr }) => named.includes(acr)).map(({ level }) => level);
  return levels.length === 0 ? methods : methods.filter(({ level }) => level >= Math.min(...levels));
};
