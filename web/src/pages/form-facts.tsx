import type { CapacityKind } from "../../../src/domain/acting/capacity.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { useMessages } from "../language.ts";
import { LocalText, Notice, SummaryList } from "../ui/elements.tsx";

const Filers = ({ filers }: { filers: readonly CapacityKind[] }) => {
  const { acting } = useMessages();
  return (
    <ul class="plain-list">
      {filers.map((kind) => (
        <li key={kind}>{acting.kinds[kind]}</li>
      ))}
    </ul>
  );
};

interface FormFactsProps {
  form: FormDefinition;
  /** In which capacities it can be filed with the settlement; undefined: in all. */
  filers: readonly CapacityKind[] | undefined;
}

/** What one should know of a form before starting: who may file it, until when, for how much, on what basis. */
export const FormFacts = ({ form, filers }: FormFactsProps) => {
  const { facts } = useMessages().form;
  const rows = [
    { name: facts.filers, value: filers && <Filers filers={filers} /> },
    { name: facts.deadline, value: form.deadline && <LocalText text={form.deadline} /> },
    { name: facts.fee, value: form.fee && <LocalText text={form.fee} /> },
    { name: facts.legalBasis, value: form.legalBasis && <LocalText text={form.legalBasis} /> },
  ].filter(({ value }) => value);
  return (
    <>
      {form.notice && (
        <Notice tone="info">
          <p>
            <LocalText text={form.notice} />
          </p>
        </Notice>
      )}
      {rows.length > 0 && <SummaryList rows={rows} />}
    </>
  );
};
