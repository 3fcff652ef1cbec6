import type { OfficeCase } from "../../../src/contract/office.ts";
import { invalidationOf } from "../../../src/domain/case/timeline.ts";
import { Party } from "../acting/names.tsx";
import { RegistryNumber, SubmissionNumber } from "../cases/case-numbers.tsx";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { catalogue } from "../portal.ts";
import { LocalText, type Row, SummaryList } from "../ui/elements.tsx";
import { useLoad } from "../ui/load.tsx";
import { Due } from "./deadline.tsx";

const Deadline = ({ detail }: { detail: OfficeCase }) => {
  const { case: words } = useOfficeMessages();
  return (
    <>
      <Due
        dueOn={detail.deadline?.dueOn}
        paused={detail.deadline?.paused ?? false}
        pausedUntil={detail.pausedUntil}
        state={detail.state}
      />
      {detail.deadline?.extended && <span class="hint">{words.extended}</span>}
    </>
  );
};

/** The team by the name it had when the case began; by its id where the catalogue does not know it. */
const Team = ({ detail, team }: { detail: OfficeCase; team: string }) => {
  const hash = detail.catalogue.settlementHash;
  const state = useLoad(() => catalogue.settlement(hash), [hash]);
  const found = state.kind === "ready" ? state.value.office.teams.find(({ id }) => id === team) : undefined;
  return found ? <LocalText text={found.name} /> : <>{team}</>;
};

const useHolderRows = (detail: OfficeCase): Row[] => {
  const { case: words } = useOfficeMessages();
  const { team, officer, system } = detail;
  if (team === undefined && system === undefined) return [];
  return [
    ...(team === undefined ? [] : [{ name: words.team, value: <Team detail={detail} team={team} /> }]),
    ...(system === undefined ? [] : [{ name: words.system, value: system }]),
    {
      name: words.officer,
      value: officer?.name ?? <span class="muted">{words.nobody}</span>,
    },
  ];
};

/** What one has to know of a case before doing anything in it. */
export const CaseFacts = ({ detail }: { detail: OfficeCase }) => {
  const { case: words } = useOfficeMessages();
  const { cases, acting } = useCaseMessages();
  const language = useLanguage();
  const holder = useHolderRows(detail);
  const { party, actorName, basis } = detail.acting;
  const number = (value: string | undefined) =>
    value === undefined ? (
      <span class="muted">{cases.pending}</span>
    ) : (
      <strong class="number">{value}</strong>
    );
  return (
    <section class="office-facts" aria-labelledby="office-facts">
      <h2 class="ds-heading" data-size="xs" id="office-facts">
        {words.facts}
      </h2>
      <SummaryList
        rows={[
          { name: words.deadline, value: <Deadline detail={detail} /> },
          {
            name: cases.registryNumber,
            value:
              detail.registryNumber === undefined ? (
                number(undefined)
              ) : (
                <RegistryNumber
                  number={detail.registryNumber}
                  isVoid={invalidationOf(detail.events, detail.registryNumber) !== undefined}
                />
              ),
          },
          { name: cases.arrivalNumber, value: number(detail.arrivalNumber) },
          { name: cases.submissionNumber, value: <SubmissionNumber number={detail.submissionNumber} /> },
          ...holder,
          { name: words.party, value: <Party party={party} /> },
          { name: words.actor, value: actorName },
          { name: words.basis, value: `${acting.kinds[party.kind]}, ${acting.bases[basis]}` },
          { name: cases.settlement, value: <LocalText text={detail.settlement.name} /> },
          { name: words.submitted, value: formatDateTime(language, detail.submittedAt) },
        ]}
      />
    </section>
  );
};
