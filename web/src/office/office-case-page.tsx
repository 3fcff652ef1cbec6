import { useMemo, useState } from "preact/hooks";
import type { OfficeCase } from "../../../src/contract/office.ts";
import { failure } from "../../../src/domain/result.ts";
import type { ApiResult } from "../api/client.ts";
import { SubmittedContent } from "../cases/submitted-content.tsx";
import { StateTag } from "../cases/state-tag.tsx";
import { later } from "../form/later.ts";
import { postFile, sha256Of } from "../form/upload.ts";
import { createUploads } from "../form/uploads.ts";
import { useScanWatch } from "../form/use-scan-watch.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { currentAddress, navigate, place } from "../router.ts";
import { pathTo } from "../routes.ts";
import { useStore } from "../store.ts";
import { LocalText, useLocalize } from "../ui/elements.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { BackLink } from "../ui/page.tsx";
import { AccessLog } from "./access-log.tsx";
import { ActionForm } from "./action-form.tsx";
import type { Gathering } from "./action-fields.tsx";
import { offerFile, readOfficeCase, removeFile, verifyFile } from "./calls.ts";
import { CaseActions } from "./case-actions.tsx";
import { CaseDocuments } from "./case-documents.tsx";
import { CaseDownloads } from "./case-downloads.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseFiles } from "./case-files.tsx";
import { CaseTimeline } from "./case-timeline.tsx";
import { officeFiles } from "./office-files.ts";
import { MissingPage, OfficePage, type OfficePageProps } from "./office-page.tsx";
import { lastList } from "./posts.ts";
import { type FormAction, isFormAction } from "./read-action.ts";

/** Query of the case's page: the action whose form is open. */
const ACTION = "intezkedes";

const read = async (officeId: string, caseId: string): Promise<ApiResult<OfficeCase>> => {
  const answer = await readOfficeCase({ officeId, caseId });
  const impossible =
    !answer.ok && (answer.failure.code === "bad-request" || answer.failure.code === "invalid-fields");
  return impossible ? failure({ code: "not-found" }) : answer;
};

/** Files stay while forms open and close: what was uploaded for one document can go with another. */
const useGathering = (officeId: string, loaded: OfficeCase): Gathering => {
  const [files, uploads] = useMemo(() => {
    const calls = { offerFile, verifyFile, removeFile, readOfficeCase };
    const created = officeFiles({ officeId, caseId: loaded.id }, loaded.looseFiles, calls);
    return [created, createUploads(created, { sha256Of, postFile })] as const;
  }, [officeId, loaded]);
  return { place: files, uploads, scans: useScanWatch(files, later) };
};

/** The open action stands in the address: a reload and a login in between come back to it. */
const useOpenAction = (): { open: FormAction | undefined; choose: (action?: FormAction) => void } => {
  const { search } = useStore(place);
  const named = new URLSearchParams(search).get(ACTION) ?? "";
  const choose = (action?: FormAction): void => {
    const { pathname } = new URL(currentAddress(), window.location.origin);
    navigate(action === undefined ? pathname : `${pathname}?${ACTION}=${action}`, { replace: true });
  };
  return { open: isFormAction(named) ? named : undefined, choose };
};

interface CaseViewProps extends OfficePageProps {
  loaded: OfficeCase;
}

const CaseView = ({ loaded, ...props }: CaseViewProps) => {
  const office = useOfficeMessages();
  const { cases } = useCaseMessages();
  const localize = useLocalize();
  const officeId = props.post.office.id;
  const [detail, setDetail] = useState(loaded);
  const [said, setSaid] = useState("");
  const [byButton, setByButton] = useState(false);
  const { open, choose } = useOpenAction();
  const gathering = useGathering(officeId, loaded);
  const back = useStore(lastList);

  const update = (current: OfficeCase, outcome?: string): void => {
    setDetail(current);
    gathering.place.set(current.looseFiles);
    if (outcome === undefined) return;
    setSaid(outcome);
    choose();
  };
  const openAction = (action: FormAction): void => {
    setSaid("");
    setByButton(true);
    choose(action);
  };
  const params = { officeId, caseId: detail.id };
  const title = localize(detail.form.title);
  const name = `${title} – ${cases.states[detail.state]}`;
  return (
    <OfficePage
      {...props}
      title={<LocalText text={detail.form.title} />}
      name={name}
      lead={
        <span class="office-head">
          {detail.partyName} <StateTag state={detail.state} />
        </span>
      }
      above={
        <BackLink href={back ?? pathTo("officeOverview", { office: officeId })}>
          {back === undefined ? office.case.back : office.case.backToList}
        </BackLink>
      }
    >
      <div class="office-case">
        <div class="office-case__side">
          <CaseActions params={params} detail={detail} open={open} choose={openAction} update={update} />
          <CaseFacts detail={detail} />
        </div>
        <div class="office-case__main">
          <Outcome text={said} />
          {open && (
            <ActionForm
              key={open}
              officeId={officeId}
              detail={detail}
              action={open}
              gathering={gathering}
              focus={byButton}
              update={(current, done) =>
                update(current, done && office.action.done({ action: office.actions[done] }))
              }
              close={() => {
                choose();
                document.getElementById(`office-action-${open}`)?.focus();
              }}
            />
          )}
          {detail.documents.length > 0 && <CaseDocuments params={params} documents={detail.documents} />}
          <section class="section" aria-labelledby="office-content">
            <h2 class="ds-heading" data-size="sm" id="office-content">
              {office.case.content}
            </h2>
            <p class="small">{office.case.contentText}</p>
            <SubmittedContent detail={detail} identityTitle={office.case.partyData} />
          </section>
          <CaseFiles params={params} files={detail.attachments} />
          <CaseDownloads params={params} submissionNumber={detail.submissionNumber} />
          <CaseTimeline events={detail.events} />
          <AccessLog params={params} />
        </div>
      </div>
    </OfficePage>
  );
};

/** A case as the office sees it: what was submitted, what has happened since, and what the post may do now. */
export const OfficeCasePage = ({ caseId, ...props }: OfficePageProps & { caseId: string }) => {
  const office = useOfficeMessages();
  const officeId = props.post.office.id;
  const state = useLoad(() => read(officeId, caseId), [officeId, caseId]);
  return (
    <WhenLoaded state={state} missing={<MissingPage text={office.case.notFound} />}>
      {(loaded) => <CaseView {...props} loaded={loaded} />}
    </WhenLoaded>
  );
};
