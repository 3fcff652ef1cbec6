import type { RouteName } from "../../../src/contract/api.ts";
import type { Endpoints } from "./endpoints.ts";

/** Calls of the pages of the account, of capacities and mandates. */
export const accountEndpoints = {
  listCapacities: ["GET", "/api/capacities"],
  switchCapacity: ["POST", "/api/session/capacity"],
  listMandates: ["GET", "/api/mandates"],
  grantMandate: ["POST", "/api/mandates"],
  revokeMandate: ["POST", "/api/mandates/{mandateId}/revocation"],
  saveAccount: ["PUT", "/api/account"],
  changeEmail: ["POST", "/api/account/email"],
  verifyEmail: ["POST", "/api/account/email-verification"],
  listOwnSessions: ["GET", "/api/account/sessions"],
  endOwnSession: ["DELETE", "/api/account/sessions/{sessionId}"],
  logoutEverywhere: ["DELETE", "/api/account/sessions"],
  downloadData: ["GET", "/api/account/data"],
  deleteAccount: ["DELETE", "/api/account"],
} as const satisfies Partial<Endpoints<RouteName>>;
