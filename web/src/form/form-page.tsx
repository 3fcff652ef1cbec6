import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FieldError, FormPage } from "../../../src/domain/form/definition.ts";
import { holds } from "../../../src/domain/form/logic.ts";
import { shownFigures } from "../../../src/domain/form/figures.ts";
import { validatePage } from "../../../src/domain/form/validate.ts";
import { useMessages } from "../language.ts";
import { navigate } from "../router.ts";
import { useStore } from "../store.ts";
import { Button, LocalText, useLocalize } from "../ui/elements.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { errorText } from "./error-text.ts";
import { fieldId } from "./field-id.ts";
import type { Filling, FormSurroundings } from "./filling.ts";
import { PageFields } from "./page-fields.tsx";

export interface FormPageProps {
  filling: Filling;
  surroundings: FormSurroundings;
  /** The pages to be seen with the present answers. */
  pages: readonly FormPage[];
  /** The answers as understood, with what follows from them. */
  values: Answers;
  context: FormContext;
  position: number;
}

/** Errors of the last attempt to leave that are still there; a corrected field is left in peace at once. */
const useErrors = (filling: Filling, page: FormPage, context: FormContext) => {
  const { answers, files } = useStore(filling.view);
  const [attempted, setAttempted] = useState<ReadonlySet<string>>(new Set());
  const validate = (): readonly FieldError[] => validatePage(filling.form, page.id, answers, files, context);
  const shown = attempted.size === 0 ? [] : validate().filter((error) => attempted.has(error.field));
  const attempt = (): boolean => {
    const errors = validate();
    setAttempted(new Set(errors.map((error) => error.field)));
    return errors.length === 0;
  };
  return { shown, attempt };
};

/** How far one is in the form; the sentence beside it says the same in words. */
export const Progress = ({ step, of }: { step: number; of: number }): ComponentChildren => (
  <span class="progress" aria-hidden="true">
    <span class="progress__done" style={{ inlineSize: `${Math.round((step / of) * 100)}%` }} />
  </span>
);

export const FormPageView = ({ filling, surroundings, pages, values, context, position }: FormPageProps) => {
  const messages = useMessages();
  const localize = useLocalize();
  const page = pages[position] as FormPage;
  const { shown, attempt } = useErrors(filling, page, context);
  const [attempts, setAttempts] = useState(0);
  const summary = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (attempts > 0) summary.current?.focus();
  }, [attempts]);

  const { form } = filling;
  const figures = useMemo(() => shownFigures(form, pages, values), [form, pages, values]);
  const { addresses } = surroundings;
  const previous = pages[position - 1];
  const next = pages[position + 1];
  const nextAddress = next ? addresses.page(next.id) : addresses.check;
  const proceed = (): void => {
    // Saving goes on by itself: neither a slow nor a lost connection holds anyone up here.
    void filling.flush();
    if (attempt()) navigate(nextAddress);
    else setAttempts((count) => count + 1);
  };
  const sentences = new Map(shown.map((error) => [error.field, errorText(messages, form, error, localize)]));
  const title = localize(page.title);
  const slots = form.attachments
    .filter((slot) => page.slots?.includes(slot.id))
    // Which files are compulsory may follow from the answers.
    .map((slot) => ({ ...slot, required: slot.required !== undefined && holds(slot.required, values) }));

  return (
    <Page
      title={<LocalText text={page.title} />}
      name={`${shown.length > 0 ? `${messages.form.errorPrefix} ` : ""}${title} – ${localize(form.title)}`}
      caption={
        <>
          <LocalText text={form.title} /> ·{" "}
          {messages.form.step({ current: position + 1, all: pages.length + 1 })}
          <Progress step={position + 1} of={pages.length + 1} />
        </>
      }
      lead={page.intro && <LocalText text={page.intro} />}
      above={
        <div class="form__back">
          {previous && <BackLink href={addresses.page(previous.id)}>{messages.form.back}</BackLink>}
          <a class="ds-link" href={addresses.tasks}>
            {messages.form.tasks}
          </a>
        </div>
      }
    >
      <ErrorSummary
        focus={summary}
        errors={[...sentences].map(([field, text]) => ({ href: `#${fieldId(field)}`, text }))}
      />
      {page.identity && surroundings.identity(page.intro !== undefined)}
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          proceed();
        }}
      >
        <PageFields filling={filling} page={page} values={figures} errors={sentences} />
        {slots.map((slot) => surroundings.slot(slot, sentences.get(`attachments.${slot.id}`)))}
        <div class="actions form__actions">
          <Button type="submit">{messages.form.continue}</Button>
          {surroundings.status}
        </div>
        <p>
          <a class="ds-link" href={addresses.leave.href}>
            {addresses.leave.stop}
          </a>
        </p>
      </form>
    </Page>
  );
};
