import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readCatalogueFiles } from "../../../bin/catalogue.ts";
import { catalogueSchemas, schemaFolder } from "../../../bin/ohp/schemas.ts";
import { ExamplesSource } from "../../../src/app/catalogue/example-source.ts";
import { FormSource, Labels } from "../../../src/app/catalogue/form-source.ts";
import {
  OfficeSource,
  PresetSource,
  SettlementSource,
} from "../../../src/app/catalogue/municipality-source.ts";
import { ParameterGroupSource } from "../../../src/app/catalogue/parameter-source.ts";
import { ProcedureSource } from "../../../src/app/catalogue/procedure-source.ts";
import type { SourceFile } from "../../../src/app/catalogue/source.ts";
import { isRecord } from "../../../src/domain/form/answers.ts";

const sources: Readonly<Record<string, v.GenericSchema>> = {
  form: FormSource,
  labels: Labels,
  examples: ExamplesSource,
  settlement: SettlementSource,
  office: OfficeSource,
  preset: PresetSource,
  parameters: ParameterGroupSource,
  procedure: ProcedureSource,
};
const validators = new Map(
  [...catalogueSchemas()].map(([name, text]) => [
    name.replace(".json", ""),
    new Validator(JSON.parse(text) as Schema, "2020-12"),
  ]),
);

const MODELINE = /^# yaml-language-server: \$schema=(?:\.\.\/)*schemas\/([a-z]+)\.json\n/;
const files = (await readCatalogueFiles()).filter(({ path }) => path !== "forms/released.yaml");
const kindOf = ({ text }: SourceFile): string => MODELINE.exec(text)?.[1] ?? "";

/** What of the two take a document: the schema for editors, the one the portal reads with. */
const taken = (kind: string, document: unknown) => ({
  editor: validators.get(kind)?.validate(document).valid,
  portal: v.is(sources[kind] ?? v.never(), document),
});

type Step = string | number;

const pathsOf = (value: unknown, path: Step[] = []): Step[][] => {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...path, index]))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))
      : [];
  return path.length === 0 ? inner : [path, ...inner];
};

const REMOVED = Symbol("removed");

const changed = (
  document: unknown,
  [step, ...rest]: Step[],
  change: (value: unknown) => unknown,
): unknown => {
  if (step === undefined) return change(document);
  if (Array.isArray(document)) {
    return document
      .map((item: unknown, index) => (index === step ? changed(item, rest, change) : item))
      .filter((item) => item !== REMOVED);
  }
  const entries = Object.entries(document as object).map(([key, item]): [string, unknown] =>
    key === step ? [key, changed(item, rest, change)] : [key, item],
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== REMOVED));
};

/** The slips of a writer: something left out, one field too many, a value of another type, an empty one. */
const slips: Readonly<Record<string, (value: unknown) => unknown>> = {
  "left out": () => REMOVED,
  "one field too many": (value) => (isRecord(value) ? { ...value, tooMany: {} } : value),
  "a list": () => [],
  "a number": () => 5,
  "a fraction": () => 0.5,
  "a text": () => "szöveg!",
  "an empty text": () => "",
  nothing: () => null,
  yes: () => true,
};

describe("the schemas for editors", () => {
  it("are the ones `npx ohp schemas` writes now", () => {
    const written = readdirSync(schemaFolder).toSorted();
    expect(written).toEqual([...catalogueSchemas().keys()].toSorted());
    for (const [name, text] of catalogueSchemas()) {
      expect(readFileSync(join(schemaFolder, name), "utf8")).toBe(text);
    }
  });

  it("say what every field of the catalogue is for", () => {
    for (const name of ["key", "when", "compute", "prefill", "advance", "ceilings", "routes"]) {
      const all = [...catalogueSchemas().values()].join("");
      expect(all).toMatch(new RegExp(`"${name}": \\{\\s+"description"`));
    }
  });

  it.each(files)("are named in $path, and take it", (file) => {
    expect(kindOf(file)).not.toBe("");
    expect(taken(kindOf(file), parse(file.text))).toEqual({ editor: true, portal: true });
  });

  const samples = Object.keys(sources).flatMap((kind) => {
    const [sample] = files
      .filter((file) => kindOf(file) === kind && file.text.length > 300)
      .toSorted((a, b) => a.text.length - b.text.length);
    return sample ? [{ kind, document: parse(sample.text) as unknown }] : [];
  });
  // What only code can check: these places may be filled with a text or number that the portal refuses.
  const CODE_ONLY = /(^|\.)(code|from|to|min|max|maxFileSize)$/;

  it.each(samples)(
    "take and refuse the same slips in a file of kind $kind",
    { timeout: 60_000 },
    ({ kind, document }) => {
      const disagreements = pathsOf(document)
        .filter((path) => !CODE_ONLY.test(path.join(".")))
        .flatMap((path) =>
          Object.entries(slips).map(([slip, change]) => ({
            slip: `${path.join(".")}: ${slip}`,
            ...taken(kind, changed(document, path, change)),
          })),
        )
        // A list in the place of a group is told by the portal later, for what the group then lacks.
        .filter(({ slip, editor, portal }) => editor !== portal && !(slip.endsWith(": a list") && portal));
      expect(disagreements).toEqual([]);
    },
  );
});
