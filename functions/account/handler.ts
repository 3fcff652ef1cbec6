import { failure } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";

type Names =
  | "readAccount"
  | "saveAccount"
  | "changeEmail"
  | "verifyEmail"
  | "listOwnSessions"
  | "endOwnSession"
  | "logoutEverywhere";

export const createAccountEndpoints = (): { [Name in Names]: Endpoint<Name> } => ({
  readAccount: async () => failure({ code: "not-found" }),
  saveAccount: async () => failure({ code: "not-found" }),
  changeEmail: async () => failure({ code: "not-found" }),
  verifyEmail: async () => failure({ code: "link-expired" }),
  listOwnSessions: async () => failure({ code: "not-found" }),
  endOwnSession: async () => failure({ code: "not-found" }),
  logoutEverywhere: async () => failure({ code: "not-found" }),
});
