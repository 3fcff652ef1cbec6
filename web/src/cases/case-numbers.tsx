import type { CaseSummary } from "../../../src/contract/cases.ts";
import { groupSubmissionNumber } from "../format/submission-number.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { SummaryList } from "../ui/elements.tsx";

/** Drawn in groups; a screen reader gets them with pauses, and marking the text copies the bare digits. */
export const SubmissionNumber = ({ number }: { number: string }) => {
  const parts = groupSubmissionNumber(number);
  return (
    <span class="submission-number">
      <span class="ds-sr-only">{parts.map((groups) => groups.join(" ")).join(", ")}</span>
      <span aria-hidden="true">
        {parts.map((groups, index) => (
          <span class="submission-number__part" key={index}>
            {groups.map((group, position) => (
              <span key={position}>{group}</span>
            ))}
          </span>
        ))}
      </span>
    </span>
  );
};

const NumberName = ({ name, hint }: { name: string; hint: string }) => (
  <>
    {name}
    <span class="hint">{hint}</span>
  </>
);

/** The number of the case, and whether its entry was a mistake: then nobody should refer to it. */
export const RegistryNumber = ({ number, isVoid }: { number: string; isVoid: boolean | undefined }) => {
  const { cases } = useCaseMessages();
  return (
    <>
      <strong class="number">{number}</strong>
      {isVoid && <span class="hint"> {cases.voidNumber}</span>}
    </>
  );
};

/** The three numbers of a case, never merged: of the submission, of the office's arrival book, of its registry. */
export const CaseNumbers = ({ summary }: { summary: CaseSummary }) => {
  const { cases } = useCaseMessages();
  const orPending = (number: string | undefined) =>
    number === undefined ? (
      <span class="muted">{cases.pending}</span>
    ) : (
      <strong class="number">{number}</strong>
    );
  return (
    <SummaryList
      rows={[
        {
          name: <NumberName name={cases.registryNumber} hint={cases.registryNumberHint} />,
          value:
            summary.registryNumber === undefined ? (
              orPending(undefined)
            ) : (
              <RegistryNumber number={summary.registryNumber} isVoid={summary.registryNumberInvalidated} />
            ),
        },
        {
          name: <NumberName name={cases.arrivalNumber} hint={cases.arrivalNumberHint} />,
          value: orPending(summary.arrivalNumber),
        },
        {
          name: <NumberName name={cases.submissionNumber} hint={cases.submissionNumberHint} />,
          value:
            summary.submissionNumber === undefined ? (
              orPending(undefined)
            ) : (
              <>
                <SubmissionNumber number={summary.submissionNumber} />
                <CopyButton text={summary.submissionNumber} />
              </>
            ),
        },
      ]}
    />
  );
};
