import { filersOf } from "../../domain/settlement/filers.ts";
import type { OfficeSource, SettlementSource } from "./municipality-source.ts";
import type { PublishedForm, Readable } from "./read-catalogue.ts";
import type { Preset } from "./resolve-preset.ts";
import type { CatalogueProblem, Path, Source } from "./source.ts";
import { withAlternatives } from "./suggestions.ts";

export type Offered = Preset["services"];

/** All a settlement offers: the preset's or its own services, and the extra ones. */
export const offeredBy = (settlement: SettlementSource, preset: Preset): Offered => [
  ...(settlement.services ?? preset.services),
  ...settlement.extraServices,
];

/** Where the settlement's file says that it offers the service at `index` of all it offers. */
const placeOfService = (settlement: SettlementSource, index: number, offered: number): Path => {
  const extra = index - (offered - settlement.extraServices.length);
  if (extra >= 0) return ["extraServices", extra];
  return settlement.services ? ["services", index] : ["preset"];
};

/** Forms that do not exist, are offered twice, or need parameters nobody gives. */
export const checkServices = (
  { value: settlement, problemAt }: Source<SettlementSource>,
  offered: Offered,
  { sources, broken }: Readable<PublishedForm>,
  parameters: SettlementSource["parameters"],
): CatalogueProblem[] =>
  offered.flatMap(({ form, version }, index) => {
    const name = `${form}@${version}`;
    const problem = (message: string) =>
      problemAt(placeOfService(settlement, index, offered.length), message);
    if (offered.findIndex((service) => service.form === form) < index) {
      return [problem(`offers ${form}, which is offered already`)];
    }
    const found = sources.get(name);
    if (!found) {
      const sentence = withAlternatives(`offers ${name}`, name, "forms", sources.keys());
      return broken.has(name) ? [] : [problem(sentence)];
    }
    return (found.form.parameters ?? [])
      .filter((group) => (parameters[group]?.length ?? 0) === 0)
      .map((group) => problem(`offers ${name}, which needs parameters of ${group}`));
  });

/** Forms that nobody may file in the capacities the settlement allows. */
export const checkFilers = (
  { value: settlement, problemAt }: Source<SettlementSource>,
  preset: Pick<Preset, "capacities">,
  taken: readonly PublishedForm[],
): CatalogueProblem[] => {
  const allowed = settlement.capacities ? settlement : preset;
  const path = settlement.capacities ? ["capacities"] : ["preset"];
  return taken
    .filter(({ form }) => filersOf(form, allowed)?.length === 0)
    .map(({ form: { id, filers = [] } }) =>
      problemAt(
        path,
        `lets nobody file ${id}, which only ${filers.join(", ")} may; allow one, or do not offer it`,
      ),
    );
};

/** A route that no case comes to, because one before it takes the form. */
const isUnreached = (routes: SettlementSource["routes"], index: number): boolean =>
  routes.slice(0, index).some(({ form }) => form === "*" || form === routes[index]?.form);

export const checkRoutes = (
  { value: settlement, problemAt }: Source<SettlementSource>,
  offered: Offered,
  office: OfficeSource,
): CatalogueProblem[] => {
  const forms = offered.map(({ form }) => form);
  const teams = office.teams.map(({ id }) => id);
  const systems = office.systems.map(({ id }) => id);
  return settlement.routes.flatMap(({ form, team, system }, index) => {
    const refuse = (field: string, written: string, what: string, known: readonly string[]) =>
      problemAt(["routes", index, field], withAlternatives(`refers to ${written}`, written, what, known));
    return [
      ...(form === "*" || forms.includes(form)
        ? []
        : [refuse("form", form, "forms this settlement offers", forms)]),
      ...(isUnreached(settlement.routes, index)
        ? [
            problemAt(
              ["routes", index],
              "is never reached: a route before it takes the form; the first that fits counts",
            ),
          ]
        : []),
      ...(teams.includes(team) ? [] : [refuse("team", team, "office's teams", teams)]),
      ...(system === undefined || systems.includes(system)
        ? []
        : [refuse("system", system, "office's systems", systems)]),
    ];
  });
};
