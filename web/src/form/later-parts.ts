import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { lazy } from "../ui/lazy.tsx";

/** What many forms do without. */
export const LaterTable = lazy(() => import("./still-table.tsx").then((module) => module.StillTableField));
export const LaterCheckPage = lazy(() => import("./check-page.tsx").then((module) => module.CheckPage));
export const LaterLocalCheckPage = lazy(
  () => import("./local-check-page.tsx").then((module) => module.LocalCheckPage),
  ["filling"],
);
export const LaterNewerVersion = lazy(
  () => import("./newer-version.tsx").then((module) => module.NewerVersion),
  ["filling"],
);

/** What this form draws its fields with, before any of it is shown. Rejects where it cannot be had. */
export const fetchFieldsOf = async ({ pages }: FormDefinition): Promise<void> => {
  if (pages.some(({ fields }) => fields.some(({ kind }) => kind === "table"))) await LaterTable.fetch();
};

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
