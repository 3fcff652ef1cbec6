import type { CaseId, OfficeId } from "../../domain/ids.ts";

/** What travels through the queue: ids only, never personal data. `office` and `book` order the queue. */
export interface FilingMessage {
  caseId: CaseId;
  office: OfficeId;
  book: string;
}

export interface FilingQueue {
  /**
   * Asks for a stored, submitted case to be filed. Repeating it is harmless: filing itself is exactly once.
   * The same case with the same `attempt` may be swallowed by the queue for five minutes, so whoever
   * wants the case to be looked at again names a new attempt. Throws when the queue cannot be reached.
   */
  send(message: FilingMessage, attempt?: string): Promise<void>;
}
