import { useEffect, useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { call } from "../portal.ts";

/** Milliseconds between looks: 1 minute 24 seconds in all. */
const PAUSES = [1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000];
/** A case submitted longer ago is not watched; the person reloads when curious. */
const FRESH_FOR = 120_000;

const onItsWay = (detail: CaseDetail): boolean => detail.state === "submitted" || detail.state === "received";

const isFresh = (detail: CaseDetail): boolean => {
  const submitted = detail.events.find((event) => event.type === "submitted");
  // A wrong clock in the browser only decides whether we look again, never what is shown.
  return submitted !== undefined && Math.abs(Date.now() - Date.parse(submitted.at)) < FRESH_FOR;
};

/**
 * The case as it is now. Right after submission it is looked at again, with growing pauses, until it is
 * registered. Reading a case counts as activity of the session, so this must stay short and may never become
 * a general refresh: it ends after a minute and a half, and does not look while the page is hidden.
 */
export const useFollowedCase = (
  loaded: CaseDetail,
): { detail: CaseDetail; watching: boolean; show: (detail: CaseDetail) => void } => {
  const [detail, setDetail] = useState(loaded);
  const [look, setLook] = useState(0);
  const pause = PAUSES[look];
  const watching = pause !== undefined && onItsWay(detail) && isFresh(detail);
  useEffect(() => {
    if (!watching) return undefined;
    let current = true;
    const lookAgain = async (): Promise<void> => {
      const visible = document.visibilityState === "visible";
      const answer = visible ? await call("readCase", { params: { caseId: detail.id } }) : undefined;
      if (!current) return;
      if (answer?.ok) setDetail(answer.value);
      setLook((count) => count + 1);
    };
    const timer = setTimeout(() => void lookAgain(), pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [watching, look, detail.id]);
  return { detail, watching, show: setDetail };
};
