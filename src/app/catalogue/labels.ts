import type { Language, LocalizedText } from "../../domain/localized.ts";
import type { Labels } from "./form-source.ts";
import type { CatalogueProblem, Path, Source } from "./source.ts";

export interface Labelling {
  /** A text of the form with its translations; `path` is where the label files keep them. */
  text: (path: Path, hungarian: string) => LocalizedText;
  /** What is missing from a label file, and what it holds that the form does not have. Ask last. */
  problems: () => readonly CatalogueProblem[];
}

const flatten = (labels: Labels, prefix: Path): { path: Path; text: string }[] =>
  Object.entries(labels).flatMap(([name, value]) => {
    const path = [...prefix, name];
    return typeof value === "string" ? [{ path, text: value }] : flatten(value, path);
  });

const idOf = (path: Path): string => JSON.stringify(path);

/** Building the form asks for every text once: so what was not found is missing, what was not asked for is unknown. */
export const createLabelling = (sources: ReadonlyMap<Language, Source<Labels>>): Labelling => {
  const missing: CatalogueProblem[] = [];
  const asked = new Set<string>();
  const files = [...sources].map(([language, source]) => {
    const entries = flatten(source.value, []);
    return { language, source, entries, texts: new Map(entries.map(({ path, text }) => [idOf(path), text])) };
  });

  return {
    text: (path, hungarian) => {
      asked.add(idOf(path));
      const localized: LocalizedText = { hu: hungarian };
      for (const { language, source, texts } of files) {
        const text = texts.get(idOf(path));
        if (text === undefined) missing.push(source.problemAt(path, "is missing"));
        else localized[language] = text;
      }
      return localized;
    },
    problems: () => [
      ...missing,
      ...files.flatMap(({ source, entries }) =>
        entries
          .filter(({ path }) => !asked.has(idOf(path)))
          .map(({ path }) => source.problemAt(path, "belongs to nothing in form.yaml")),
      ),
    ],
  };
};
