import { lazy } from "../ui/lazy.tsx";

/**
 * What most pages of most forms do without. Fetched when it is first shown, or before that when the browser has
 * nothing else to do: whoever has begun a form can go on without a connection.
 */
const fetchCheckPage = () => import("./check-page.tsx").then((module) => module.CheckPage);
const fetchNewerVersion = () => import("./newer-version.tsx").then((module) => module.NewerVersion);
const fetchSlotField = () => import("./slot-field.tsx").then((module) => module.SlotField);
const fetchTable = () => import("./still-table.tsx").then((module) => module.StillTableField);

export const LaterCheckPage = lazy(fetchCheckPage);
export const LaterNewerVersion = lazy(fetchNewerVersion, ["filling"]);
export const LaterSlotField = lazy(fetchSlotField);
export const LaterTable = lazy(fetchTable);

const whenIdle = (work: () => void): void => {
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) window.requestIdleCallback(work);
  else setTimeout(work, 1000);
};

/** What fails now is fetched again when it is needed. */
export const fetchLaterParts = (): void =>
  whenIdle(() => {
    for (const part of [fetchCheckPage, fetchSlotField, fetchTable]) void part().catch(() => undefined);
  });
