import { lazy } from "../ui/lazy.tsx";

/** What a page of a form does without. */
export const LaterCheckPage = lazy(() => import("./check-page.tsx").then((module) => module.CheckPage));
export const LaterLocalCheckPage = lazy(
  () => import("./local-check-page.tsx").then((module) => module.LocalCheckPage),
  ["filling"],
);
export const LaterNewerVersion = lazy(
  () => import("./newer-version.tsx").then((module) => module.NewerVersion),
  ["filling"],
);

const whenIdle = (work: () => void): void => {
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) window.requestIdleCallback(work);
  else setTimeout(work, 1000);
};

/**
 * The last page of a form, as soon as the browser has nothing else to do: whoever has begun a form can go on without
 * a connection. Where it fails now, a reload of the page helps when it is needed.
 */
export const fetchWhenIdle = ({ fetch }: { fetch: () => Promise<void> }): void =>
  whenIdle(() => void fetch().catch(() => undefined));
