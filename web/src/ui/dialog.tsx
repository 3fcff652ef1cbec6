import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface DialogProps {
  title: string;
  /** Escape: what the safest button does. */
  onEscape: () => void;
  children: ComponentChildren;
}

/** The browser's own modal dialog: it holds the focus, makes the rest inert and gives the focus back. */
export const Dialog = ({ title, onEscape, children }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      class="ds-dialog"
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onEscape();
      }}
    >
      <h2 class="ds-heading" data-size="sm" id={titleId}>
        {title}
      </h2>
      {children}
    </dialog>
  );
};
