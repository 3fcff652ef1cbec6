import { accountEndpoints } from "../api/account-endpoints.ts";
import { endpoints } from "../api/endpoints.ts";
import { callTo } from "../portal.ts";

/** As the portal's own `call`, for the pages of the account, of capacities and mandates too. */
export const call = callTo({ ...endpoints, ...accountEndpoints });
export type AccountCall = typeof call;
