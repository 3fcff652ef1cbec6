import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { fieldId } from "../form/field-id.ts";
import { useMessages } from "../language.ts";
import { Button } from "./elements.tsx";
import type { FieldErrors } from "./field-errors.ts";
import { FailureNotice } from "./load.tsx";

/** How an attempt ended: nothing = it succeeded and the page has moved on. */
export type Attempt = { errors: FieldErrors } | { failure: ApiFailure } | undefined;

export interface ShortFormState {
  errors: FieldErrors;
  failure: ApiFailure | undefined;
  busy: boolean;
  summary: RefObject<HTMLElement | null>;
  run: () => Promise<void>;
  /** Other fields are asked for now: what was wrong with those before says nothing any more. */
  clear: () => void;
  /** What was wrong with one field is over. */
  settle: (field: string) => void;
  /** Before the title of the window: what a screen reader reads first after a failed attempt. */
  named: (title: string) => string;
}

const noErrors: FieldErrors = new Map();

/** One attempt at a time; errors stay until the next attempt, `clear` or `settle`, and so does everything typed. */
export const useShortForm = (attempt: () => Promise<Attempt>): ShortFormState => {
  const { form } = useMessages();
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const [failure, setFailure] = useState<ApiFailure>();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const summary = useRef<HTMLElement>(null);
  const [attempts, setAttempts] = useState(0);
  useLayoutEffect(() => {
    if (errors.size > 0) summary.current?.focus();
  }, [attempts]);
  const run = async (): Promise<void> => {
    // The second half of a double click arrives before the button has been drawn anew.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const outcome = await attempt();
    running.current = false;
    setBusy(false);
    setAttempts((count) => count + 1);
    setErrors(outcome && "errors" in outcome ? outcome.errors : noErrors);
    setFailure(outcome && "failure" in outcome ? outcome.failure : undefined);
  };
  const clear = (): void => {
    setErrors(noErrors);
    setFailure(undefined);
  };
  const settle = (field: string): void => {
    if (!errors.has(field)) return;
    // The summary, or its line, goes from under whoever is reading it.
    if (summary.current?.contains(document.activeElement)) document.getElementById(fieldId(field))?.focus();
    setErrors((current) => new Map([...current].filter(([name]) => name !== field)));
  };
  const named = (title: string): string => (errors.size > 0 ? `${form.errorPrefix} ${title}` : title);
  return { errors, failure, busy, summary, run, clear, settle, named };
};

/**
 * `now`: what the page would say of the field now. What was said at the attempt goes as soon as that has changed, or the
 * `value` has: of that the portal has said nothing yet.
 */
export const useSettled = (
  form: ShortFormState,
  field: string,
  now: string | undefined,
  value?: string,
): void =>
  useEffect(() => {
    if (form.errors.get(field) !== now) form.settle(field);
  }, [now, value]);

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
