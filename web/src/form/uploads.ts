import { caseLimits } from "../../../src/domain/case/attachment-rules.ts";
import type { AttachmentSlot } from "../../../src/domain/form/definition.ts";
import type { ApiResult } from "../api/client.ts";
import type { ProblemCode } from "../../../src/contract/problem.ts";
import { contentTypeOf } from "../format/file-types.ts";
import { createStore, type Readable, type Store } from "../store.ts";
import type { DraftFile } from "./draft.ts";
import type { postFile, sha256Of, UploadOffer } from "./upload.ts";

/** What is told of a file before it is sent. */
export type AnnouncedFile = Pick<DraftFile, "fileName" | "size" | "contentType"> & { sha256: string };

/** Where files are gathered: a draft, or what comes to a case after its submission. */
export interface FilePlace {
  view: Readable<{ files: readonly DraftFile[] }>;
  /** `take` gets the file's id before anything else shows it. */
  offer: (
    slot: AttachmentSlot,
    file: AnnouncedFile,
    take: (id: string) => void,
  ) => Promise<ApiResult<{ id: string; upload: UploadOffer }>>;
  verify: (id: string) => Promise<ApiResult<unknown>>;
  remove: (id: string) => Promise<ApiResult<unknown>>;
  /** Reads how the files stand at the portal. */
  refreshFiles: () => Promise<void>;
}

/** Why a file is not attached. The first four are noticed before anything is sent. */
export type UploadProblem =
  | "too-large"
  | "wrong-type"
  | "empty"
  | "too-many"
  | "unreadable"
  | "not-uploaded"
  | "cancelled"
  | ProblemCode
  | "network";

type UploadState =
  | { kind: "waiting" }
  | { kind: "uploading"; percent: number }
  | { kind: "verifying" }
  | { kind: "failed"; problem: UploadProblem };

export interface Upload {
  /** Of this page only. */
  key: number;
  slot: AttachmentSlot;
  file: File;
  state: UploadState;
  /** The portal's id, once it has offered a place. */
  attachmentId?: string | undefined;
}

export interface UploadPorts {
  sha256Of: typeof sha256Of;
  postFile: typeof postFile;
}

export interface Uploads {
  list: Store<readonly Upload[]>;
  add: (slot: AttachmentSlot, files: readonly File[]) => void;
  cancel: (key: number) => void;
  retry: (key: number) => void;
  /** Takes a failed upload off the list. */
  dismiss: (key: number) => void;
  /** Removes an attached file; the outcome is undefined when it worked. */
  remove: (attachmentId: string) => Promise<ProblemCode | "network" | undefined>;
}

const problemWith = (slot: AttachmentSlot, file: File): UploadProblem | undefined => {
  if (file.size === 0) return "empty";
  if (!slot.contentTypes.includes(contentTypeOf(file))) return "wrong-type";
  return file.size > slot.maxFileSize ? "too-large" : undefined;
};

const active = (upload: Upload): boolean => upload.state.kind !== "failed";

/** Files on their way to their place, one after the other: announced, posted to the store, then verified. */
export const createUploads = (place: FilePlace, ports: UploadPorts): Uploads => {
  const list = createStore<readonly Upload[]>([]);
  const aborts = new Map<number, AbortController>();
  let nextKey = 1;
  let queue: Promise<void> = Promise.resolve();

  const find = (key: number): Upload | undefined => list.get().find((upload) => upload.key === key);
  const change = (key: number, part: Partial<Upload>): void =>
    list.set(list.get().map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  const drop = (key: number): void => list.set(list.get().filter((upload) => upload.key !== key));
  const fail = (key: number, problem: UploadProblem): void =>
    change(key, { state: { kind: "failed", problem } });

  /** The place offered for a file that did not come is given back, so that it does not count. */
  const giveUp = async (key: number, problem: UploadProblem): Promise<void> => {
    const attachmentId = find(key)?.attachmentId;
    fail(key, problem);
    if (attachmentId === undefined) return;
    await place.remove(attachmentId);
    change(key, { attachmentId: undefined });
  };

  const send = async (upload: Upload, signal: AbortSignal): Promise<void> => {
    const { key, slot, file } = upload;
    change(key, { state: { kind: "uploading", percent: 0 } });
    const sha256 = await ports.sha256Of(file).catch(() => undefined);
    if (sha256 === undefined) return fail(key, "unreadable");
    const announced = { fileName: file.name, size: file.size, contentType: contentTypeOf(file), sha256 };
    const offer = await place.offer(slot, announced, (attachmentId) => change(key, { attachmentId }));
    if (!offer.ok) return fail(key, offer.failure.code);
    const percent = (value: number): void => change(key, { state: { kind: "uploading", percent: value } });
    const outcome = signal.aborted
      ? "cancelled"
      : await ports.postFile(offer.value.upload, file, percent, signal);
    if (outcome !== "done") return giveUp(key, outcome === "cancelled" ? "cancelled" : "not-uploaded");
    change(key, { state: { kind: "verifying" } });
    const verified = await place.verify(offer.value.id);
    if (verified.ok) drop(key);
    else await giveUp(key, verified.failure.code);
  };

  const run = async (key: number, signal: AbortSignal, before: Promise<void>): Promise<void> => {
    await before;
    const upload = find(key);
    if (upload && !signal.aborted) await send(upload, signal);
    aborts.delete(key);
  };

  const start = (key: number): void => {
    const abort = new AbortController();
    aborts.set(key, abort);
    change(key, { state: { kind: "waiting" } });
    queue = run(key, abort.signal, queue);
  };

  /** Everything that counts: files of the place, and those on their way that are not in it yet. */
  const taken = (): { slot: string; size: number }[] => {
    const underWay = list.get().filter(active);
    const announced = new Set(underWay.map((upload) => upload.attachmentId));
    return [
      ...place.view.get().files.filter((file) => !announced.has(file.id)),
      ...underWay.map(({ slot, file }) => ({ slot: slot.id, size: file.size })),
    ];
  };

  const crowding = (slot: AttachmentSlot, file: File): UploadProblem | undefined => {
    const others = taken();
    if (others.filter((other) => other.slot === slot.id).length >= slot.maxFiles) return "too-many";
    const size = others.reduce((sum, other) => sum + other.size, file.size);
    return size > caseLimits.size ? "attachments-too-large" : undefined;
  };

  return {
    list,
    add: (slot, files) => {
      for (const file of files) {
        const problem = problemWith(slot, file) ?? crowding(slot, file);
        const key = nextKey++;
        const state: UploadState = problem ? { kind: "failed", problem } : { kind: "waiting" };
        list.set([...list.get(), { key, slot, file, state }]);
        if (!problem) start(key);
      }
    },
    cancel: (key) => {
      const upload = find(key);
      if (!upload || !active(upload) || upload.state.kind === "verifying") return;
      aborts.get(key)?.abort();
      if (upload.state.kind === "waiting") fail(key, "cancelled");
    },
    retry: (key) => {
      const upload = find(key);
      if (upload && !active(upload)) start(key);
    },
    dismiss: drop,
    remove: async (attachmentId) => {
      const answer = await place.remove(attachmentId);
      return answer.ok ? undefined : answer.failure.code;
    },
  };
};
