import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { readDraft } from "../../../src/domain/form/draft.ts";
import type { FieldError } from "../../../src/domain/form/definition.ts";
import { validateAnswers } from "../../../src/domain/form/validate.ts";
import { useMessages } from "../language.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { session } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { isLiving } from "../session/session-state.ts";
import { useStore } from "../store.ts";
import { Button, LocalText, Notice, SummaryList, useLocalize } from "../ui/elements.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { AnswerList } from "./answer-list.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { errorText, pageOf } from "./error-text.ts";
import { fieldId } from "./field-id.ts";
import type { FormSurroundings } from "./filling.ts";
import type { LocalFilling } from "./local-filling.ts";
import type { OpenedLocal } from "./open-local.ts";

type LocalCheckProps = Pick<OpenedLocal, "draft" | "settlement" | "context"> & {
  filling: LocalFilling;
  surroundings: FormSurroundings;
};

/** Files come after the login, so that they are no error here. */
const errorsOf = (
  filling: LocalFilling,
  context: OpenedLocal["context"],
): { errors: readonly FieldError[]; filesLater: boolean } => {
  const { answers } = filling.view.get();
  const errors = validateAnswers(filling.form, answers, undefined, context);
  const withFiles = validateAnswers(filling.form, answers, [], context);
  return { errors, filesLater: errors.length < withFiles.length };
};

/** The answers of a form filled without a login, and the way to submitting them. */
export const LocalCheckPage = ({ draft, settlement, context, filling, surroundings }: LocalCheckProps) => {
  const messages = useMessages();
  const { local } = useFillingMessages();
  const localize = useLocalize();
  const { check } = messages.form;
  const { answers } = useStore(filling.view);
  const loggedIn = isLiving(useStore(session.state));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const summary = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (errors.length > 0) summary.current?.focus();
  }, [errors]);

  const { form } = filling;
  const { addresses } = surroundings;
  const goOn = (): void => {
    const found = errorsOf(filling, context).errors;
    setErrors(found);
    if (found.length > 0) return;
    void filling.flush();
    const start = pathTo("start", { settlement: draft.settlement, form: draft.form });
    if (loggedIn) navigate(start);
    else session.logIn(start, form.identification);
  };
  const shown = errors.map((error) => {
    const page = pageOf(form, error.field);
    const address = page ? addresses.page(page) : addresses.tasks;
    return { href: `${address}#${fieldId(error.field)}`, text: errorText(messages, form, error, localize) };
  });
  return (
    <Page
      title={check.title}
      name={`${check.title} – ${localize(form.title)}`}
      caption={<LocalText text={form.title} />}
      lead={local.checkLead}
      above={<BackLink href={addresses.tasks}>{messages.form.tasks}</BackLink>}
    >
      <ErrorSummary focus={summary} errors={shown} />
      <SummaryList rows={[{ name: check.addressee, value: <LocalText text={settlement.office.name} /> }]} />
      <AnswerList
        form={form}
        answers={readDraft(form, answers).answers}
        context={context}
        files={[]}
        submitter={undefined}
        beside={(page) => (
          <a
            class="ds-link"
            href={addresses.page(page.id)}
            aria-label={check.changeLabel({ title: localize(page.title) })}
          >
            {check.change}
          </a>
        )}
      />
      {errorsOf(filling, context).filesLater && (
        <Notice tone="info">
          <p>{local.filesLater}</p>
        </Notice>
      )}
      <div class="actions form__actions">
        <Button onClick={goOn}>{loggedIn ? local.continueIn : local.logIn}</Button>
        {surroundings.status}
      </div>
    </Page>
  );
};
