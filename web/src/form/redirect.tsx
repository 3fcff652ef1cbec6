import { useEffect } from "preact/hooks";
import { navigate } from "../router.ts";
import { Loading } from "../ui/elements.tsx";

/** Leads elsewhere without leaving a trace in the history. */
export const Redirect = ({ to }: { to: string }) => {
  useEffect(() => navigate(to, { replace: true }), [to]);
  return <Loading />;
};
