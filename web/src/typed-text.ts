import { tabStorage, type TextStorage } from "./browser-storage.ts";
import type { Answers } from "../../src/domain/case/case.ts";

/** What was typed into a draft and is not yet known to be stored by the portal. */
interface TypedText {
  /** Version of the draft it was typed upon. */
  version: number;
  answers: Answers;
}

const PREFIX = "portal.typed.";
const PERSON = "portal.person";

export interface TypedTexts {
  read: (caseId: string) => TypedText | undefined;
  keep: (caseId: string, text: TypedText) => void;
  drop: (caseId: string) => void;
  forgetAll: () => void;
  claim: (person: string) => void;
}

const parse = (text: string | undefined): TypedText | undefined => {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as TypedText);
  } catch {
    return undefined;
  }
};

/** Kept in the tab's own storage: it survives a reload and the way through the broker, and ends with the tab. */
export const createTypedTexts = (storage: TextStorage): TypedTexts => {
  // After a logout a save still on its way must not leave its text behind.
  let closed = false;
  const forgetAll = (): void => {
    for (const key of storage.keys()) if (key.startsWith(PREFIX) || key === PERSON) storage.remove(key);
  };
  return {
    read: (caseId) => parse(storage.read(PREFIX + caseId)),
    keep: (caseId, text) => {
      if (!closed) storage.write(PREFIX + caseId, JSON.stringify(text));
    },
    drop: (caseId) => storage.remove(PREFIX + caseId),
    forgetAll: () => {
      closed = true;
      forgetAll();
    },
    claim: (person) => {
      const previous = storage.read(PERSON);
      if (previous !== undefined && previous !== person) forgetAll();
      closed = false;
      storage.write(PERSON, person);
    },
  };
};

export const typedTexts = createTypedTexts(tabStorage);
