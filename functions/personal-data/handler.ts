import { failure } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";

type Names = "downloadData" | "deleteAccount";

export const createPersonalDataEndpoints = (): { [Name in Names]: Endpoint<Name> } => ({
  downloadData: async () => failure({ code: "not-found" }),
  deleteAccount: async () => failure({ code: "not-found" }),
});
