import type { SqsQueue, SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";

/**
 * Makes FIFO queues deliver as SQS does: up to ten messages of one group in one receive (the emulator gives one),
 * in their order even after several of them came back together, and "visible at once" without losing the message's
 * stored state.
 */
export const deliverWholeGroups = (store: SqsStore): void => {
  for (const queue of store.allQueues()) adapt(queue);
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...parameters) => adapt(createQueue(...parameters));
};

const adapt = (queue: SqsQueue): SqsQueue => {
  const changeVisibility = queue.changeVisibility.bind(queue);
  // Zero takes a path in the emulator that breaks its stored copy; a millisecond is as good.
  queue.changeVisibility = (handle, seconds) => changeVisibility(handle, Math.max(seconds, 0.001));
  if (!queue.isFifo()) return queue;
  const processTimers = queue.processTimers.bind(queue);
  queue.processTimers = () => {
    processTimers();
    sortGroups(queue);
  };
  const dequeue = queue.dequeue.bind(queue);
  type Dequeue = SqsQueue["dequeue"];
  queue.dequeue = (...[most, ...rest]: Parameters<Dequeue>) => {
    queue.processTimers();
    return dequeueGroups(queue, most, (count) => dequeue(count, ...rest));
  };
  return queue;
};

/** Receives again and again with the groups just taken unlocked, then locks them for all that was taken. */
const dequeueGroups = (
  queue: SqsQueue,
  most: number,
  dequeue: (count: number) => ReturnType<SqsQueue["dequeue"]>,
): ReturnType<SqsQueue["dequeue"]> => {
  const lockedBefore = new Set(queue.fifoLockedGroups.keys());
  const taken = new Map<string, number>();
  const received: ReturnType<SqsQueue["dequeue"]> = [];
  while (received.length < most) {
    const batch = dequeue(most - received.length);
    if (batch.length === 0) break;
    received.push(...batch);
    for (const [group, count] of queue.fifoLockedGroups) {
      if (lockedBefore.has(group)) continue;
      taken.set(group, (taken.get(group) ?? 0) + count);
      queue.fifoLockedGroups.delete(group);
    }
  }
  for (const [group, count] of taken) queue.fifoLockedGroups.set(group, count);
  return byGroup(queue, received);
};

/** Messages of one group stand together, groups in the order of their first message. */
const byGroup = (queue: SqsQueue, received: ReturnType<SqsQueue["dequeue"]>) => {
  const groups = Map.groupBy(
    received,
    ({ ReceiptHandle }) => queue.inflightMessages.get(ReceiptHandle)?.message.messageGroupId,
  );
  return [...groups.values()].flat();
};

const sortGroups = (queue: SqsQueue): void => {
  for (const messages of queue.fifoMessages.values()) {
    messages.sort((left, right) => (left.sequenceNumber ?? "").localeCompare(right.sequenceNumber ?? ""));
  }
};
