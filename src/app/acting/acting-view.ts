import type { ActingView } from "../../contract/acting.ts";
import type { Acting } from "../../domain/acting/capacity.ts";
import { mayQuery } from "../../domain/acting/party.ts";

/** What the browser is told; ids of parties and mandates stay inside. */
export const viewActing = (acting: Acting): ActingView => {
  const { kind, name, taxNumber, shortName } = acting.party;
  return {
    party: { kind, name, taxNumber, shortName },
    basis: acting.basis.kind,
    rights: mayQuery(acting) ? "submit-and-query" : "submit",
    ...(acting.scope && {
      scope: {
        forms: acting.scope.forms && [...acting.scope.forms],
        settlements: acting.scope.settlements && [...acting.scope.settlements],
      },
    }),
  };
};
