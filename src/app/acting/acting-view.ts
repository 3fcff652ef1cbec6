import type { ActingView, MandateView, PartyView } from "../../contract/acting.ts";
import type { Acting, Mandate, MandateScope, Party } from "../../domain/acting/capacity.ts";
import { mandateState } from "../../domain/acting/mandate-validity.ts";
import { mayQuery } from "../../domain/acting/party.ts";
import { type LocalDate, toIsoInstant } from "../../domain/time.ts";

const viewParty = ({ kind, name, taxNumber, shortName }: Party): PartyView => ({
  kind,
  name,
  taxNumber,
  shortName,
});

const viewScope = ({ forms, settlements }: MandateScope): ActingView["scope"] => ({
  forms: forms && [...forms],
  settlements: settlements && [...settlements],
});

/** What the browser is told; ids of parties and mandates stay inside. */
export const viewActing = (acting: Acting): ActingView => ({
  party: viewParty(acting.party),
  basis: acting.basis.kind,
  rights: mayQuery(acting) ? "submit-and-query" : "submit",
  ...(acting.scope && { scope: viewScope(acting.scope) }),
});

/** The proxy is shown as the principal named them; nothing tells whether they have an account. */
export const viewMandate = (mandate: Mandate, today: LocalDate): MandateView => ({
  id: mandate.id,
  principal: viewParty(mandate.principal),
  proxyName: mandate.proxy.name,
  scope: viewScope(mandate.scope) ?? {},
  validFrom: mandate.validFrom,
  validTo: mandate.validTo,
  grantedAt: toIsoInstant(mandate.grantedAt),
  state: mandateState(mandate, today),
  revokedAt: mandate.revokedAt === undefined ? undefined : toIsoInstant(mandate.revokedAt),
  revokedBy: mandate.revokedBy,
});
