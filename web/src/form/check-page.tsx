import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormPage } from "../../../src/domain/form/definition.ts";
import { readDraft } from "../../../src/domain/form/draft.ts";
import { validateAnswers } from "../../../src/domain/form/validate.ts";
import type { ApiFailure } from "../api/client.ts";
import { useMessages } from "../language.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { useStore } from "../store.ts";
import { typedTexts } from "../typed-text.ts";
import { Button, LocalText, Notice, SummaryList, useLocalize } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { AnswerList } from "./answer-list.tsx";
import type { Draft } from "./draft.ts";
import { ErrorSummary, type ShownError } from "./error-summary.tsx";
import { errorText, pageOf } from "./error-text.ts";
import { fieldId } from "./field-id.ts";
import type { Uploads } from "./uploads.ts";

interface CheckPageProps {
  detail: CaseDetail;
  draft: Draft;
  /** Undefined where the form asks for no files. */
  uploads: Uploads;
  /** What became of the last change; shown until it is saved. */
  status: ComponentChildren;
  pages: readonly FormPage[];
  context: FormContext;
}

type NamedErrors = NonNullable<ApiFailure["errors"]>;

/** What stops a submission before or after it is sent. */
type Obstacle =
  | { kind: "errors"; errors: NamedErrors }
  | { kind: "files-pending" }
  | { kind: "failure"; failure: ApiFailure };

const useSubmission = ({
  draft,
  uploads,
  context,
}: Pick<CheckPageProps, "draft" | "uploads" | "context">) => {
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle>();
  const running = useRef(false);

  const findObstacle = (): Obstacle | undefined => {
    const { answers, files } = draft.view.get();
    if (uploads.list.get().some((upload) => upload.state.kind !== "failed")) return { kind: "files-pending" };
    const errors = validateAnswers(draft.form, answers, files, context);
    return errors.length > 0 ? { kind: "errors", errors } : undefined;
  };

  const send = async (): Promise<Obstacle | undefined> => {
    const answer = await draft.submit();
    if (!answer.ok && answer.failure.code === "invalid-fields") {
      return { kind: "errors", errors: answer.failure.errors ?? [] };
    }
    if (!answer.ok && answer.failure.code !== "not-a-draft")
      return { kind: "failure", failure: answer.failure };
    typedTexts.drop(draft.id);
    // Replaces this page: going back does not lead to a form that can no longer be changed.
    navigate(pathTo("submitted", { caseId: draft.id }), { replace: true });
    return undefined;
  };

  const submit = async (): Promise<void> => {
    // The second half of a double click arrives before the button has been drawn anew.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setObstacle(findObstacle() ?? (await send()));
    running.current = false;
    setBusy(false);
  };
  return { busy, obstacle, submit };
};

/** Compulsory files that were not attached, by their slots. */
const missingFiles = ({ form, view }: Draft, context: FormContext): NamedErrors => {
  const { answers, files } = view.get();
  return validateAnswers(form, answers, files, context).filter(
    ({ field, code }) => code === "required" && field.startsWith("attachments."),
  );
};

const Missing = ({ files }: { files: readonly ShownError[] }) =>
  files.length === 0 ? null : (
    <Notice tone="warning">
      {files.map(({ href, text }) => (
        <p key={href}>
          <a class="ds-link" href={href}>
            {text}
          </a>
        </p>
      ))}
    </Notice>
  );

export const CheckPage = ({ detail, draft, uploads, status, pages, context }: CheckPageProps) => {
  const messages = useMessages();
  const localize = useLocalize();
  const { check } = messages.form;
  const { answers, files, save } = useStore(draft.view);
  const { busy, obstacle, submit } = useSubmission({ draft, uploads, context });
  const summary = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (obstacle?.kind === "errors") summary.current?.focus();
  }, [obstacle]);

  const { id: caseId, form } = draft;
  const last = pages.at(-1);
  const officeName = localize(detail.office.name);
  const isScanning = files.some(({ state }) => state === "scanning");
  // A scan that has come to its end since is no obstacle any more.
  const linked = (error: NamedErrors[number]) => {
    const page = pageOf(form, error.field);
    const address = page ? pathTo("formPage", { caseId, page }) : pathTo("form", { caseId });
    return { href: `${address}#${fieldId(error.field)}`, text: errorText(messages, form, error, localize) };
  };
  const errors =
    obstacle?.kind === "errors"
      ? obstacle.errors.filter(({ code }) => code !== "file-scanning" || isScanning)
      : [];
  const shownErrors = errors.map(linked);
  // Named before the attempt already: whoever comes from a form filled without a login could attach nothing so far.
  const missing = errors.length > 0 ? [] : missingFiles(draft, context).map(linked);

  return (
    <Page
      title={check.title}
      name={`${check.title} – ${localize(form.title)}`}
      caption={
        <>
          <LocalText text={form.title} /> ·{" "}
          {messages.form.step({ current: pages.length + 1, all: pages.length + 1 })}
        </>
      }
      lead={check.lead}
      above={
        last && <BackLink href={pathTo("formPage", { caseId, page: last.id })}>{messages.form.back}</BackLink>
      }
    >
      <ErrorSummary focus={summary} errors={shownErrors} />
      <Missing files={missing} />
      <SummaryList rows={[{ name: check.addressee, value: <LocalText text={detail.office.name} /> }]} />
      <AnswerList
        form={form}
        answers={readDraft(form, answers).answers}
        context={context}
        files={files}
        submitter={detail.submitter}
        beside={(page) => (
          <a
            class="ds-link"
            href={pathTo("formPage", { caseId, page: page.id })}
            aria-label={check.changeLabel({ title: localize(page.title) })}
          >
            {check.change}
          </a>
        )}
      />
      {obstacle?.kind === "files-pending" && (
        <Notice tone="warning" role="alert">
          <p>{check.filesPending}</p>
        </Notice>
      )}
      {obstacle?.kind === "failure" && (
        <FailureNotice failure={obstacle.failure} level={form.identification} />
      )}
      <p>{check.submitNote({ office: officeName })}</p>
      <div class="actions form__actions">
        <Button busy={busy} onClick={submit}>
          {busy ? check.submitting : check.submit}
        </Button>
        {save.kind !== "saved" && status}
      </div>
    </Page>
  );
};
