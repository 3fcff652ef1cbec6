import { readCatalogueFiles } from "../../../bin/catalogue.ts";
import { compileForm, labelFilesOf } from "../../../src/app/catalogue/compile-form.ts";
import { ExamplesSource } from "../../../src/app/catalogue/example-source.ts";
import { ParameterGroupSource } from "../../../src/app/catalogue/parameter-source.ts";
import { readSource, type SourceFile } from "../../../src/app/catalogue/source.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";

/** A form as it is published, with its own examples and what a settlement may say in the groups it reads. */
export interface ProjectForm {
  form: FormDefinition;
  examples: ExamplesSource;
  groups: ReadonlyMap<string, ParameterGroupSource>;
}

const must = <T>(read: { ok: true; value: T } | { ok: false }): T => {
  if (!read.ok) throw new Error("The catalogue does not compile; npx ohp form check says why");
  return read.value;
};

const groupsOf = (form: FormDefinition, files: readonly SourceFile[]): ProjectForm["groups"] =>
  new Map(
    (form.parameters ?? []).map((name) => {
      const file = files.find(({ path }) => path === `parameters/${name}.yaml`);
      if (!file) throw new Error(`There is no group ${name}`);
      return [name, must(readSource(file, ParameterGroupSource)).value];
    }),
  );

/** Every version of every form of the project, published (through JSON) as browser and server get it. */
export const readProjectForms = async (): Promise<ProjectForm[]> => {
  const files = await readCatalogueFiles();
  return files
    .filter(({ path }) => path.endsWith("/form.yaml"))
    .map((file) => {
      const compiled = must(compileForm(file, labelFilesOf(file, files)));
      const form = JSON.parse(JSON.stringify(compiled)) as FormDefinition;
      const path = file.path.replace(/form\.yaml$/, "examples.yaml");
      const source = files.find((candidate) => candidate.path === path) ?? { path, text: "" };
      return {
        form,
        examples: must(readSource(source, ExamplesSource)).value,
        groups: groupsOf(form, files),
      };
    });
};
