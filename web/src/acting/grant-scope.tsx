import { useState } from "preact/hooks";
import { fieldId } from "../form/field-id.ts";
import { usePageMessages } from "../messages/pages.ts";
import { success } from "../../../src/domain/result.ts";
import { SettlementName } from "../settlements/settlement-name.tsx";
import { catalogue } from "../portal.ts";
import { SettlementSearch } from "../settlements/settlement-search.tsx";
import { Button, Loading, LocalText, useLocalize } from "../ui/elements.tsx";
import { CheckboxGroup, RadioGroup } from "../ui/fields.tsx";
import { useLoad } from "../ui/load.tsx";
import type { FieldErrors } from "../ui/field-errors.ts";
import type { TypedGrant } from "./read-grant.ts";
import { offeredForms } from "./scope-names.ts";

interface ScopeFieldsProps {
  value: TypedGrant;
  errors: FieldErrors;
  onChange: (change: Partial<TypedGrant>) => void;
}

const ALL = "all";
const SOME = "some";

type ListProps = Pick<ScopeFieldsProps, "value" | "onChange">;

const SettlementList = ({ value, onChange }: ListProps) => {
  const { grant } = usePageMessages().acting;
  const localize = useLocalize();
  const [said, setSaid] = useState("");
  const remove = (code: string): void => {
    onChange({ settlements: value.settlements.filter((other) => other !== code) });
    document.getElementById(`${fieldId("settlements")}-search`)?.focus();
  };
  return (
    <>
      {value.settlements.length > 0 && (
        <ul class="files" aria-label={grant.settlementsChosen}>
          {value.settlements.map((code) => (
            <li class="file" key={code}>
              <span class="file__name">
                <SettlementName code={code} />
              </span>
              <span class="file__actions">
                <Button variant="tertiary" tone="danger" size="sm" onClick={() => remove(code)}>
                  {grant.remove}
                  <span class="ds-sr-only">
                    : <SettlementName code={code} />
                  </span>
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <output class="hint">{said}</output>
      <SettlementSearch
        boxId={`${fieldId("settlements")}-search`}
        onChoose={({ code, name }) => {
          setSaid(grant.added({ name: localize(name) }));
          if (!value.settlements.includes(code)) onChange({ settlements: [...value.settlements, code] });
        }}
      />
    </>
  );
};

const FormList = ({ value, onChange }: ListProps) => {
  const { grant } = usePageMessages().acting;
  const codes = value.everySettlement ? [] : value.settlements;
  const state = useLoad(async () => success(await offeredForms(catalogue, codes)), [codes.join(" ")]);
  if (state.kind !== "ready") return <Loading />;
  if (state.value.size === 0) return <p>{grant.formsNone}</p>;
  return (
    <CheckboxGroup
      name="formList"
      label={grant.forms}
      hiddenLegend
      options={[...state.value].map(([id, title]) => ({ value: id, label: <LocalText text={title} /> }))}
      values={value.forms}
      onChange={(forms) => onChange({ forms })}
    />
  );
};

/** Everything, or chosen settlements and chosen forms. */
export const ScopeFields = ({ value, errors, onChange }: ScopeFieldsProps) => {
  const { grant } = usePageMessages().acting;
  const list = { value, onChange };
  return (
    <>
      <RadioGroup
        name="settlements"
        label={grant.settlements}
        error={errors.get("settlements")}
        options={[
          { value: ALL, label: grant.settlementsAll },
          { value: SOME, label: grant.settlementsSome, inside: <SettlementList {...list} /> },
        ]}
        value={value.everySettlement ? ALL : SOME}
        onChange={(choice) => onChange({ everySettlement: choice === ALL })}
      />
      <RadioGroup
        name="forms"
        label={grant.forms}
        error={errors.get("forms")}
        options={[
          { value: ALL, label: grant.formsAll },
          { value: SOME, label: grant.formsSome, inside: <FormList {...list} /> },
        ]}
        value={value.everyForm ? ALL : SOME}
        onChange={(choice) => onChange({ everyForm: choice === ALL })}
      />
    </>
  );
};
