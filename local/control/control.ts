import type { LocalClock } from "../clock/local-clock.ts";
import type { Answer, ViewerRequest } from "../distribution/message.ts";
import { refusal } from "./answer.ts";
import { clockControl } from "./clock.ts";
import { foreignCall } from "./guard.ts";
import { taxSystemControl } from "./tax-system.ts";
import type { TaxSystem } from "../tax-system/tax-system.ts";
import { mailboxJson, mailboxPage } from "./mailbox.ts";
import type { Mailbox } from "../mail/mailbox.ts";

export interface ControlOptions {
  /** Of the portal. */
  port: number;
  clock: LocalClock;
  mailbox: Mailbox;
  shiftClock: (seconds: number) => void;
  /** Absent: nothing is simulated. */
  taxSystem?: TaxSystem;
}

const prefix = "/local/";

/**
 * What the runtime itself answers on the portal's port, in front of the distribution: the addresses below `/local/`.
 * Undefined: not one of them.
 */
export const createControl = (
  options: ControlOptions,
): ((request: ViewerRequest) => Answer | Promise<Answer> | undefined) => {
  const { taxSystem } = options;
  const pages = new Map<string, (request: ViewerRequest) => Answer | Promise<Answer>>([
    ["clock", clockControl(options.clock, options.shiftClock)],
    ["mailbox", mailboxPage(options.mailbox)],
    ["mailbox.json", mailboxJson(options.mailbox)],
  ]);
  if (taxSystem) {
    pages.set("tax-system", taxSystemControl(taxSystem));
    pages.set("tax-system/webhook", (request) => taxSystem.receive(request));
  }
  return (request) => {
    if (!request.path.startsWith(prefix)) return undefined;
    const foreign = foreignCall(request, options.port);
    if (foreign !== undefined) return refusal(403, foreign);
    const page = pages.get(request.path.slice(prefix.length));
    return page ? page(request) : refusal(404, "The runtime has no such address.");
  };
};
