import { useState } from "preact/hooks";
import type { OfficeCase } from "../../../src/contract/office.ts";
import type { ApiFailure } from "../api/client.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { Button, Notice } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { type BulkOutcome, type CaseOfOffice, fileCases, readOfficeCase } from "./calls.ts";
import { type FormAction, isFormAction } from "./read-action.ts";

type FilingStep = "receive" | "register";

interface ActionsProps {
  params: CaseOfOffice;
  detail: OfficeCase;
  /** The action whose form is open. */
  open: FormAction | undefined;
  choose: (action: FormAction) => void;
  update: (detail: OfficeCase, outcome: string) => void;
}

/** Receiving and registering need nothing but the wish; they go the way of the lists. */
const useFiling = ({ params, update }: Pick<ActionsProps, "params" | "update">) => {
  const { action: texts, bulk } = useOfficeMessages();
  const [busy, setBusy] = useState<FilingStep>();
  const [failure, setFailure] = useState<ApiFailure>();
  const [refusal, setRefusal] = useState<string>();
  const tell = async (outcome: BulkOutcome | undefined): Promise<void> => {
    const current = await readOfficeCase(params);
    if (!current.ok) return setFailure(current.failure);
    if (outcome?.outcome !== "done") setRefusal(bulk.outcomes[outcome?.outcome ?? "try-again"]);
    update(current.value, outcome?.outcome === "done" ? texts.filed({ number: outcome.number ?? "" }) : "");
  };
  const run = async (step: FilingStep): Promise<void> => {
    setBusy(step);
    setFailure(undefined);
    setRefusal(undefined);
    const answer = await fileCases(params.officeId, step, [params.caseId]);
    if (answer.ok) await tell(answer.value.outcomes[0]);
    else setFailure(answer.failure);
    setBusy(undefined);
  };
  return { busy, failure, refusal, run };
};

/** Decided, and the client does not have every document yet: until then nobody can close it. */
const awaitsDelivery = ({ state, documents }: OfficeCase): boolean =>
  state === "decided" &&
  documents.some(({ delivery, invalidated }) => delivery?.state === "sent" && !invalidated);

/** What the post may do now, and nothing else. */
export const CaseActions = ({ params, detail, open, choose, update }: ActionsProps) => {
  const { actions: names, action: texts, case: words } = useOfficeMessages();
  const { busy, failure, refusal, run } = useFiling({ params, update });
  const { actions: offered } = detail;
  return (
    <section class="office-actions no-print" aria-labelledby="office-actions">
      <h2 class="ds-heading" data-size="xs" id="office-actions">
        {words.actions}
      </h2>
      {offered.length === 0 && <p class="muted">{words.noActions}</p>}
      {awaitsDelivery(detail) && <p class="small">{words.notDelivered}</p>}
      {detail.state === "needs-review" && <p class="small">{words.parked}</p>}
      <ul class="plain-list">
        {offered.map((name) => (
          <li key={name}>
            {isFormAction(name) ? (
              <button
                type="button"
                class="ds-button"
                data-variant={open === name ? "primary" : "secondary"}
                data-size="sm"
                id={`office-action-${name}`}
                aria-expanded={open === name}
                onClick={() => choose(name)}
              >
                {names[name]}
              </button>
            ) : (
              <Button size="sm" busy={busy === name} onClick={() => run(name)}>
                {busy === name ? texts.working : names[name]}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refusal !== undefined && (
        <Notice tone="warning" role="alert">
          <p>{refusal}</p>
        </Notice>
      )}
      {failure && <FailureNotice failure={failure} />}
    </section>
  );
};
