import type { CaseState } from "../../../src/domain/case/transitions.ts";
import { useCaseMessages } from "../messages/cases.ts";

type Tone = "neutral" | "info" | "success" | "warning";

const tones: Readonly<Record<CaseState, Tone>> = {
  draft: "neutral",
  submitted: "info",
  received: "info",
  registered: "success",
  "in-progress": "info",
  "supplement-requested": "warning",
  decided: "success",
  closed: "neutral",
  rejected: "warning",
  transferred: "neutral",
  withdrawn: "neutral",
  "needs-review": "warning",
};

/** The state in words; the colour only supports them. */
export const StateTag = ({ state }: { state: CaseState }) => {
  const { cases } = useCaseMessages();
  return (
    <span class="ds-tag" data-color={tones[state]}>
      {cases.states[state]}
    </span>
  );
};
