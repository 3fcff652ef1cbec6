import { describe, expect, it } from "vitest";
import type { DraftFile } from "../../../web/src/form/draft.ts";
import { createScanWatch } from "../../../web/src/form/scan-watch.ts";
import { createStore } from "../../../web/src/store.ts";
import { manualTimers } from "./fakes.ts";

const file = (id: string, state: DraftFile["state"]): DraftFile => ({
  id,
  slot: "documents",
  fileName: `${id}.pdf`,
  size: 1,
  contentType: "application/pdf",
  state,
});

/** A place with these files, a portal that knows better, and a page that can be hidden. */
const setup = (...files: DraftFile[]) => {
  const view = createStore<{ files: readonly DraftFile[] }>({ files });
  const timers = manualTimers();
  const page = { visible: true, show: () => undefined as void };
  let atPortal: readonly DraftFile[] = files;
  let looks = 0;
  const refreshFiles = async (): Promise<void> => {
    looks++;
    view.set({ files: atPortal });
  };
  const watch = createScanWatch(
    { view, refreshFiles },
    {
      later: timers.later,
      isVisible: () => page.visible,
      onVisible: (work) => {
        page.show = work;
        return () => {
          page.show = () => undefined;
        };
      },
    },
  );
  /** Lets the timer go off, and what follows from it settle. */
  const tick = async (): Promise<void> => {
    timers.run();
    await Promise.resolve();
    await Promise.resolve();
  };
  return {
    watch,
    timers,
    tick,
    hide: () => {
      page.visible = false;
    },
    show: () => {
      page.visible = true;
      page.show();
    },
    setFiles: (...next: DraftFile[]) => view.set({ ...view.get(), files: next }),
    setPortal: (...next: DraftFile[]) => {
      atPortal = next;
    },
    states: () => view.get().files.map(({ state }) => state),
    looks: () => looks,
  };
};

describe("watching scans", () => {
  it("does not ask while nothing is in scan", () => {
    const { timers, setFiles } = setup(file("a", "verified"), file("b", "pending"));
    expect(timers.pending()).toEqual([]);
    setFiles(file("a", "rejected"));
    expect(timers.pending()).toEqual([]);
  });

  it("asks with growing pauses until the scan has come to its end", async () => {
    const { timers, tick, setPortal, states, looks } = setup(file("a", "scanning"));
    const pauses: number[] = [];
    for (let look = 0; look < 4; look++) {
      pauses.push(...timers.pending());
      await tick();
    }
    expect(pauses).toEqual([1_000, 1_000, 2_000, 3_000]);
    setPortal(file("a", "verified"));
    await tick();
    expect(states()).toEqual(["verified"]);
    expect(timers.pending()).toEqual([]);
    expect(looks()).toBe(5);
  });

  it("gives up after two minutes, says so, and begins again when asked to", async () => {
    const { watch, timers, tick } = setup(file("a", "scanning"));
    let waited = 0;
    while (timers.pending().length > 0) {
      waited += timers.pending().reduce((sum, pause) => sum + pause, 0);
      expect(watch.tired.get()).toBe(false);
      await tick();
    }
    expect(waited).toBe(120_000);
    expect(watch.tired.get()).toBe(true);
    watch.lookAgain();
    expect(watch.tired.get()).toBe(false);
    expect(timers.pending()).toEqual([1_000]);
  });

  it("does not look while the page is hidden, and begins anew when it is seen again", async () => {
    const { timers, tick, hide, show, looks } = setup(file("a", "scanning"));
    hide();
    await tick();
    expect(timers.pending()).toEqual([]);
    expect(looks()).toBe(0);
    show();
    expect(timers.pending()).toEqual([1_000]);
  });

  it("begins anew with each file that comes into scan", async () => {
    const { timers, tick, setFiles, setPortal } = setup(file("a", "scanning"));
    for (let look = 0; look < 5; look++) await tick();
    expect(timers.pending()).toEqual([8_000]);
    setPortal(file("a", "scanning"), file("b", "scanning"));
    setFiles(file("a", "scanning"), file("b", "scanning"));
    expect(timers.pending()).toEqual([1_000]);
    setFiles(file("a", "scanning"), file("b", "verified"));
    expect(timers.pending()).toEqual([1_000]);
  });

  it("ends with the page", async () => {
    const { watch, timers, tick, show, looks } = setup(file("a", "scanning"));
    watch.close();
    expect(timers.pending()).toEqual([]);
    show();
    await tick();
    expect(looks()).toBe(0);
  });
});
