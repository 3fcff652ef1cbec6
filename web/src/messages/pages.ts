import { useMemo } from "preact/hooks";
import { type Messages, useMessages, useTexts } from "../language.ts";
import type { Texts } from "./hu.ts";

export type PageMessages = Messages & Texts["account"];

/** Of the pages of the account, of capacities and mandates, which most visits never open. */
export const usePageMessages = (): PageMessages => {
  const messages = useMessages();
  const texts = useTexts("account");
  return useMemo(
    () => ({ ...messages, ...texts, acting: { ...messages.acting, ...texts.acting } }),
    [messages, texts],
  );
};
