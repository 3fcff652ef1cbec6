import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { readDraft } from "../../../src/domain/form/draft.ts";
import { failure, type Result } from "../../../src/domain/result.ts";
import type { ApiFailure, ApiResult, Call, CallOptions } from "../api/client.ts";
import { createStore, type Store } from "../store.ts";
import type { TypedTexts } from "../typed-text.ts";
import { sameJson } from "./same-json.ts";

export type DraftFile = CaseDetail["attachments"][number];

type SaveState =
  /** `at` in milliseconds; what is on the screen is what the portal has. */
  | { kind: "saved"; at: number }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "failed"; failure: ApiFailure }
  /** Changed elsewhere in between; the person decides which text stays. */
  | { kind: "conflict" };

interface DraftView {
  answers: Answers;
  files: readonly DraftFile[];
  save: SaveState;
}

export interface DraftPorts {
  call: Call;
  texts: TypedTexts;
  /** Runs later; returns the function that prevents it. */
  later: (work: () => void, milliseconds: number) => () => void;
}

export interface Draft {
  id: string;
  form: FormDefinition;
  view: Store<DraftView>;
  change: (key: string, value: unknown) => void;
  /** Saves what is unsaved; true when the portal then has everything. */
  flush: (options?: CallOptions) => Promise<boolean>;
  /** One after the other with every other change: each needs the version the one before it made. */
  withVersion: <T extends { version: number }>(
    work: (version: number) => Promise<ApiResult<T>>,
    take: (value: T) => void,
  ) => Promise<ApiResult<T>>;
  setFiles: (files: readonly DraftFile[]) => void;
  /** Reads how the files stand at the portal; everything else stays as it is here. */
  refreshFiles: () => Promise<void>;
  keepMine: () => Promise<void>;
  takeTheirs: () => Promise<void>;
  submit: () => Promise<ApiResult<{ submissionNumber: string }>>;
  /** Ends all timers. What is unsaved stays in the tab. */
  close: () => void;
}

const AUTOSAVE_AFTER = 1_000;
const RETRY_AFTER = 15_000;

/**
 * A draft being filled. Every change is kept in the tab at once and saved to the portal a second after the last
 * key; saves, files and submission run in one queue, because each carries the version the draft has then.
 */
export const createDraft = (detail: CaseDetail, form: FormDefinition, ports: DraftPorts): Draft => {
  const { id } = detail;
  const acceptable = (answers: Answers): Answers => readDraft(form, answers).answers;

  let version = detail.version;
  /** What the portal holds, as far as we know, but for what it computes itself. */
  let stored: Answers = acceptable(detail.answers);
  let changes = 0;
  let savedChanges = 0;
  let cancelTimer: (() => void) | undefined;
  let closed = false;
  let queue: Promise<unknown> = Promise.resolve();

  const view = createStore<DraftView>({
    answers: detail.answers,
    files: detail.attachments,
    save: { kind: "saved", at: Date.parse(detail.updatedAt) },
  });
  const update = (part: Partial<DraftView>): void => view.set({ ...view.get(), ...part });

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  const schedule = (milliseconds: number): void => {
    cancelTimer?.();
    if (!closed) cancelTimer = ports.later(() => void flush(), milliseconds);
  };

  const noteUnsaved = (): void => {
    changes++;
    ports.texts.keep(id, { version, answers: view.get().answers });
    update({ save: { kind: "unsaved" } });
  };

  /**
   * After `draft-changed`: adopts the newer version if its answers are the ones we know, or if nothing was typed
   * here that it could overwrite; else it is a conflict.
   */
  const catchUp = async (sent?: Answers): Promise<boolean> => {
    const answer = await ports.call("readCase", { params: { caseId: id } });
    if (!answer.ok || answer.value.state !== "draft") return false;
    const theirs = acceptable(answer.value.answers);
    const untouched = savedChanges === changes;
    const known = untouched || sameJson(theirs, stored) || (sent !== undefined && sameJson(theirs, sent));
    if (known) {
      version = answer.value.version;
      stored = theirs;
      update({ files: answer.value.attachments, ...(untouched && { answers: answer.value.answers }) });
    } else update({ save: { kind: "conflict" } });
    return known;
  };

  const noteSaved = (sent: Answers, upTo: number, at: number): void => {
    stored = sent;
    savedChanges = upTo;
    if (changes === upTo) {
      ports.texts.drop(id);
      update({ save: { kind: "saved", at } });
    } else {
      ports.texts.keep(id, { version, answers: view.get().answers });
      update({ save: { kind: "unsaved" } });
      schedule(AUTOSAVE_AFTER);
    }
  };

  const saveOnce = async (options: CallOptions | undefined, mayCatchUp: boolean): Promise<boolean> => {
    if (savedChanges === changes) return true;
    if (view.get().save.kind === "conflict") return false;
    const upTo = changes;
    const sent = acceptable(view.get().answers);
    update({ save: { kind: "saving" } });
    const answer = await ports.call(
      "saveAnswers",
      { params: { caseId: id }, body: { version, answers: sent } },
      options,
    );
    if (answer.ok) {
      version = answer.value.version;
      noteSaved(sent, upTo, Date.parse(answer.value.savedAt));
      return changes === upTo;
    }
    if (answer.failure.code === "draft-changed" && mayCatchUp) {
      // Perhaps our own save whose answer was lost, or only a file was added.
      if (await catchUp(sent)) return saveOnce(options, false);
      if (view.get().save.kind === "conflict") return false;
    }
    update({ save: { kind: "failed", failure: answer.failure } });
    if (answer.failure.code === "network" || answer.failure.code === "too-busy") schedule(RETRY_AFTER);
    return false;
  };

  const flush = (options?: CallOptions): Promise<boolean> => {
    cancelTimer?.();
    return enqueue(() => saveOnce(options, true));
  };

  const withVersion: Draft["withVersion"] = (work, take) =>
    enqueue(async () => {
      let answer = await work(version);
      if (!answer.ok && answer.failure.code === "draft-changed" && (await catchUp()))
        answer = await work(version);
      if (!answer.ok) return answer;
      const expected = answer.value.version <= version + 1;
      take(answer.value);
      // A greater step means that somebody else changed the draft in between.
      if (expected) version = answer.value.version;
      else await catchUp();
      if (savedChanges !== changes) ports.texts.keep(id, { version, answers: view.get().answers });
      return answer;
    });

  /** Reads the draft as it stands and hands it on; the failure is shown where saving shows its own. */
  const reread = async (use: (current: CaseDetail) => void): Promise<void> => {
    const answer: Result<CaseDetail, ApiFailure> = await ports.call("readCase", { params: { caseId: id } });
    if (!answer.ok) return;
    version = answer.value.version;
    stored = acceptable(answer.value.answers);
    update({ files: answer.value.attachments });
    use(answer.value);
  };

  /** What was typed before a reload or a login: unsaved text goes on being saved, unless the draft moved on. */
  const restore = (): void => {
    const typed = ports.texts.read(id);
    if (!typed) return;
    if (sameJson(acceptable(typed.answers), stored)) {
      ports.texts.drop(id);
      return;
    }
    update({ answers: typed.answers });
    noteUnsaved();
    if (typed.version === detail.version) schedule(0);
    else update({ save: { kind: "conflict" } });
  };
  restore();

  return {
    id,
    form,
    view,
    change: (key, value) => {
      update({ answers: writeAnswer(view.get().answers, key, value) });
      const undecided = view.get().save.kind === "conflict";
      noteUnsaved();
      if (undecided) update({ save: { kind: "conflict" } });
      else schedule(AUTOSAVE_AFTER);
    },
    flush,
    withVersion,
    setFiles: (files) => update({ files }),
    refreshFiles: () =>
      enqueue(async () => {
        const answer = await ports.call("readCase", { params: { caseId: id } });
        if (answer.ok && answer.value.state === "draft") update({ files: answer.value.attachments });
      }),
    keepMine: () =>
      reread(() => {
        noteUnsaved();
        void flush();
      }),
    takeTheirs: () =>
      reread((current) => {
        savedChanges = changes;
        ports.texts.drop(id);
        update({ answers: current.answers, save: { kind: "saved", at: Date.parse(current.updatedAt) } });
      }),
    submit: async () => {
      if (!(await flush())) {
        const { save } = view.get();
        return failure(save.kind === "failed" ? save.failure : { code: "draft-changed" as const });
      }
      return enqueue(() => ports.call("submitCase", { params: { caseId: id }, body: { version } }));
    },
    close: () => {
      closed = true;
      cancelTimer?.();
    },
  };
};
