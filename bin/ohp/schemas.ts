import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { projectRoot } from "../../lib/project-root.ts";
import { ExamplesSource } from "../../src/app/catalogue/example-source.ts";
import { FormSource, Labels } from "../../src/app/catalogue/form-source.ts";
import { OfficeSource, PresetSource, SettlementSource } from "../../src/app/catalogue/municipality-source.ts";
import { ParameterGroupSource } from "../../src/app/catalogue/parameter-source.ts";
import { ProcedureSource } from "../../src/app/catalogue/procedure-source.ts";
import { isRecord } from "../../src/domain/form/answers.ts";
import { fieldTexts } from "./schema-texts.ts";
import { type Command, readWords } from "./usage.ts";

export const schemaFolder = join(projectRoot, "catalogue", "schemas");

const HELP = `Usage: npx ohp schemas

Writes the JSON Schemas (2020-12) of the catalogue's files to catalogue/schemas/, for completion and hints in
editors. The files name their schema in their first line: # yaml-language-server: $schema=…`;

const sources: Readonly<Record<string, { title: string; schema: GenericSchema }>> = {
  form: { title: "Form (form.yaml)", schema: FormSource },
  labels: { title: "Texts of a form in another language (labels.<language>.yaml)", schema: Labels },
  examples: { title: "Examples of a form (examples.yaml)", schema: ExamplesSource },
  settlement: { title: "Settlement", schema: SettlementSource },
  office: { title: "Office", schema: OfficeSource },
  preset: { title: "Preset of settlements", schema: PresetSource },
  parameters: { title: "Group of settlement parameters", schema: ParameterGroupSource },
  procedure: { title: "Rules of procedure", schema: ProcedureSource },
};

type Schema = Record<string, unknown>;

const documented = (properties: Schema): Schema =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const description = Object.hasOwn(fieldTexts, name) ? fieldTexts[name] : undefined;
      const rest = tidy(schema);
      return [name, description === undefined || !isRecord(rest) ? rest : { description, ...rest }];
    }),
  );

/** Keywords set to null fall away, and fields get the texts editors show. */
const tidy = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(tidy);
  if (!isRecord(schema)) return schema;
  const entries = Object.entries(schema)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [
      name,
      name === "properties" && isRecord(value) ? documented(value) : tidy(value),
    ]);
  return Object.fromEntries(entries);
};

/** What nothing refers to any more, since a keyword in code says it better. */
const withoutUnused = ({ $defs, ...schema }: Schema): Schema =>
  JSON.stringify(schema).includes("#/$defs/") ? { ...schema, $defs } : schema;

const schemaText = (title: string, schema: GenericSchema): string => {
  const converted = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode: "input",
    errorMode: "ignore",
  });
  const { $schema, ...rest } = withoutUnused(tidy(converted) as Schema);
  return `${JSON.stringify({ $schema, title, ...rest }, null, 1)}\n`;
};

/** The schemas' texts by file name. */
export const catalogueSchemas = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(sources).map(([name, { title, schema }]) => [`${name}.json`, schemaText(title, schema)]),
  );

export const schemas: Command = {
  summary: "write the JSON Schemas of the catalogue's files, for editors",
  help: HELP,
  run: async (words) => {
    readWords(words, {}, 0, HELP);
    await mkdir(schemaFolder, { recursive: true });
    const written = catalogueSchemas();
    await Promise.all([...written].map(([name, text]) => writeFile(join(schemaFolder, name), text)));
    console.log(`catalogue/schemas: ${[...written.keys()].join(", ")}`);
    return 0;
  },
};
