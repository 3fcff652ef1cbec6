import { useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { Party } from "../acting/names.tsx";
import { formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { pathTo, type Route } from "../routes.ts";
import { ButtonLink, LocalText, type Row, SummaryList, useLocalize } from "../ui/elements.tsx";
import { lazy } from "../ui/lazy.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { AccessLog } from "./access-log.tsx";
import { type CaseActions, useCaseActions } from "./act.ts";
import { CaseDocuments } from "./case-documents.tsx";
import { CaseNumbers } from "./case-numbers.tsx";
import { Timeline } from "./case-timeline.tsx";
import { Documents } from "./documents.tsx";
import { EmailHint } from "./email-hint.tsx";
import { useFollowedCase } from "./follow.ts";
import { readOwnCase } from "./read-own-case.ts";
import { MessageForm } from "./message-form.tsx";
import { useSettlementLook } from "./settlement-look.ts";
import { StateTag } from "./state-tag.tsx";
import { TakeHome } from "./take-home.tsx";
import { TakeOver, withheldIn } from "./take-over.tsx";
import { Withdraw } from "./withdraw.tsx";

// Showing the answers needs the form's rules, a supplement needs uploads; most visits to a case need neither.
const Supplement = lazy(() => import("./supplement.tsx").then((module) => module.Supplement), ["cases"]);
const SubmittedContent = lazy(() =>
  import("./submitted-content.tsx").then((module) => module.SubmittedContent),
);

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

/** Once it is decided or over, nobody waits for the office any more. */
const worked: ReadonlySet<CaseDetail["state"]> = new Set([
  "registered",
  "in-progress",
  "supplement-requested",
]);

const useDeadline = ({ deadline, state }: CaseDetail): Row[] => {
  const { life } = useCaseMessages().cases;
  const language = useLanguage();
  if (!deadline || !worked.has(state)) return [];
  const remarks = [
    ...(deadline.paused ? [life.deadlinePaused] : []),
    ...(deadline.extended ? [life.deadlineExtended] : []),
  ];
  const value = [formatDay(language, deadline.dueOn), ...remarks].join(" – ");
  return [{ name: life.deadline, value }];
};

const Numbers = ({ detail }: { detail: CaseDetail }) => {
  const { cases } = useCaseMessages();
  const deadline = useDeadline(detail);
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {cases.numbers}
      </h2>
      <CaseNumbers summary={detail} />
      <SummaryList
        rows={[
          { name: cases.settlement, value: <LocalText text={detail.settlement.name} /> },
          { name: cases.office, value: <LocalText text={detail.office.name} /> },
          ...(detail.officer === undefined ? [] : [{ name: cases.life.officer, value: detail.officer }]),
          ...deadline,
        ]}
      />
    </section>
  );
};

/** What waits for the client comes before everything else: documents to take over, then the request to answer. */
const Todo = ({ detail, actions }: { detail: CaseDetail; actions: CaseActions }) => {
  const request = detail.documents.findLast(
    ({ kind, invalidated }) => kind === "supplement-request" && !invalidated,
  );
  return (
    <>
      {withheldIn(detail).map((document) => (
        <TakeOver key={document.id} caseId={detail.id} document={document} actions={actions} />
      ))}
      {request && detail.actions.includes("supplement") && (
        <Supplement key={request.id} detail={detail} request={request} actions={actions} />
      )}
    </>
  );
};

/** What the client may do of their own accord. */
const OwnSteps = ({ detail, actions }: { detail: CaseDetail; actions: CaseActions }) => {
  const may = detail.actions;
  if (!may.includes("message") && !may.includes("withdraw")) return null;
  return (
    <div class="actions own-steps no-print">
      {may.includes("message") && <MessageForm detail={detail} actions={actions} />}
      {may.includes("withdraw") && <Withdraw detail={detail} actions={actions} />}
    </div>
  );
};

const CaseView = ({ loaded }: { loaded: CaseDetail }) => {
  const { cases } = useCaseMessages();
  const localize = useLocalize();
  const { detail, watching, show } = useFollowedCase(loaded);
  useSettlementLook(detail);
  const { said, ...actions } = useCaseActions(detail.id, show);
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
      {detail.state !== "draft" && <EmailHint />}
      <Outcome text={said} />
      <Todo detail={detail} actions={actions} />
      <CaseDocuments detail={detail} />
      <OwnSteps detail={detail} actions={actions} />
      <Numbers detail={detail} />
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {cases.timeline}
        </h2>
        <Timeline detail={detail} />
      </section>
      <Acted detail={detail} />
      {detail.state !== "draft" && <Content detail={detail} />}
      {detail.state !== "draft" && <AccessLog caseId={detail.id} />}
      {detail.submissionNumber !== undefined && (
        <>
          <Documents caseId={detail.id} submissionNumber={detail.submissionNumber} />
          <TakeHome detail={detail} number={detail.submissionNumber} />
        </>
      )}
    </Page>
  );
};

export const CasePage = ({ route }: { route: Route<"case"> }) => {
  const { caseId } = route.params;
  const state = useLoad(() => readOwnCase(caseId), [caseId]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage what="case" />}>
      {(detail) => <CaseView loaded={detail} />}
    </WhenLoaded>
  );
};
