import type { ComponentChildren } from "preact";
import { useArrival } from "./arrival.ts";
import { useArrivedLook } from "./theme.ts";

interface PageProps {
  title: ComponentChildren;
  /** The title as plain text, for the window. */
  name: string;
  /** Small line above the heading, e.g. the settlement. */
  caption?: ComponentChildren;
  lead?: ComponentChildren;
  /** Beside the heading, e.g. the settlement's coat of arms. */
  emblem?: ComponentChildren;
  /** Steps back, above everything. */
  above?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

/** One topic, one column, one first-level heading. */
export const Page = ({ title, name, caption, lead, emblem, above, wide, children }: PageProps) => {
  const heading = useArrival(name);
  useArrivedLook();
  return (
    <article class={wide ? "page page--wide" : "page"}>
      {above}
      <header class="page__head">
        {emblem}
        {caption && <p class="page__caption">{caption}</p>}
        <h1 class="ds-heading" data-size="lg" tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {lead && (
          <p class="page__lead" data-size="lg">
            {lead}
          </p>
        )}
      </header>
      {children}
    </article>
  );
};

export const BackLink = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <a class="ds-link back-link" href={href}>
    {children}
  </a>
);
