import { useEffect } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { catalogue } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo, type Route } from "../routes.ts";
import { Accounts, accountsAfter } from "../settlements/accounts.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Button, ButtonLink, LocalText, SummaryList, useLocalize } from "../ui/elements.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";
import { RegistryNumber, SubmissionNumber } from "./case-numbers.tsx";
import { Documents } from "./documents.tsx";
import { EmailHint } from "./email-hint.tsx";
import { useFollowedCase } from "./follow.ts";
import { readOwnCase } from "./read-own-case.ts";
import { useSettlementLook } from "./settlement-look.ts";

/** Filing as it goes on, under the confirmation: each number appears when the office's registry has given it. */
const Progress = ({ detail }: { detail: CaseDetail }) => {
  const { cases } = useCaseMessages();
  const { arrivalNumber, registryNumber, registryNumberInvalidated } = detail;
  const pending = <span class="muted">{cases.pending}</span>;
  const registered = registryNumber !== undefined && (
    <RegistryNumber number={registryNumber} isVoid={registryNumberInvalidated} />
  );
  return (
    <div aria-live="polite">
      <SummaryList
        rows={[
          { name: cases.arrivalNumber, value: arrivalNumber ?? pending },
          { name: cases.registryNumber, value: registered || pending },
        ]}
      />
    </div>
  );
};

/** Where one pays, as the settlement says now: an account may have changed since the draft was begun. */
const useAccounts = ({ settlement, form }: CaseDetail): ReturnType<typeof accountsAfter> => {
  const state = useLoad(() => catalogue.currentSettlement(settlement.code), [settlement.code]);
  return state.kind === "ready" ? accountsAfter(state.value, form.id) : [];
};

const Confirmation = ({ loaded, number }: { loaded: CaseDetail; number: string }) => {
  const { cases, portal } = useCaseMessages();
  const language = useLanguage();
  const localize = useLocalize();
  const { detail } = useFollowedCase(loaded);
  useSettlementLook(detail);
  const accounts = useAccounts(detail);
  const steps = accounts.length > 0 ? [...cases.next, cases.pay] : cases.next;
  const submitted = detail.events.find((event) => event.type === "submitted");
  return (
    <Page title={cases.submittedTitle} name={cases.submittedTitle}>
      <p class="print-only">{portal.name}</p>
      <section class="receipt">
        <p>{cases.submittedLead({ office: localize(detail.office.name) })}</p>
        <p class="receipt__label">{cases.submissionNumber}</p>
        <p class="receipt__number">
          <SubmissionNumber number={number} />
        </p>
        <CopyButton text={number} />
      </section>
      <p>{cases.keepNumber}</p>
      <SummaryList
        rows={[
          { name: cases.form, value: <LocalText text={detail.form.title} /> },
          { name: cases.settlement, value: <LocalText text={detail.settlement.name} /> },
          { name: cases.office, value: <LocalText text={detail.office.name} /> },
          { name: cases.submittedAt, value: submitted ? formatDateTime(language, submitted.at) : "" },
        ]}
      />
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {cases.nextTitle}
        </h2>
        <ol class="ds-list">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <Progress detail={detail} />
        <EmailHint />
      </section>
      <Accounts accounts={accounts} />
      <Documents caseId={detail.id} submissionNumber={number} />
      <div class="actions no-print">
        <ButtonLink href={pathTo("case", { caseId: detail.id })}>{cases.openCase}</ButtonLink>
        <Button variant="secondary" onClick={() => window.print()}>
          {cases.print}
        </Button>
      </div>
    </Page>
  );
};

const NotYetSubmitted = ({ caseId }: { caseId: string }) => {
  useEffect(() => navigate(pathTo("case", { caseId }), { replace: true }), [caseId]);
  return null;
};

export const SubmittedPage = ({ route }: { route: Route<"submitted"> }) => {
  const { caseId } = route.params;
  const state = useLoad(() => readOwnCase(caseId), [caseId]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage what="case" />}>
      {(detail) =>
        detail.submissionNumber === undefined ? (
          <NotYetSubmitted caseId={caseId} />
        ) : (
          <Confirmation loaded={detail} number={detail.submissionNumber} />
        )
      }
    </WhenLoaded>
  );
};
