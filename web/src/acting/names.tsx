import type { ActingView, PartyView } from "../../../src/contract/acting.ts";
import { type Messages, useMessages } from "../language.ts";

/** Only the party itself or its statutory representative gives authorisations in its name. */
export const mayGrant = (acting: ActingView | undefined): boolean =>
  acting?.basis === "self" || acting?.basis === "statutory";

/** The person's own cases: in their own name and as a sole trader, one party under one id. */
export const isOwnParty = ({ kind }: PartyView): boolean => kind === "own-name" || kind === "sole-trader";

/** `adószám: 12345678-1-42, rövid név: MINTAPMH`, or nothing. */
export const partyNumbers = ({ acting }: Messages, party: PartyView): string =>
  [
    party.shortName === undefined ? undefined : acting.shortName({ name: party.shortName }),
    party.taxNumber === undefined ? undefined : acting.taxNumber({ number: party.taxNumber }),
  ]
    .filter((part) => part !== undefined)
    .join(", ");

/** A party with what tells it apart from others of its name. */
export const Party = ({ party }: { party: PartyView }) => {
  const numbers = partyNumbers(useMessages(), party);
  return (
    <>
      {party.name}
      {numbers && <span class="hint">{numbers}</span>}
    </>
  );
};

/** The capacity with the party and the basis: enough to notice that one acts in the wrong name. */
export const CapacityInWords = ({ acting: { party, basis } }: { acting: ActingView }) => {
  const messages = useMessages();
  const { acting } = messages;
  if (isOwnParty(party)) {
    const numbers = partyNumbers(messages, party);
    return (
      <>
        {acting.kinds[party.kind]}
        {numbers && <span class="hint">{numbers}</span>}
      </>
    );
  }
  return (
    <>
      <strong>
        <Party party={party} />
      </strong>
      <span class="hint">
        {acting.kinds[party.kind]}, {acting.bases[basis]}
      </span>
    </>
  );
};
