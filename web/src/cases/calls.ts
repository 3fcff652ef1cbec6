import { caseEndpoints } from "../api/case-endpoints.ts";
import { endpoints } from "../api/endpoints.ts";
import { callTo } from "../portal.ts";

/** As the portal's own `call`, for submitted cases too. */
export const call = callTo({ ...endpoints, ...caseEndpoints });
export type CaseCall = typeof call;
