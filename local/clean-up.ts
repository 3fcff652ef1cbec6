/** Steps that undo what was started, run in reverse order; all of them, even when one fails. */
export class CleanUp {
  private readonly steps: (() => Promise<void> | void)[] = [];
  private running: Promise<void> | undefined;

  add(step: () => Promise<void> | void): void {
    this.steps.push(step);
  }

  /** Closes the thing in the end; gives it back. */
  closing<Thing extends { close(): Promise<void> | void }>(thing: Thing): Thing {
    this.add(() => thing.close());
    return thing;
  }

  /** The same promise however often it is asked for. */
  run(): Promise<void> {
    this.running ??= this.runAll();
    return this.running;
  }

  private async runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "Not everything could be stopped");
  }
}
