import { isRecord } from "../../../src/domain/form/answers.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { preferences, type TextStorage } from "../browser-storage.ts";
import { LOCAL_PREFIX } from "./forget-local.ts";

/** Which form of which settlement: at most one local draft of each. */
export interface LocalPlace {
  settlement: string;
  form: string;
}

/** A form filled without a login. It is in this browser and nowhere else. */
export interface LocalDraft extends LocalPlace {
  schemaVersion: 1;
  /** The published form and settlement it was begun under. */
  formVersion: string;
  formHash: string;
  settlementHash: string;
  answers: Answers;
  /** Milliseconds. */
  savedAt: number;
  /** Being moved to the portal: drafts there were before, and the new one as soon as it is known. */
  moving?: { before: readonly string[]; caseId?: string };
}

const keyOf = ({ settlement, form }: LocalPlace): string => `${LOCAL_PREFIX}${settlement}.${form}`;

const isMoving = (value: unknown): boolean =>
  value === undefined ||
  (isRecord(value) &&
    Array.isArray(value["before"]) &&
    (value["caseId"] === undefined || typeof value["caseId"] === "string"));

/** An instant `Date` can hold. */
const isInstant = (value: unknown): boolean =>
  typeof value === "number" && !Number.isNaN(new Date(value).getTime());

const isLocalDraft = (value: unknown, place: LocalPlace): value is LocalDraft =>
  isRecord(value) &&
  value["schemaVersion"] === 1 &&
  value["settlement"] === place.settlement &&
  value["form"] === place.form &&
  typeof value["formVersion"] === "string" &&
  typeof value["formHash"] === "string" &&
  typeof value["settlementHash"] === "string" &&
  isInstant(value["savedAt"]) &&
  isMoving(value["moving"]) &&
  isRecord(value["answers"]);

const parse = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
};

export interface LocalDrafts {
  read: (place: LocalPlace) => LocalDraft | undefined;
  /** False where the browser keeps nothing. */
  keep: (draft: LocalDraft) => boolean;
  drop: (place: LocalPlace) => void;
  /** Whether a change of the browser's storage was one of this draft. */
  isKeyOf: (place: LocalPlace, key: string | null) => boolean;
}

/** Kept over visits until it is moved to the portal, deleted, or somebody logs out in this browser. */
export const createLocalDrafts = (storage: TextStorage): LocalDrafts => ({
  read: (place) => {
    const value = parse(storage.read(keyOf(place)));
    return isLocalDraft(value, place) ? value : undefined;
  },
  keep: (draft) => storage.write(keyOf(draft), JSON.stringify(draft)),
  drop: (place) => storage.remove(keyOf(place)),
  isKeyOf: (place, key) => key === null || key === keyOf(place),
});

export const localDrafts = createLocalDrafts(preferences);
