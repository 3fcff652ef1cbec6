import type { DeliveryAddress, SendWebhook } from "../delivery/ports.ts";
import type { DeliveryResult } from "../../domain/delivery/retry.ts";
import type { SpecialistSystem } from "../../domain/settlement/settlement.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import type { Finding } from "./live-checks.ts";

export interface WebhookDependencies {
  send: SendWebhook;
  clock: () => EpochSeconds;
  /** A new text every time. */
  random: () => string;
  /** A secret nobody knows, in the form of one. */
  strangeSecret: () => string;
}

/** About no case: systems answer it and do nothing. */
const testMessage = ({ clock, random }: WebhookDependencies) => {
  const timestamp = clock();
  const body = JSON.stringify({ type: "portal.test", timestamp: toIsoInstant(timestamp), data: {} });
  return { id: `test_${random()}`, timestamp, body };
};

const reasonOf = (result: DeliveryResult): string =>
  result.kind === "delivered" ? "accepted" : result.reason;

/**
 * Whether a specialist system is reached, takes a message the portal has signed, and refuses one that somebody else has.
 * `address`: undefined where its secret or address is not known here.
 */
export const checkWebhook = async (
  dependencies: WebhookDependencies,
  { id, delivery }: SpecialistSystem,
  address: DeliveryAddress | undefined,
): Promise<Finding> => {
  const about = { what: "webhook" as const, of: id };
  if (delivery === "pull") return { ...about, result: "not-tried", message: "fetches its cases itself" };
  if (!address) {
    return { ...about, result: "not-tried", message: "its address or secret is not known here" };
  }
  const own = await dependencies.send(address, testMessage(dependencies));
  if (own.kind !== "delivered") {
    return { ...about, result: "wrong", message: `does not take the portal's message: ${reasonOf(own)}` };
  }
  const strange = { ...address, secrets: [dependencies.strangeSecret()] };
  const forged = await dependencies.send(strange, testMessage(dependencies));
  return forged.kind === "delivered"
    ? { ...about, result: "wrong", message: "takes messages that the portal has not signed" }
    : {
        ...about,
        result: "fine",
        message: `takes what the portal signs, refuses others (${reasonOf(forged)})`,
      };
};
