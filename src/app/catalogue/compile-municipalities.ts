import type { FormDefinition } from "../../domain/form/definition.ts";
import type { FormId, OfficeId } from "../../domain/ids.ts";
import type { Procedure } from "../../domain/procedure/procedure.ts";
import { failure, success, type Result } from "../../domain/result.ts";
import type { CalculatorListing, PublishedSettlement, Service } from "../../domain/settlement/settlement.ts";
import type { OfficeSource, PresetSource, SettlementSource } from "./municipality-source.ts";
import { checkPeriods, type ParameterGroupSource } from "./parameter-source.ts";
import type { CatalogueProblem, InvalidSource, Path, Source } from "./source.ts";

export interface PublishedForm {
  form: FormDefinition;
  hash: string;
}

/** By name of the file, without folder and ending. */
export type Named<T> = ReadonlyMap<string, Source<T>>;

export interface Municipalities {
  offices: Named<OfficeSource>;
  presets: Named<PresetSource>;
  settlements: Named<SettlementSource>;
  parameters: Named<ParameterGroupSource>;
  procedure: Procedure;
  /** By `<id>@<version>`. */
  forms: ReadonlyMap<string, PublishedForm>;
}

const listed = (names: Iterable<string>): string => [...names].join(", ") || "none";

interface Claim {
  what: string;
  by: string;
  problemAt: (message: string) => CatalogueProblem;
}

/** What only one may have: the later claims are the mistakes. */
const doubleClaims = (claims: readonly Claim[]): CatalogueProblem[] => {
  const first = new Map<string, string>();
  return claims.flatMap(({ what, by, problemAt }) => {
    const holder = first.get(what);
    first.set(what, holder ?? by);
    return holder === undefined ? [] : [problemAt(`is ${what}, which ${holder} already has`)];
  });
};

const ids = (list: "books" | "teams" | "systems") => (office: OfficeSource) =>
  office[list].map(({ id }, index) => ({ what: id, path: [list, index, "id"] }));

/** Mailboxes and registry books belong to one office each: their numbers must never mean two things. */
export const checkOffices = (offices: Named<OfficeSource>): CatalogueProblem[] => {
  const claims = (names: (office: OfficeSource) => { what: string; path: Path }[]): Claim[] =>
    [...offices].flatMap(([id, { value, problemAt }]) =>
      names(value).map(({ what, path }) => ({
        what,
        by: `offices/${id}.yaml`,
        problemAt: (message) => problemAt(path, message),
      })),
    );
  return [
    ...doubleClaims(claims(({ krid }) => [{ what: krid, path: ["krid"] }])),
    ...doubleClaims(claims(ids("books"))),
    // Teams and systems are an office's own affair: only inside one office must their ids differ.
    ...(["teams", "systems"] as const).flatMap((list) =>
      [...Map.groupBy(claims(ids(list)), ({ by }) => by).values()].flatMap(doubleClaims),
    ),
  ];
};

export const checkCodes = (settlements: Named<SettlementSource>): CatalogueProblem[] =>
  doubleClaims(
    [...settlements].map(([name, { value, problemAt }]) => ({
      what: value.code,
      by: `settlements/${name}.yaml`,
      problemAt: (message) => problemAt(["code"], message),
    })),
  );

const serviceOf = ({ form, hash }: PublishedForm): Service => ({
  form: form.id,
  version: form.version,
  title: form.title,
  summary: form.summary,
  sector: form.sector,
  formHash: hash,
});

const checkPlace = (
  fileName: string,
  { value: settlement, problemAt }: Source<SettlementSource>,
  { offices, presets }: Municipalities,
): CatalogueProblem[] => {
  const problems: CatalogueProblem[] = [];
  const { code, office, book, preset } = settlement;
  const books = offices.get(office)?.value.books.map(({ id }) => id);
  if (!fileName.startsWith(`${code}-`)) {
    problems.push(problemAt(["code"], `is ${code}, but the name of the file does not begin with it`));
  }
  if (!books) {
    problems.push(problemAt(["office"], `refers to ${office}; the offices are ${listed(offices.keys())}`));
  } else if (!books.includes(book)) {
    problems.push(problemAt(["book"], `refers to ${book}; the office's books are ${listed(books)}`));
  }
  if (!presets.has(preset)) {
    problems.push(problemAt(["preset"], `refers to ${preset}; the presets are ${listed(presets.keys())}`));
  }
  return problems;
};

type Offered = SettlementSource["services"] & object;

/** Where the settlement's file says that it offers the service at `index` of all it offers. */
const placeOfService = (settlement: SettlementSource, index: number, offered: number): Path => {
  const extra = index - (offered - settlement.extraServices.length);
  if (extra >= 0) return ["extraServices", extra];
  return settlement.services ? ["services", index] : ["preset"];
};

const checkServices = (
  { value: settlement, problemAt }: Source<SettlementSource>,
  offered: Offered,
  forms: Municipalities["forms"],
): CatalogueProblem[] =>
  offered.flatMap(({ form, version }, index) =>
    forms.has(`${form}@${version}`)
      ? []
      : [
          problemAt(
            placeOfService(settlement, index, offered.length),
            `offers ${form}@${version}; the forms are ${listed(forms.keys())}`,
          ),
        ],
  );

const checkRoutes = (
  { value: settlement, problemAt }: Source<SettlementSource>,
  offered: Offered,
  office: OfficeSource,
): CatalogueProblem[] => {
  const teams = office.teams.map(({ id }) => id);
  const systems = office.systems.map(({ id }) => id);
  return settlement.routes.flatMap(({ form, team, system }, index) => {
    const problems: CatalogueProblem[] = [];
    if (form !== "*" && !offered.some((service) => service.form === form)) {
      const message = `refers to ${form}, which this settlement does not offer`;
      problems.push(problemAt(["routes", index, "form"], message));
    }
    if (!teams.includes(team)) {
      const message = `refers to ${team}; the office's teams are ${listed(teams)}`;
      problems.push(problemAt(["routes", index, "team"], message));
    }
    if (system !== undefined && !systems.includes(system)) {
      const message = `refers to ${system}; the office's systems are ${listed(systems)}`;
      problems.push(problemAt(["routes", index, "system"], message));
    }
    return problems;
  });
};

type Periods = SettlementSource["parameters"];

/** Each group as far as the source itself says something of it: a preset's mistakes are told at the preset. */
export const checkParameters = (
  { value, problemAt }: Source<{ parameters: Periods }>,
  groups: Named<ParameterGroupSource>,
): CatalogueProblem[] =>
  Object.entries(value.parameters).flatMap(([name, periods]) => {
    const group = groups.get(name)?.value;
    if (!group) {
      return [
        problemAt(["parameters", name], `is no group of parameters; there are ${listed(groups.keys())}`),
      ];
    }
    return checkPeriods(group, periods).map(({ path, message }) =>
      problemAt(["parameters", name, ...path], message),
    );
  });

/** A form whose rules need parameters cannot be offered without them. */
const missingParameters = (
  { value: settlement, problemAt }: Source<SettlementSource>,
  offered: Offered,
  forms: Municipalities["forms"],
  parameters: Periods,
): CatalogueProblem[] =>
  offered.flatMap(({ form, version }, index) =>
    (forms.get(`${form}@${version}`)?.form.parameters ?? [])
      .filter((group) => (parameters[group]?.length ?? 0) === 0)
      .map((group) =>
        problemAt(
          placeOfService(settlement, index, offered.length),
          `offers ${form}@${version}, which needs parameters of ${group}`,
        ),
      ),
  );

const byVersion = (first: PublishedForm, second: PublishedForm): number =>
  first.form.version.localeCompare(second.form.version, "en", { numeric: true });

/**
 * Forms with a calculator for which the settlement gives all parameters: in the version it offers, else in the newest.
 */
const calculatorsOf = (
  services: readonly Service[],
  forms: Municipalities["forms"],
  parameters: Periods,
): CalculatorListing[] => {
  const isGiven = (group: string) => (parameters[group]?.length ?? 0) > 0;
  const usable = [...forms.values()].filter(
    ({ form }) => form.calculator !== undefined && (form.parameters ?? []).every(isGiven),
  );
  return [...Map.groupBy(usable, ({ form }) => form.id)].flatMap(([id, versions]) => {
    const offered = services.find(({ form }) => form === id);
    const newest = versions.toSorted(byVersion).at(-1);
    const chosen = versions.find(({ hash }) => hash === offered?.formHash) ?? (offered ? undefined : newest);
    return chosen
      ? [{ form: id, version: chosen.form.version, title: chosen.form.title, formHash: chosen.hash }]
      : [];
  });
};

/** One settlement with everything it refers to in one object, or a sentence for each reference that leads nowhere. */
export const compileSettlement = (
  fileName: string,
  source: Source<SettlementSource>,
  municipalities: Municipalities,
): Result<PublishedSettlement, InvalidSource> => {
  const { offices, presets, forms } = municipalities;
  const { value: settlement } = source;
  const problems = checkPlace(fileName, source, municipalities);
  const office = offices.get(settlement.office)?.value;
  const preset = presets.get(settlement.preset)?.value;
  if (!office || !preset) return failure({ code: "invalid-source", problems });

  const offered = [...(settlement.services ?? preset.services), ...settlement.extraServices];
  const parameters = { ...preset.parameters, ...settlement.parameters };
  problems.push(
    ...checkServices(source, offered, forms),
    ...checkRoutes(source, offered, office),
    ...checkParameters(source, municipalities.parameters),
    ...missingParameters(source, offered, forms, parameters),
  );
  if (problems.length > 0) return failure({ code: "invalid-source", problems });

  const { code, name, county, district, postcodes, book, routes, filing } = settlement;
  const services = offered
    .map(({ form, version }) => forms.get(`${form}@${version}`))
    .filter((published) => published !== undefined)
    .map(serviceOf);
  const fallback = office.teams.slice(0, 1).map(({ id }) => ({ form: "*" as const, team: id }));
  return success({
    code,
    name,
    county,
    district,
    postcodes,
    languages: settlement.languages ?? preset.languages,
    office: { id: settlement.office as OfficeId, ...office },
    book,
    services,
    calculators: calculatorsOf(services, forms, parameters),
    parameters,
    routes: [...routes.map(({ form, ...to }) => ({ form: form as FormId | "*", ...to })), ...fallback],
    filing,
    procedure: municipalities.procedure,
  });
};
