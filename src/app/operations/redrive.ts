/** A message a worker failed on again and again. Its content is nobody's business here. */
export interface SetAsideMessage {
  id: string;
  body: string;
  /** The order it belongs to: a registry book, a specialist system. */
  group: string;
  /** By which the queue lets go of it. */
  receipt: string;
}

/** The dead-letter queue of a FIFO queue. */
export interface SetAsideMessages {
  /** Some of those that are there, at most `most`, in the order of their groups; none when the queue is empty. */
  take(most: number): Promise<readonly SetAsideMessage[]>;
  /** Puts them into the queue they came from; gives those that are there now. `attempt` tells repetitions apart. */
  sendAgain(messages: readonly SetAsideMessage[], attempt: string): Promise<readonly SetAsideMessage[]>;
  /** Takes them out of the dead-letter queue. */
  remove(messages: readonly SetAsideMessage[]): Promise<void>;
}

/** Empty answers after which the queue counts as empty: a queue of several machines may say so too early. */
const EMPTY_ANSWERS = 2;

/**
 * Gives what was set aside back to its queue, until nothing is left or `limit` messages were moved. A message is removed
 * only after its copy was stored, so a run that is broken off loses nothing; what is then there twice does no harm,
 * because every worker looks first whether there is something to do. Throws when the queue cannot be reached.
 */
export const redrive = async (
  messages: SetAsideMessages,
  { attempt, limit }: { attempt: string; limit: number },
): Promise<{ moved: number; refused: number }> => {
  let [moved, refused, empty] = [0, 0, 0];
  while (empty < EMPTY_ANSWERS && moved + refused < limit) {
    const taken = await messages.take(limit - moved - refused);
    empty = taken.length === 0 ? empty + 1 : 0;
    if (taken.length === 0) continue;
    const sent = await messages.sendAgain(taken, attempt);
    await messages.remove(sent);
    moved += sent.length;
    refused += taken.length - sent.length;
  }
  return { moved, refused };
};
