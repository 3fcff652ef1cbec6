import { useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { Party } from "../acting/names.tsx";
import { formatDateTime } from "../format/instants.ts";
import { type DisplayText, useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { pathTo } from "../routes.ts";
import { ButtonLink, LocalText, SummaryList, useLocalize } from "../ui/elements.tsx";
import { lazy } from "../ui/lazy.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { CaseNumbers, SubmissionNumber } from "./case-numbers.tsx";
import { Documents } from "./documents.tsx";
import { useFollowedCase } from "./follow.ts";
import { readOwnCase } from "./read-own-case.ts";
import { StateTag } from "./state-tag.tsx";

// Showing the answers needs the form's rules, which most visits to a case do not.
const SubmittedContent = lazy(() =>
  import("./submitted-content.tsx").then((module) => module.SubmittedContent),
);

type Event = CaseDetail["events"][number];

const EventNumber = ({ event }: { event: Event }) => {
  const { cases } = useCaseMessages();
  if (event.number === undefined) return null;
  if (event.type === "submitted") {
    return (
      <p>
        {cases.submissionNumber}: <SubmissionNumber number={event.number} />
      </p>
    );
  }
  const name = event.type === "received" ? cases.arrivalNumber : cases.registryNumber;
  return (
    <p>
      {name}: <strong class="number">{event.number}</strong>
    </p>
  );
};

/** Newest first: what has changed is what one comes to see. */
const Timeline = ({ events, office }: { events: readonly Event[]; office: DisplayText }) => {
  const { cases } = useCaseMessages();
  const language = useLanguage();
  return (
    <ol class="timeline" reversed>
      {events.toReversed().map((event) => (
        <li key={`${event.type}-${event.at}`}>
          <h3 class="ds-heading" data-size="2xs">
            {cases.events[event.type]}
          </h3>
          <p class="small">
            <time dateTime={event.at}>{formatDateTime(language, event.at)}</time>
            {event.office && (
              <>
                {" · "}
                {/* An event keeps the Hungarian name alone; of the case's own office there are others. */}
                <LocalText text={event.office === office.hu ? office : { hu: event.office }} />
              </>
            )}
          </p>
          <EventNumber event={event} />
        </li>
      ))}
    </ol>
  );
};

/** In the party's case stays for good who acted, in whose name and on what basis. */
const Acted = ({ detail }: { detail: CaseDetail }) => {
  const { acting } = useCaseMessages();
  const { actorName, party, basis } = detail.acting;
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {acting.actedTitle}
      </h2>
      <SummaryList
        rows={[
          { name: acting.actor, value: actorName },
          { name: acting.inNameOf, value: <Party party={party} /> },
          { name: acting.basis, value: `${acting.kinds[party.kind]}, ${acting.bases[basis]}` },
        ]}
      />
    </section>
  );
};

const Content = ({ detail }: { detail: CaseDetail }) => {
  const { cases } = useCaseMessages();
  const [opened, setOpened] = useState(false);
  return (
    <details class="ds-details" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{cases.content}</summary>
      <div>{opened && <SubmittedContent detail={detail} />}</div>
    </details>
  );
};

const CaseView = ({ loaded }: { loaded: CaseDetail }) => {
  const { cases } = useCaseMessages();
  const localize = useLocalize();
  const { detail, watching } = useFollowedCase(loaded);
  const title = localize(detail.form.title);
  return (
    <Page
      title={<LocalText text={detail.form.title} />}
      name={`${title} – ${cases.states[detail.state]}`}
      caption={<LocalText text={detail.settlement.name} />}
      above={<BackLink href={pathTo("cases")}>{cases.title}</BackLink>}
    >
      <section class="panel" aria-live="polite">
        <p>
          <StateTag state={detail.state} />
        </p>
        <p>{cases.stateTexts[detail.state]}</p>
        {watching && <p class="small">{cases.watching}</p>}
        {detail.state === "draft" && (
          <ButtonLink href={pathTo("form", { caseId: detail.id })}>{cases.continueDraft}</ButtonLink>
        )}
      </section>
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {cases.numbers}
        </h2>
        <CaseNumbers summary={detail} />
        <SummaryList
          rows={[
            { name: cases.settlement, value: <LocalText text={detail.settlement.name} /> },
            { name: cases.office, value: <LocalText text={detail.office.name} /> },
          ]}
        />
      </section>
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {cases.timeline}
        </h2>
        <Timeline events={detail.events} office={detail.office.name} />
      </section>
      <Acted detail={detail} />
      {detail.state !== "draft" && <Content detail={detail} />}
      {detail.submissionNumber !== undefined && (
        <Documents caseId={detail.id} submissionNumber={detail.submissionNumber} />
      )}
    </Page>
  );
};

export const CasePage = ({ caseId }: { caseId: string }) => {
  const state = useLoad(() => readOwnCase(caseId), [caseId]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage what="case" />}>
      {(detail) => <CaseView loaded={detail} />}
    </WhenLoaded>
  );
};
