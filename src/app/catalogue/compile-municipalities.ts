import { canonicalJson } from "../../domain/canonical-json.ts";
import type { FormId, OfficeId } from "../../domain/ids.ts";
import type { Procedure } from "../../domain/procedure/procedure.ts";
import {
  automaticFiling,
  type CalculatorListing,
  cataloguePaths,
  type Office,
  type PublishedSettlement,
  type Service,
} from "../../domain/settlement/settlement.ts";
import { checkFilers, checkRoutes, checkServices, offeredBy, type Offered } from "./check-offers.ts";
import { checkParameters } from "./check-parameters.ts";
import { checkIdentity, checkPlace } from "./check-place.ts";
import {
  checkTexts,
  checkTranslations,
  compileAccounts,
  compileTexts,
  compileTheme,
  type CompiledTheme,
  type Images,
} from "./compile-look.ts";
import type { OfficeSource, SettlementSource } from "./municipality-source.ts";
import type { NationalEntry, NationalList } from "./national-list.ts";
import type { ParameterGroupSource } from "./parameter-source.ts";
import { deadlineProblems, ruleOf } from "./procedure-source.ts";
import type { PublishedContent, ReadySettlement } from "./publish-ports.ts";
import type { PublishedForm, Readable } from "./read-catalogue.ts";
import type { Preset } from "./resolve-preset.ts";
import { type Sha256, shortHash } from "./short-hash.ts";
import type { CatalogueProblem, Source } from "./source.ts";
import { withAlternatives } from "./suggestions.ts";

/** All that settlements refer to. */
export interface Surroundings {
  national: NationalList;
  offices: Readable<Source<OfficeSource>>;
  presets: Readable<Preset>;
  groups: Readable<Source<ParameterGroupSource>>;
  procedure: Procedure;
  /** By `<id>@<version>`. */
  forms: Readable<PublishedForm>;
  /** Ids of all forms, broken ones too. */
  formIds: ReadonlySet<string>;
  images: Images;
  sha256: Sha256;
}

export interface CompiledSettlement {
  /** What is wrong in the settlement's own file. */
  problems: readonly CatalogueProblem[];
  /** Beginnings of the paths where mistakes of others are that it depends on. */
  because: readonly string[];
  /** Only when there is neither. */
  ready?: ReadySettlement;
}

type Periods = SettlementSource["parameters"];

const serviceOf = ({ form, hash }: PublishedForm): Service => ({
  form: form.id,
  version: form.version,
  title: form.title,
  summary: form.summary,
  sector: form.sector,
  formHash: hash,
});

const byVersion = (first: PublishedForm, second: PublishedForm): number =>
  first.form.version.localeCompare(second.form.version, "en", { numeric: true });

/**
 * Forms with a calculator for which the settlement gives all parameters: in the version it offers, else in the newest.
 */
const calculatorsOf = (
  offered: readonly PublishedForm[],
  forms: readonly PublishedForm[],
  parameters: Periods,
): PublishedForm[] => {
  const isGiven = (group: string) => (parameters[group]?.length ?? 0) > 0;
  const usable = forms.filter(
    ({ form }) => form.calculator !== undefined && (form.parameters ?? []).every(isGiven),
  );
  return [...Map.groupBy(usable, ({ form }) => form.id)].flatMap(([id, versions]) => {
    const own = offered.find(({ form }) => form.id === id);
    const chosen = own ? versions.find(({ hash }) => hash === own.hash) : versions.toSorted(byVersion).at(-1);
    return chosen ? [chosen] : [];
  });
};

const calculatorOf = ({ form, hash }: PublishedForm): CalculatorListing => ({
  form: form.id,
  version: form.version,
  title: form.title,
  formHash: hash,
});

/** Mistakes elsewhere that this settlement cannot do without. */
const brokenNeeds = (
  settlement: SettlementSource,
  offered: Offered,
  parameters: Periods,
  { groups, forms }: Surroundings,
): string[] => {
  const wanted = [
    ...offered.map(({ form, version }) => forms.broken.get(`${form}@${version}`)),
    ...Object.keys({ ...parameters, ...settlement.accounts }).map((group) => groups.broken.get(group)),
  ];
  return wanted.filter((path) => path !== undefined);
};

const checkOfficeName = (
  { value: { office: id }, problemAt }: Source<SettlementSource>,
  { name }: OfficeSource,
  languages: Preset["languages"],
): CatalogueProblem[] =>
  languages
    .filter((language) => !Object.hasOwn(name, language))
    .map((language) =>
      problemAt(
        ["office"],
        `is ${id}, whose name lacks ${language}, which is among the settlement's languages`,
      ),
    );

/** Days of the whole country, and those on which the office differs. */
const procedureFor = (
  procedure: Procedure,
  { deadlines: own }: SettlementSource,
  preset: Preset,
  { calendar }: OfficeSource,
): Procedure => {
  const deadlines = own ?? preset.deadlines;
  if (deadlines.length === 0 && !calendar) return procedure;
  const { holidays = [], workdays = [] } = calendar ?? {};
  return {
    ...procedure,
    deadlines: [...deadlines.map(ruleOf), ...procedure.deadlines],
    calendar: {
      holidays: [...procedure.calendar.holidays.filter((day) => !workdays.includes(day)), ...holidays],
      workdays: [...procedure.calendar.workdays.filter((day) => !holidays.includes(day)), ...workdays],
    },
  };
};

const officeOf = (id: string, { calendar: _calendar, ...office }: OfficeSource): Office => ({
  id: id as OfficeId,
  ...office,
});

type Checked = Source<SettlementSource> & { fileName: string };

interface Place {
  entry: NationalEntry;
  office: OfficeSource;
  preset: Preset;
}

/** Office, preset and entry of a settlement, or what there is instead. */
const placeOf = (
  { fileName, ...source }: Checked,
  { national, offices, presets }: Surroundings,
): Place | CompiledSettlement => {
  const { office: officeId, preset: presetName } = source.value;
  const because = [offices.broken.get(officeId), presets.broken.get(presetName)].filter(
    (path) => path !== undefined,
  );
  const entry = national.get(source.value.code);
  const office = offices.sources.get(officeId)?.value;
  const preset = presets.sources.get(presetName);
  const problems = [
    ...checkIdentity(fileName, source, national),
    ...(offices.broken.has(officeId) ? [] : checkPlace(source, offices)),
    ...(preset || presets.broken.has(presetName)
      ? []
      : [
          source.problemAt(
            ["preset"],
            withAlternatives(`refers to ${presetName}`, presetName, "presets", presets.sources.keys()),
          ),
        ]),
  ];
  return entry && office && preset && problems.length === 0 && because.length === 0
    ? { entry, office, preset }
    : { problems, because };
};

/** What a settlement's file comes to, together with all it refers to. */
interface Parts {
  source: Source<SettlementSource>;
  office: OfficeSource;
  preset: Preset;
  offered: Offered;
  /** The forms of `offered` that there are. */
  taken: readonly PublishedForm[];
  parameters: Periods;
  languages: Preset["languages"];
  theme: CompiledTheme;
  paying: ReturnType<typeof compileAccounts>;
}

const partsOf = (
  source: Source<SettlementSource>,
  { office, preset }: Place,
  { forms, groups, images, sha256 }: Surroundings,
): Parts => {
  const { value: settlement } = source;
  const offered = offeredBy(settlement, preset);
  const taken = offered
    .map(({ form, version }) => forms.sources.get(`${form}@${version}`))
    .filter((form) => form !== undefined);
  return {
    source,
    office,
    preset,
    offered,
    taken,
    parameters: { ...preset.parameters, ...settlement.parameters },
    languages: settlement.languages ?? preset.languages,
    theme: compileTheme(source, images, sha256),
    paying: compileAccounts(source, groups, taken),
  };
};

const problemsOf = (
  { source, office, preset, offered, taken, parameters, languages, theme, paying }: Parts,
  { forms, formIds, groups }: Surroundings,
): CatalogueProblem[] => [
  ...checkServices(source, offered, forms, parameters),
  ...checkFilers(source, preset, taken),
  ...checkRoutes(source, offered, office),
  ...checkParameters(source, groups),
  ...deadlineProblems(source.value.deadlines ?? [], formIds).map(({ path, message }) =>
    source.problemAt(path, message),
  ),
  ...theme.problems,
  ...checkTexts(source),
  ...checkTranslations(source, languages),
  ...checkOfficeName(source, office, languages),
  ...paying.problems,
];

/** What differs from the national list, and else the list. */
const identityOf = (
  { code, name, county, district, postcodes }: SettlementSource,
  entry: NationalEntry,
): Pick<PublishedSettlement, "code" | "name" | "county" | "district" | "postcodes"> => ({
  code,
  name: { ...name, hu: entry.name },
  county: county ?? entry.county,
  district: district ?? entry.district,
  postcodes: postcodes ?? entry.postcodes,
});

/** First match wins; what no route names goes to the office's first team. */
const routesOf = ({ routes }: SettlementSource, { teams }: OfficeSource): PublishedSettlement["routes"] => [
  ...routes.map(({ form, ...to }) => ({ form: form as FormId | "*", ...to })),
  ...teams.slice(0, 1).map(({ id }) => ({ form: "*" as const, team: id })),
];

const published = (
  { source, office, preset, taken, parameters, languages, theme, paying }: Parts,
  calculators: readonly PublishedForm[],
  entry: NationalEntry,
  procedure: Procedure,
): PublishedSettlement => {
  const { value: settlement } = source;
  const capacities = settlement.capacities ?? preset.capacities;
  return {
    ...identityOf(settlement, entry),
    languages,
    office: officeOf(settlement.office, office),
    book: settlement.book,
    services: taken.map(serviceOf),
    calculators: calculators.map(calculatorOf),
    parameters,
    routes: routesOf(settlement, office),
    filing: settlement.filing ?? preset.filing ?? automaticFiling,
    procedure: procedureFor(procedure, settlement, preset, office),
    ...(theme.theme && { theme: theme.theme }),
    ...(settlement.texts && { texts: compileTexts(source) }),
    ...(paying.accounts.length > 0 && { accounts: paying.accounts }),
    ...(capacities && { capacities }),
  };
};

/** One settlement with everything it refers to in one object, or a sentence for each reference that leads nowhere. */
export const compileSettlement = (
  fileName: string,
  source: Source<SettlementSource>,
  surroundings: Surroundings,
): CompiledSettlement => {
  const place = placeOf({ fileName, ...source }, surroundings);
  if ("because" in place) return place;
  const parts = partsOf(source, place, surroundings);
  const because = brokenNeeds(source.value, parts.offered, parts.parameters, surroundings);
  const problems = problemsOf(parts, surroundings);
  if (problems.length > 0 || because.length > 0) return { problems, because };
  const { forms, sha256, procedure } = surroundings;
  const calculators = calculatorsOf(parts.taken, [...forms.sources.values()], parts.parameters);
  const settlement = published(parts, calculators, place.entry, procedure);
  const used = [...parts.taken, ...calculators];
  return { problems, because, ready: readyOf(settlement, used, parts.theme.crest, sha256) };
};

const readyOf = (
  settlement: PublishedSettlement,
  forms: readonly PublishedForm[],
  crest: { key: string; content: Uint8Array } | undefined,
  sha256: Sha256,
): ReadySettlement => {
  const [text, officeText] = [canonicalJson(settlement), canonicalJson(settlement.office)];
  const [hash, officeHash] = [shortHash(sha256, text), shortHash(sha256, officeText)];
  const objects = new Map<string, PublishedContent>([
    [cataloguePaths.settlement(hash), text],
    [cataloguePaths.office(officeHash), officeText],
    ...forms.map((form): [string, string] => [cataloguePaths.form(form.hash), form.text]),
  ]);
  if (crest) objects.set(crest.key, crest.content);
  return { settlement, hash, officeHash, objects };
};
