import { useState } from "preact/hooks";
import type { Capacity } from "../../../src/contract/acting.ts";
import { success } from "../../../src/domain/result.ts";
import { formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { usePageMessages } from "../messages/pages.ts";
import { catalogue } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { Notice, useLocalize } from "../ui/elements.tsx";
import { type Option, RadioGroup, TextField } from "../ui/fields.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";
import { type Attempt, ShortForm, type ShortFormState, useShortForm } from "../ui/short-form.tsx";
import { useActing } from "./acting-now.ts";
import { isOwnParty, partyNumbers } from "./names.tsx";
import { loadScopeNames, type ScopeNames, scopeText } from "./scope-names.ts";
import { switchCapacity, useActingErrors } from "./switch-capacity.ts";
import { wayBack } from "./way-back.ts";
import { call } from "../account/calls.ts";

const SOLE_TRADER = "sole-trader";
const DOCUMENT = "document";
const known = (id: string): string => `known:${id}`;

interface Choices {
  capacities: readonly Capacity[];
  names: ScopeNames;
}

const loadChoices = async () => {
  const answer = await call("listCapacities", {});
  if (!answer.ok) return answer;
  const { capacities } = answer.value;
  return success({
    capacities,
    names: await loadScopeNames(
      catalogue,
      capacities.map(({ scope }) => scope),
    ),
  });
};

/** Why one may, how far, and until when. */
const useDetail = (names: ScopeNames): ((capacity: Capacity) => string) => {
  const messages = usePageMessages();
  const { acting } = messages;
  const language = useLanguage();
  const localize = useLocalize();
  return (capacity) =>
    [
      isOwnParty(capacity.party) ? "" : acting.kinds[capacity.party.kind],
      capacity.basis === "self" ? "" : acting.bases[capacity.basis],
      partyNumbers(messages, capacity.party),
      capacity.scope ? scopeText(messages, names, capacity.scope, localize) : "",
      capacity.rights === "submit" ? acting.submitOnly : "",
      capacity.validTo === undefined
        ? ""
        : acting.capacity.validTo({ day: formatDay(language, capacity.validTo) }),
    ]
      .filter((part) => part !== "")
      .join(" · ");
};

const useOptions = ({ capacities, names }: Choices): readonly Option[] => {
  const { acting } = usePageMessages();
  const detail = useDetail(names);
  return capacities.map((capacity) => ({
    value: known(capacity.id),
    label: (
      <>
        {isOwnParty(capacity.party) ? acting.kinds[capacity.party.kind] : capacity.party.name}
        {capacity.active && (
          <>
            {" "}
            <span class="ds-tag" data-color="success">
              {acting.capacity.current}
            </span>
          </>
        )}
      </>
    ),
    hint: detail(capacity),
  }));
};

interface ChoiceFormProps {
  form: ShortFormState;
  options: readonly Option[];
  chosen: string | undefined;
  choose: (value: string) => void;
}

const ChoiceForm = ({ form, options, chosen, choose }: ChoiceFormProps) => {
  const { acting } = usePageMessages();
  return (
    <ShortForm
      form={form}
      submit={chosen === DOCUMENT ? acting.capacity.next : acting.capacity.submit}
      busy={acting.capacity.busy}
    >
      <RadioGroup
        name="capacity"
        label={acting.capacity.group}
        error={form.errors.get("capacity")}
        options={options}
        value={chosen}
        onChange={choose}
      />
    </ShortForm>
  );
};

/** The right the session acts by is gone: the list no longer has it. */
const EndedNotice = ({ capacities }: Pick<Choices, "capacities">) => {
  const { capacity } = usePageMessages().acting;
  const acting = useActing();
  const revocable = acting?.basis === "mandate" || acting?.basis === "statutory";
  if (!acting || !revocable || capacities.some(({ active }) => active)) return null;
  return (
    <Notice tone="warning" title={capacity.endedTitle}>
      <p>{capacity.endedText({ name: acting.party.name })}</p>
    </Notice>
  );
};

const CapacityChoice = ({ capacities, names }: Choices) => {
  const { acting, pageNames } = usePageMessages();
  const texts = acting.capacity;
  const errorText = useActingErrors();
  const active = capacities.find((capacity) => capacity.active);
  const [chosen, setChosen] = useState(active && known(active.id));
  const [taxNumber, setTaxNumber] = useState("");

  const attempt = async (): Promise<Attempt> => {
    if (chosen === undefined) return { errors: new Map([["capacity", texts.chooseOne]]) };
    if (chosen === DOCUMENT) {
      navigate(pathTo("documentCapacity") + window.location.search);
      return undefined;
    }
    if (chosen === SOLE_TRADER) {
      if (taxNumber.trim() === "")
        return { errors: new Map([["taxNumber", errorText("required", texts.taxNumber)]]) };
      return switchCapacity({ choose: "sole-trader", taxNumber }, ["taxNumber"], (_, code) =>
        errorText(code === "pattern" ? "tax-number" : code, texts.taxNumber),
      );
    }
    const capacity = capacities.find(({ id }) => known(id) === chosen);
    if (capacity?.active) {
      navigate(wayBack(window.location.search), { replace: true });
      return undefined;
    }
    return switchCapacity({ choose: "known", id: capacity?.id ?? "" }, [], () => "");
  };
  const form = useShortForm(attempt);

  const options = [
    ...useOptions({ capacities, names }),
    {
      value: SOLE_TRADER,
      label: active?.party.kind === "sole-trader" ? texts.otherSoleTrader : texts.soleTrader,
      hint: texts.soleTraderHint,
      inside: (
        <TextField
          name="taxNumber"
          label={texts.taxNumber}
          hint={texts.taxNumberHint}
          type="digits"
          width="short"
          maxLength={30}
          error={form.errors.get("taxNumber")}
          value={taxNumber}
          onChange={setTaxNumber}
        />
      ),
    },
    { value: DOCUMENT, label: texts.document, hint: texts.documentHint },
  ];
  return (
    <Page title={pageNames.capacity} name={form.named(pageNames.capacity)} lead={texts.lead}>
      <EndedNotice capacities={capacities} />
      <ChoiceForm
        form={form}
        options={options}
        chosen={chosen}
        choose={(value) => {
          setChosen(value);
          form.clear();
        }}
      />
      <section class="section">
        <h2 class="ds-heading" data-size="xs">
          {texts.missingTitle}
        </h2>
        <ul class="ds-list">
          {texts.missing.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <p>
          <a class="ds-link" href={pathTo("mandates")}>
            {texts.mandatesLink}
          </a>
        </p>
      </section>
    </Page>
  );
};

/** The choice of capacity (eljárás módja): exactly one is active. */
export const CapacityPage = () => {
  const state = useLoad(loadChoices, []);
  return <WhenLoaded state={state}>{(choices) => <CapacityChoice {...choices} />}</WhenLoaded>;
};
