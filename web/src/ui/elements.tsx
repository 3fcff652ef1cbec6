import type { ComponentChildren } from "preact";
import { type DisplayText, useLanguage, useMessages } from "../language.ts";

type Tone = "info" | "success" | "warning" | "danger";

interface NoticeProps {
  tone: Tone;
  title?: string;
  /** `alert` interrupts a screen reader, `status` waits its turn; without it nothing is announced. */
  role?: "alert" | "status";
  children?: ComponentChildren;
}

export const Notice = ({ tone, title, role, children }: NoticeProps) => (
  <div class="ds-alert notice" data-color={tone} {...(role ? { role } : {})}>
    {title && (
      <h2 class="ds-heading" data-size="2xs">
        {title}
      </h2>
    )}
    {children}
  </div>
);

interface ButtonProps {
  variant?: "primary" | "secondary" | "tertiary";
  tone?: "danger" | "neutral";
  size?: "sm" | "md";
  type?: "button" | "submit";
  busy?: boolean;
  /** What a screen reader says instead of the visible text. */
  label?: string;
  onClick?: () => unknown;
  children: ComponentChildren;
}

/** A busy button stays focusable and says so; pressing it again does nothing. */
export const Button = ({ variant, tone, size, type, busy, label, onClick, children }: ButtonProps) => (
  <button
    class="ds-button"
    type={type ?? "button"}
    data-variant={variant ?? "primary"}
    {...(tone ? { "data-color": tone } : {})}
    {...(size ? { "data-size": size } : {})}
    {...(label ? { "aria-label": label } : {})}
    aria-busy={busy ?? false}
    aria-disabled={busy ?? false}
    onClick={(event) => {
      if (busy) event.preventDefault();
      else void onClick?.();
    }}
  >
    {children}
  </button>
);

interface ButtonLinkProps {
  href: string;
  variant?: "primary" | "secondary";
  /** What a screen reader says instead of the visible text. */
  label?: string;
  children: ComponentChildren;
}

export const ButtonLink = ({ href, variant, label, children }: ButtonLinkProps) => (
  <a
    class="ds-button"
    data-variant={variant ?? "primary"}
    href={href}
    {...(label ? { "aria-label": label } : {})}
  >
    {children}
  </a>
);

/** Text from the catalogue in the reader's language; marked as Hungarian where there is no translation. */
export const LocalText = ({ text }: { text: DisplayText }) => {
  const language = useLanguage();
  const translated = text[language];
  return translated === undefined && language !== "hu" ? <span lang="hu">{text.hu}</span> : <>{translated}</>;
};

export const useLocalize = (): ((text: DisplayText) => string) => {
  const language = useLanguage();
  return (text) => text[language] ?? text.hu;
};

export const Loading = () => {
  const messages = useMessages();
  return (
    <output class="loading">
      <svg class="ds-spinner" data-size="sm" viewBox="0 0 50 50" aria-hidden="true">
        <circle class="ds-spinner__background" cx="25" cy="25" r="20" fill="none" stroke-width="5" />
        <circle class="ds-spinner__circle" cx="25" cy="25" r="20" fill="none" stroke-width="5" />
      </svg>
      {messages.portal.loading}
    </output>
  );
};

export interface Row {
  name: ComponentChildren;
  value: ComponentChildren;
  action?: ComponentChildren;
}

/** Name and value pairs, optionally each with an action. */
export const SummaryList = ({ rows }: { rows: readonly Row[] }) => (
  <dl class="summary">
    {rows.map((row, index) => (
      <div class="summary__row" key={index}>
        <dt>{row.name}</dt>
        <dd>{row.value}</dd>
        {row.action && <dd class="summary__action">{row.action}</dd>}
      </div>
    ))}
  </dl>
);
