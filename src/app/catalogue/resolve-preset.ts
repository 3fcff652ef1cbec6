import type { PresetSource } from "./municipality-source.ts";
import { checkParameters } from "./check-parameters.ts";
import type { ParameterGroupSource } from "./parameter-source.ts";
import type { PublishedForm, Readable } from "./read-catalogue.ts";
import { deadlineProblems } from "./procedure-source.ts";
import type { CatalogueProblem, Source } from "./source.ts";
import { withAlternatives } from "./suggestions.ts";

/** A preset with all it extends in it. */
export interface Preset extends Pick<PresetSource, "parameters" | "filing" | "capacities"> {
  languages: NonNullable<PresetSource["languages"]>;
  services: NonNullable<PresetSource["services"]>;
  deadlines: NonNullable<PresetSource["deadlines"]>;
}

type Read = Readable<Source<PresetSource>>;

/** What stops a preset: a mistake of its own, or the path of the preset it extends that has one. */
type Stop = { problem: CatalogueProblem } | { because: string };

/** From the preset itself to the one that extends nothing. */
const chainOf = (name: string, { sources, broken }: Read): Source<PresetSource>[] | Stop => {
  const names = [name];
  const chain: Source<PresetSource>[] = [];
  for (let current: string | undefined = name; current !== undefined; ) {
    const source = sources.get(current);
    const because = broken.get(current);
    if (!source || because !== undefined) return { because: because ?? `presets/${current}.yaml` };
    chain.push(source);
    const next: string | undefined = source.value.extends;
    if (next === undefined) break;
    const problem = (message: string): Stop => ({ problem: source.problemAt(["extends"], message) });
    if (names.includes(next)) return problem(`goes in a circle: ${[...names, next].join(" → ")}`);
    if (!sources.has(next) && !broken.has(next)) {
      return problem(withAlternatives(`refers to ${next}`, next, "presets", sources.keys()));
    }
    names.push(next);
    current = next;
  }
  return chain;
};

const merged = (chain: readonly Source<PresetSource>[]): Preset | Stop => {
  const values = chain.map(({ value }) => value).toReversed();
  const last = <T>(pick: (preset: PresetSource) => T | undefined): T | undefined =>
    values.map(pick).findLast((value) => value !== undefined);
  const [languages, services] = [last((preset) => preset.languages), last((preset) => preset.services)];
  const [own] = chain;
  if (!languages || !services) {
    const missing = languages ? "services" : "languages";
    const message = "is missing, here and in what it extends";
    return own ? { problem: own.problemAt([missing], message) } : { because: "presets/" };
  }
  const [filing, capacities] = [last((preset) => preset.filing), last((preset) => preset.capacities)];
  return {
    languages,
    services: [...services, ...values.flatMap(({ extraServices }) => extraServices)],
    parameters: Object.assign({}, ...values.map(({ parameters }) => parameters)) as Preset["parameters"],
    deadlines: last((preset) => preset.deadlines) ?? [],
    ...(filing && { filing }),
    ...(capacities && { capacities }),
  };
};

const isStop = (value: object): value is Stop => "problem" in value || "because" in value;

/** Forms in the preset's own lists that do not exist: told here once, not at thousands of settlements. */
const checkForms = (
  { value, problemAt }: Source<PresetSource>,
  { sources, broken }: Readable<PublishedForm>,
): CatalogueProblem[] =>
  (["services", "extraServices"] as const).flatMap((list) =>
    (value[list] ?? []).flatMap(({ form, version }, index) => {
      const name = `${form}@${version}`;
      if (sources.has(name) || broken.has(name)) return [];
      return [problemAt([list, index], withAlternatives(`offers ${name}`, name, "forms", sources.keys()))];
    }),
  );

/** Every preset with what it extends; mistakes are told once, at the preset that has them. */
export const resolvePresets = (
  read: Read,
  groups: Readable<Source<ParameterGroupSource>>,
  forms: Readable<PublishedForm>,
  formIds: ReadonlySet<string>,
  problems: CatalogueProblem[],
): Readable<Preset> => {
  const broken = new Map(read.broken);
  for (const [name, source] of read.sources) {
    const found = [
      ...checkForms(source, forms),
      ...checkParameters(source, groups),
      ...deadlineProblems(source.value.deadlines ?? [], formIds).map(({ path, message }) =>
        source.problemAt(path, message),
      ),
    ];
    problems.push(...found);
    if (found.length > 0) broken.set(name, `presets/${name}.yaml`);
  }
  const resolved = new Map<string, Preset>();
  for (const name of read.sources.keys()) {
    const stop = stopOrPreset(name, { ...read, broken });
    if (!isStop(stop)) resolved.set(name, stop);
    else if ("because" in stop) broken.set(name, stop.because);
    else {
      problems.push(stop.problem);
      broken.set(name, stop.problem.file);
    }
  }
  return { sources: resolved, broken };
};

const stopOrPreset = (name: string, read: Read): Preset | Stop => {
  const chain = chainOf(name, read);
  if (isStop(chain)) return chain;
  return merged(chain);
};
