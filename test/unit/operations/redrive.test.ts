import { describe, expect, it } from "vitest";
import { redrive, type SetAsideMessage, type SetAsideMessages } from "../../../src/app/operations/redrive.ts";

/** A dead-letter queue and the queue it belongs to. `refuses`: bodies the queue does not take. */
const setup = (count: number, { refuses = [] as string[], breaksAfter = Number.POSITIVE_INFINITY } = {}) => {
  const letters = Array.from(
    { length: count },
    (_, index): SetAsideMessage => ({
      id: `m${index}`,
      body: `b${index}`,
      group: "g",
      receipt: `r${index}`,
    }),
  );
  const dead = new Map(letters.map((letter) => [letter.id, letter]));
  const queue: string[] = [];
  const taken = new Set<string>();
  let batches = 0;
  const messages: SetAsideMessages = {
    take: async (most) => {
      const some = [...dead.values()].filter(({ id }) => !taken.has(id)).slice(0, Math.min(most, 10));
      for (const { id } of some) taken.add(id);
      return some;
    },
    sendAgain: async (some, attempt) => {
      const stored = some.filter(({ body }) => !refuses.includes(body));
      queue.push(...stored.map(({ body }) => `${attempt}/${body}`));
      return stored;
    },
    remove: async (some) => {
      batches += 1;
      if (batches > breaksAfter) throw new Error("no answer");
      for (const { id } of some) dead.delete(id);
    },
  };
  return { messages, dead, queue, becomeVisible: () => taken.clear() };
};

const run = { attempt: "a", limit: Number.POSITIVE_INFINITY };

describe("redrive", () => {
  it("gives everything back, in its order", async () => {
    const { messages, dead, queue } = setup(25);
    expect(await redrive(messages, run)).toEqual({ moved: 25, refused: 0 });
    expect(queue).toEqual(Array.from({ length: 25 }, (_, index) => `a/b${index}`));
    expect(dead.size).toBe(0);
  });

  it("keeps what the queue does not take", async () => {
    const { messages, dead } = setup(12, { refuses: ["b3"] });
    expect(await redrive(messages, run)).toEqual({ moved: 11, refused: 1 });
    expect([...dead.keys()]).toEqual(["m3"]);
  });

  it("loses nothing when it is broken off, and can be repeated", async () => {
    const { messages, dead, queue, becomeVisible } = setup(25, { breaksAfter: 1 });
    await expect(redrive(messages, run)).rejects.toThrow("no answer");
    expect(dead.size).toBe(15);
    becomeVisible();
    const again = {
      ...messages,
      remove: async (some: readonly SetAsideMessage[]) => {
        for (const { id } of some) dead.delete(id);
      },
    };
    await redrive(again, { ...run, attempt: "b" });
    const delivered = new Set(queue.map((entry) => entry.split("/")[1]));
    expect(delivered.size).toBe(25);
    expect(dead.size).toBe(0);
  });

  it("moves no more than it may", async () => {
    const { messages, dead } = setup(25);
    expect(await redrive(messages, { attempt: "a", limit: 12 })).toEqual({ moved: 12, refused: 0 });
    expect(dead.size).toBe(13);
  });
});
