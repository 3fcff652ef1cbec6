import { useMemo } from "preact/hooks";
import { type Messages, useMessages } from "../language.ts";
import { choosingHu, type ChoosingMessages } from "./choosing.hu.ts";

export type ChoosingPageMessages = Messages & ChoosingMessages;

/** They come with the pages on the way to a form; a form itself needs none of them. */
export const useChoosingMessages = (): ChoosingPageMessages => {
  const messages = useMessages();
  return useMemo(() => ({ ...messages, ...(messages.later?.choosing ?? choosingHu) }), [messages]);
};
