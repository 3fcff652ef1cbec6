import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface DialogProps {
  title: string;
  /** Interrupts what the person was doing: read out with its text, and given back the focus afterwards. */
  alert?: boolean;
  /** Escape: what the safest button does. */
  onEscape: () => void;
  children: ComponentChildren;
  /** Buttons and what changes; not part of what is read out on opening. */
  actions?: ComponentChildren;
}

/** The browser's own modal dialog: it holds the focus, makes the rest inert and gives the focus back. */
export const Dialog = ({ title, alert, onEscape, children, actions }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed while it is still in the page: one that was taken out gives no focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      class="ds-dialog"
      ref={element}
      {...(alert ? { role: "alertdialog" as const, "aria-describedby": `${id}-text` } : {})}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onEscape();
      }}
    >
      <h2 class="ds-heading" data-size="sm" id={id}>
        {title}
      </h2>
      {alert ? <div id={`${id}-text`}>{children}</div> : children}
      {actions}
    </dialog>
  );
};
