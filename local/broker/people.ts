import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { parse } from "yaml";

const Id = v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/));
const Text = v.pipe(v.string(), v.minLength(1));

const DirectorySchema = v.strictObject({
  methods: v.array(v.strictObject({ id: Id, name: Text, hint: Text, acr: Text, amr: v.array(Text) })),
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

/** Everybody who can log in locally, and how; throws when the file is not in order. */
export const readDirectory = async (): Promise<Directory> =>
  v.parse(DirectorySchema, parse(await readFile(new URL("people.yaml", import.meta.url), "utf8")));
