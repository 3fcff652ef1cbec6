import * as v from "valibot";
import type { Answer, ViewerRequest } from "../distribution/message.ts";
import { BehaviourSchema } from "../tax-system/behaviour.ts";
import type { TaxSystem } from "../tax-system/tax-system.ts";
import { jsonControl, refusal } from "./answer.ts";

const OrderSchema = v.union([
  v.strictObject({ behaviour: BehaviourSchema }),
  v.strictObject({ pull: v.string() }),
  v.strictObject({ system: v.string(), caseId: v.string(), call: v.record(v.string(), v.unknown()) }),
  v.strictObject({ token: v.string() }),
]);

const readOrder = (body: Buffer): v.InferOutput<typeof OrderSchema> | undefined => {
  try {
    const parsed = v.safeParse(OrderSchema, JSON.parse(body.toString("utf8")));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
};

const obey = async (system: TaxSystem, body: Buffer): Promise<Answer> => {
  const order = readOrder(body);
  if (!order)
    return refusal(
      400,
      'Send {"behaviour": {…}}, {"pull": "office/system"}, {"system", "caseId", "call"} or {"token"}.',
    );
  if ("behaviour" in order) system.behaviour = order.behaviour;
  else if ("pull" in order) await system.pull(order.pull);
  else if ("token" in order) return jsonControl(200, { accessToken: await system.token(order.token) });
  else return jsonControl(200, await system.call(order.system, order.caseId, order.call));
  return jsonControl(200, { behaviour: system.behaviour });
};

/**
 * `/local/tax-system`: GET shows how the simulated tax systems behave and what happened, newest first; POST tells them to
 * behave, to fetch, or to make one call. `/local/tax-system/webhook` is where the portal delivers.
 */
export const taxSystemControl =
  (system: TaxSystem) =>
  async ({ method, body }: ViewerRequest): Promise<Answer> => {
    if (method === "GET")
      return jsonControl(200, { behaviour: system.behaviour, happenings: system.happenings });
    if (method !== "POST") return refusal(405, "Only GET and POST.", [["allow", "GET, POST"]]);
    return obey(system, body);
  };
