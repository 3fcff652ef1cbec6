import { useMemo } from "preact/hooks";
import { type Messages, useMessages, useTexts } from "../language.ts";
import type { Texts } from "./hu.ts";

export type ChoosingPageMessages = Messages & Texts["choosing"];

/** Of the pages on the way to a form; a form itself needs none of them. */
export const useChoosingMessages = (): ChoosingPageMessages => {
  const messages = useMessages();
  const choosing = useTexts("choosing");
  return useMemo(() => ({ ...messages, ...choosing }), [messages, choosing]);
};
