import { createStore, type Store } from "./store.ts";

/** Where the browser is. `turn` grows with every change, so that the same address twice is noticed. */
export interface Place {
  path: string;
  search: string;
  hash: string;
  turn: number;
}

const read = (turn: number): Place => ({
  path: window.location.pathname,
  search: window.location.search,
  hash: window.location.hash,
  turn,
});

export const place: Store<Place> = createStore<Place>(read(0));

/** Path and query of the current page, for coming back to it after a login. */
export const currentAddress = (): string => window.location.pathname + window.location.search;

const moved = (): void => place.set(read(place.get().turn + 1));

export const navigate = (to: string, options: { replace?: boolean } = {}): void => {
  const before = window.location.pathname;
  if (options.replace) window.history.replaceState(null, "", to);
  else window.history.pushState(null, "", to);
  moved();
  // A query alone (the settlement search) changes what is on the same page; another page begins at its top.
  const samePage = options.replace && window.location.pathname === before;
  if (!samePage && !window.location.hash) window.scrollTo(0, 0);
};

const internalTarget = (event: MouseEvent): URL | undefined => {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const anchor = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(anchor instanceof HTMLAnchorElement) || anchor.target || anchor.hasAttribute("download")) {
    return undefined;
  }
  const url = new URL(anchor.href);
  const ours = url.origin === window.location.origin;
  return ours && !url.pathname.startsWith("/api/") && !url.pathname.startsWith("/catalogue/")
    ? url
    : undefined;
};

/** Ordinary links stay ordinary; a plain click on one of ours changes the page without loading it anew. */
export const startRouter = (): void => {
  window.addEventListener("popstate", moved);
  document.addEventListener("click", (event) => {
    const url = internalTarget(event);
    if (!url) return;
    const samePage = url.pathname === window.location.pathname && url.search === window.location.search;
    if (samePage && url.hash) return;
    event.preventDefault();
    navigate(url.pathname + url.search + url.hash, { replace: samePage });
  });
};
