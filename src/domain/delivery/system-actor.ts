import type { FormId, OfficeId } from "../ids.ts";
import { type Destination, parseDestination } from "./handover.ts";

/** A specialist system that calls, as its access token has it. */
export interface SystemActor extends Destination {
  /** Offices and forms the token covers. */
  offices: readonly OfficeId[];
  forms: readonly FormId[] | "all";
}

const valuesOf = (scope: string, kind: "office" | "form"): string[] =>
  scope.split(" ").flatMap((part) => (part.startsWith(`${kind}:`) ? [part.slice(kind.length + 1)] : []));

/**
 * Reads who calls from a token: `clientId` is `office/system`, `scope` holds `office:<id>` and `form:<id>` or `form:*`
 * beside whatever else. Undefined: not the token of a specialist system.
 */
export const systemActor = (clientId: string, scope: string): SystemActor | undefined => {
  const destination = parseDestination(clientId);
  if (!destination) return undefined;
  const forms = valuesOf(scope, "form");
  return {
    ...destination,
    offices: valuesOf(scope, "office") as OfficeId[],
    forms: forms.includes("*") ? "all" : (forms as FormId[]),
  };
};

/** A token for several offices may be, but a system is its own office's: both must agree. */
export const coversOffice = (actor: SystemActor, office: string): boolean =>
  actor.office === office && actor.offices.some((id) => id === office);

export const coversForm = ({ forms }: SystemActor, form: FormId): boolean =>
  forms === "all" || forms.includes(form);
