import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useMessages } from "../language.ts";
import { place } from "../router.ts";

// The turn of the router whose arrival was announced last; the first page load is the browser's own affair.
let announced = place.get().turn;

/**
 * What a browser does on loading a page, for pages that are changed in place: sets the title and moves the focus
 * to the heading (or to the element the address names), so that a screen reader reads where one has arrived.
 */
export const useArrival = (title: string): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null);
  const messages = useMessages();
  // Both before anybody sees the page: whoever is quick with the keyboard must not lose the focus again.
  useLayoutEffect(() => {
    document.title = title === messages.portal.name ? title : messages.portal.title({ page: title });
  }, [title, messages]);
  useLayoutEffect(() => {
    const { turn, hash } = place.get();
    if (turn === announced) return;
    announced = turn;
    const named = hash ? document.getElementById(hash.slice(1)) : null;
    (named ?? heading.current)?.focus({ preventScroll: true });
    // After going back the browser restores the old scroll position, which may hide the heading.
    if (named) named.scrollIntoView({ block: "center" });
    else heading.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return heading;
};
