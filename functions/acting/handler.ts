import { grantMandate, type GrantMandateDependencies } from "../../src/app/acting/grant-mandate.ts";
import { listCapacities, type ListCapacitiesDependencies } from "../../src/app/acting/list-capacities.ts";
import { listMandates, type ListMandatesDependencies } from "../../src/app/acting/list-mandates.ts";
import { revokeMandate, type RevokeMandateDependencies } from "../../src/app/acting/revoke-mandate.ts";
import { switchCapacity, type SwitchCapacityDependencies } from "../../src/app/acting/switch-capacity.ts";
import { hashToken } from "../../src/app/session/token.ts";
import type { MandateId } from "../../src/domain/ids.ts";
import { failure, success } from "../../src/domain/result.ts";
import { readToken, SESSION_COOKIE } from "../../src/http/cookies.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";

type Names = "listCapacities" | "switchCapacity" | "listMandates" | "grantMandate" | "revokeMandate";
export type ActingDependencies = ListCapacitiesDependencies &
  SwitchCapacityDependencies &
  ListMandatesDependencies &
  GrantMandateDependencies &
  RevokeMandateDependencies;

export const createActingEndpoints = (
  dependencies: ActingDependencies,
): { [Name in Names]: Endpoint<Name> } => ({
  async listCapacities({ principal, now }) {
    return success({ body: { capacities: await listCapacities(dependencies, principal, now) } });
  },

  async switchCapacity({ principal, body, cookies, now }) {
    const token = readToken(cookies, SESSION_COOKIE);
    if (token === undefined) return failure({ code: "session-missing" });
    const tokenHash = await hashToken(token);
    const request = { actor: principal, tokenHash, choice: body, now };
    const switched = await switchCapacity(dependencies, request);
    return switched.ok ? success({ body: { acting: switched.value } }) : switched;
  },

  async listMandates({ principal, now }) {
    return success({ body: await listMandates(dependencies, principal, now) });
  },

  async grantMandate({ principal, body, now }) {
    const granted = await grantMandate(dependencies, { actor: principal, grant: body, now });
    return granted.ok ? success({ body: granted.value }) : granted;
  },

  async revokeMandate({ principal, params, now }) {
    const request = { actor: principal, id: params.mandateId as MandateId, now };
    const revoked = await revokeMandate(dependencies, request);
    return revoked.ok ? success({ body: revoked.value }) : revoked;
  },
});
