import type { CaseDocument } from "./case-document.ts";
import type { CaseEvent, CaseRecord } from "./case.ts";
import { type CaseState, isAllowed } from "./transitions.ts";

/** What whoever reads a case may do in it; the pages show what is possible now and nothing else. */
export const clientActions = ["supplement", "withdraw", "message"] as const;
export type ClientAction = (typeof clientActions)[number];

/** From when the case is with somebody until it is over: before that nobody would read it. */
const messageStates: readonly CaseState[] = ["registered", "in-progress", "supplement-requested", "decided"];

/**
 * So much may the client write in messages, in all: one who goes on and on would make the case too large for anybody to
 * read. The text is measured in characters; the last message may go over.
 */
const MOST_MESSAGES = 100;
const MOST_MESSAGE_TEXT = 300_000;

const mayWriteMore = (documents: readonly CaseDocument[]): boolean => {
  const messages = documents.filter(({ kind, from }) => kind === "message" && from === "client");
  const written = messages.reduce((sum, { text }) => sum + text.length, 0);
  return messages.length < MOST_MESSAGES && written < MOST_MESSAGE_TEXT;
};

/** The request the case waits for: the last that is valid. */
export const openRequest = (
  { state }: Pick<CaseRecord, "state">,
  documents: readonly CaseDocument[],
): CaseDocument | undefined =>
  state === "supplement-requested"
    ? documents.findLast(({ kind, invalidated }) => kind === "supplement-request" && !invalidated)
    : undefined;

/** A document of the office that nobody has taken over, and that does not count as delivered: it is not shown yet. */
export const isWithheld = ({ from, delivery }: CaseDocument): boolean =>
  from === "office" && delivery?.state === "sent";

const delivering: readonly CaseEvent["type"][] = ["supplement-requested", "decided", "rejected"];
const delivered: readonly CaseEvent["type"][] = ["taken-over", "deemed-delivered"];

/**
 * Whether the client has something to do: an answer to give, or a document of the office to take over. Read from the
 * events alone, which lists have; the documents are read with one case only.
 */
export const waitsForClient = ({ state, events }: Pick<CaseRecord, "state" | "events">): boolean => {
  const arrived = new Set(events.flatMap((event) => (delivered.includes(event.type) ? event.document : [])));
  const gone = new Set(events.flatMap((event) => (event.type === "invalidated" ? event.number : [])));
  const isOpen = ({ type, document, number }: CaseEvent): boolean =>
    delivering.includes(type) && document !== undefined && !arrived.has(document) && !gone.has(number);
  return state === "supplement-requested" || events.some(isOpen);
};

/**
 * What the client may do now. A supplement is answered after its request was taken over: whoever has not read it cannot
 * answer it.
 */
export const clientActionsIn = (
  record: Pick<CaseRecord, "state">,
  documents: readonly CaseDocument[],
): ClientAction[] => {
  const request = openRequest(record, documents);
  const maySupplement = isAllowed("supplement", record.state) && request && !isWithheld(request);
  return [
    ...(maySupplement ? ["supplement" as const] : []),
    ...(messageStates.includes(record.state) && mayWriteMore(documents) ? ["message" as const] : []),
    ...(isAllowed("withdraw", record.state) ? ["withdraw" as const] : []),
  ];
};
