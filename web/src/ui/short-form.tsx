import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { fieldId } from "../form/field-id.ts";
import { useMessages } from "../language.ts";
import { Button } from "./elements.tsx";
import { FailureNotice } from "./load.tsx";

/** Sentences by field name, in the order of the page. */
export type FieldErrors = ReadonlyMap<string, string>;

/** How an attempt ended: nothing = it succeeded and the page has moved on. */
export type Attempt = { errors: FieldErrors } | { failure: ApiFailure } | undefined;

export interface ShortFormState {
  errors: FieldErrors;
  failure: ApiFailure | undefined;
  busy: boolean;
  summary: RefObject<HTMLElement | null>;
  run: () => Promise<void>;
  /** Before the title of the window: what a screen reader reads first after a failed attempt. */
  named: (title: string) => string;
}

const noErrors: FieldErrors = new Map();

/** One attempt at a time; errors stay until the next attempt, and so does everything typed. */
export const useShortForm = (attempt: () => Promise<Attempt>): ShortFormState => {
  const { form } = useMessages();
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const [failure, setFailure] = useState<ApiFailure>();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const summary = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (errors.size > 0) summary.current?.focus();
  }, [errors]);
  const run = async (): Promise<void> => {
    // The second half of a double click arrives before the button has been drawn anew.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const outcome = await attempt();
    running.current = false;
    setBusy(false);
    setErrors(outcome && "errors" in outcome ? outcome.errors : noErrors);
    setFailure(outcome && "failure" in outcome ? outcome.failure : undefined);
  };
  const named = (title: string): string => (errors.size > 0 ? `${form.errorPrefix} ${title}` : title);
  return { errors, failure, busy, summary, run, named };
};

interface ShortFormProps {
  form: ShortFormState;
  submit: string;
  busy: string;
  tone?: "danger";
  /** Beside the button, e.g. the way back. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

/** Errors first, each a link to its field; then the fields; then the button. */
export const ShortForm = ({ form, submit, busy, tone, beside, children }: ShortFormProps) => (
  <>
    <ErrorSummary
      focus={form.summary}
      errors={[...form.errors].map(([field, text]) => ({ href: `#${fieldId(field)}`, text }))}
    />
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.run();
      }}
    >
      {children}
      {form.failure && <FailureNotice failure={form.failure} />}
      <div class="actions form__actions">
        <Button type="submit" busy={form.busy} {...(tone ? { tone } : {})}>
          {form.busy ? busy : submit}
        </Button>
        {beside}
      </div>
    </form>
  </>
);

/**
 * Errors the portal found, as sentences of the page's own fields. A field is named by the path in the body
 * (`settings.address.postcode`), on the page by its end (`postcode`). Undefined where one belongs to no field.
 */
export const errorsOfPortal = (
  failure: ApiFailure,
  fields: readonly string[],
  sentence: (field: string, code: string) => string,
): FieldErrors | undefined => {
  if (failure.code !== "invalid-fields" || !failure.errors || failure.errors.length === 0) return undefined;
  const found = new Map<string, string>();
  for (const { field, code } of failure.errors) {
    const name = fields.find(
      (own) => field === own || field.endsWith(`.${own}`) || field.includes(`.${own}.`),
    );
    if (name === undefined) return undefined;
    if (!found.has(name)) found.set(name, sentence(name, code));
  }
  return new Map(fields.flatMap((name) => (found.has(name) ? [[name, found.get(name) ?? ""] as const] : [])));
};
