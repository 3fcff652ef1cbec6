import { catalogue } from "../portal.ts";
import { LocalText } from "../ui/elements.tsx";
import { useLoad } from "../ui/load.tsx";

/** The name of a settlement on the list; its code while or where the list cannot be had. */
export const SettlementName = ({ code }: { code: string }) => {
  const state = useLoad(catalogue.listing, []);
  const entry = state.kind === "ready" ? state.value.find((candidate) => candidate.code === code) : undefined;
  return entry ? <LocalText text={entry.name} /> : <>{code}</>;
};
