import type { ActingView, PartyView } from "../../../src/contract/acting.ts";
import type { Messages } from "../language.ts";
import { session } from "../portal.ts";
import { useStore } from "../store.ts";

/** In whose name the session acts; undefined while nobody is known to be logged in. */
export const useActing = (): ActingView | undefined => {
  const state = useStore(session.state);
  return "acting" in state ? state.acting : undefined;
};

/** `Saját néven`, `Minta Kft. nevében`. */
export const partyInWords = ({ acting }: Messages["session"], { kind, name }: PartyView): string => {
  if (kind === "own-name") return acting.ownName;
  return kind === "sole-trader" ? acting.soleTrader : acting.other({ name });
};
