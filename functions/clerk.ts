import type { Clerk } from "../src/app/office/clerk.ts";
import type { Actor } from "../src/domain/acting/actor.ts";
import type { OfficeId } from "../src/domain/ids.ts";

/** Who asks in which office. Access `clerk` lets nobody through whose key the broker did not make known. */
export const clerkOf = (params: { officeId: string }, { personKey, account }: Actor): Clerk => {
  if (personKey === undefined) throw new Error("A clerk's route without a person key");
  return { personKey, account, office: params.officeId as OfficeId };
};
