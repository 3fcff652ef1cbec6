import type { RefObject } from "preact";
import { useMessages } from "../language.ts";

export interface ShownError {
  /** Where the link leads: an element of this page, or a page of the form with the element in its hash. */
  href: string;
  text: string;
}

interface ErrorSummaryProps {
  errors: readonly ShownError[];
  /** Takes the focus after a failed attempt. */
  focus: RefObject<HTMLElement | null>;
}

/** A fragment alone would scroll to the field; the person wants to be in it. */
const follow = (event: MouseEvent, href: string): void => {
  if (!href.startsWith("#")) return;
  event.preventDefault();
  const target = document.getElementById(href.slice(1));
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
};

/** All errors in one place, each a link to its field. */
export const ErrorSummary = ({ errors, focus }: ErrorSummaryProps) => {
  const { form } = useMessages();
  if (errors.length === 0) return null;
  return (
    <section class="ds-error-summary" aria-labelledby="error-summary-title" tabIndex={-1} ref={focus}>
      <h2 class="ds-heading" id="error-summary-title">
        {form.errorTitle}
      </h2>
      <ul class="ds-list">
        {errors.map(({ href, text }) => (
          <li key={href}>
            <a class="ds-link" href={href} onClick={(event) => follow(event, href)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};
