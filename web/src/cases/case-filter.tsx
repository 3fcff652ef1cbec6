import { type CaseGroup, caseGroups, type CaseSummary } from "../../../src/contract/cases.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { pathTo } from "../routes.ts";
import { useLocalize } from "../ui/elements.tsx";

export interface Filter {
  settlement?: string | undefined;
  group?: CaseGroup | undefined;
}

type Settlement = CaseSummary["settlement"];

/** The list as it was asked for stands in the address, so that coming back finds it so. */
export const readFilter = (search: string): Filter => {
  const query = new URLSearchParams(search);
  const settlement = query.get("telepules") ?? "";
  const group = caseGroups.find((known) => known === query.get("allapot"));
  return { ...(/^\d{5}$/.test(settlement) && { settlement }), ...(group && { group }) };
};

export const listAddress = ({ settlement, group }: Filter, pages: number): string => {
  const query = new URLSearchParams({
    ...(settlement !== undefined && { telepules: settlement }),
    ...(group && { allapot: group }),
    ...(pages > 1 && { oldal: String(pages) }),
  }).toString();
  return query === "" ? pathTo("cases") : `${pathTo("cases")}?${query}`;
};

interface ChoiceProps {
  id: string;
  label: string;
  all: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

const Choice = ({ id, label, all, options, value, onChange }: ChoiceProps) => (
  <div class="ds-field">
    <label class="ds-label" htmlFor={id}>
      {label}
    </label>
    <select class="ds-input" id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </div>
);

interface FilterProps {
  filter: Filter;
  /** Settlements the client has cases in, as far as they were seen. */
  settlements: readonly Settlement[];
  change: (filter: Filter) => void;
}

/** Which cases of the party are listed; in whose name is chosen with the capacity. */
export const CaseFilter = ({ filter, settlements, change }: FilterProps) => {
  const { filter: texts } = useCaseMessages().cases.life;
  const localize = useLocalize();
  return (
    <search class="filter" aria-label={texts.title}>
      <Choice
        id="filter-settlement"
        label={texts.settlement}
        all={texts.all}
        options={settlements.map(({ code, name }) => ({ value: code, label: localize(name) }))}
        value={filter.settlement ?? ""}
        onChange={(settlement) => change({ ...filter, settlement: settlement || undefined })}
      />
      <Choice
        id="filter-group"
        label={texts.group}
        all={texts.all}
        options={caseGroups.map((group) => ({ value: group, label: texts.groups[group] }))}
        value={filter.group ?? ""}
        onChange={(group) => change({ ...filter, group: caseGroups.find((known) => known === group) })}
      />
    </search>
  );
};
