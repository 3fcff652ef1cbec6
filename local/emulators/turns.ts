/** Tasks of one name happen one after the other, those of different names side by side. */
export const createTurns = () => {
  const last = new Map<string, Promise<unknown>>();
  return async <Value>(name: string, task: () => Promise<Value>): Promise<Value> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(task, task);
    last.set(name, turn);
    try {
      return await turn;
    } finally {
      if (last.get(name) === turn) last.delete(name);
    }
  };
};
