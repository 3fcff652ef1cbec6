import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * What a button of the page has done, where the button itself may be gone with it: the focus comes here instead of
 * falling back to the top of the page, and the sentence into sight. Empty while there is nothing to say.
 */
export const Outcome = ({ text }: { text: string }) => {
  const element = useRef<HTMLOutputElement>(null);
  useLayoutEffect(() => {
    if (text !== "") element.current?.focus();
  }, [text]);
  return (
    <output class="outcome" tabIndex={-1} ref={element}>
      {text}
    </output>
  );
};
