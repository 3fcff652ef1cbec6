import type { LocalClock } from "../clock/local-clock.ts";
import type { Answer, ViewerRequest } from "../distribution/message.ts";
import { refusal } from "./answer.ts";
import { clockControl } from "./clock.ts";
import { foreignCall } from "./guard.ts";
import { mailboxJson, mailboxPage } from "./mailbox.ts";
import type { Mailbox } from "../mail/mailbox.ts";

export interface ControlOptions {
  /** Of the portal. */
  port: number;
  clock: LocalClock;
  mailbox: Mailbox;
  shiftClock: (seconds: number) => void;
}

const prefix = "/local/";

/**
 * What the runtime itself answers on the portal's port, in front of the distribution: the addresses below `/local/`.
 * Undefined: not one of them.
 */
export const createControl = (options: ControlOptions): ((request: ViewerRequest) => Answer | undefined) => {
  const pages = new Map<string, (request: ViewerRequest) => Answer>([
    ["clock", clockControl(options.clock, options.shiftClock)],
    ["mailbox", mailboxPage(options.mailbox)],
    ["mailbox.json", mailboxJson(options.mailbox)],
  ]);
  return (request) => {
    if (!request.path.startsWith(prefix)) return undefined;
    const foreign = foreignCall(request, options.port);
    if (foreign !== undefined) return refusal(403, foreign);
    const page = pages.get(request.path.slice(prefix.length));
    return page ? page(request) : refusal(404, "The runtime has no such address.");
  };
};
