import { failure } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";

type Names = "listCapacities" | "switchCapacity" | "listMandates" | "grantMandate" | "revokeMandate";

const notYet = async () => failure({ code: "not-found" as const });

export const createActingEndpoints = (): { [Name in Names]: Endpoint<Name> } => ({
  listCapacities: notYet,
  switchCapacity: notYet,
  listMandates: notYet,
  grantMandate: notYet,
  revokeMandate: notYet,
});
