import { useMemo } from "preact/hooks";
import { type Messages, useMessages, useTexts } from "../language.ts";
import type { Texts } from "./hu.ts";

export type CaseMessages = Messages & Pick<Texts, "cases">;

/** Of the pages of cases; filling a form needs none of them. */
export const useCaseMessages = (): CaseMessages => {
  const messages = useMessages();
  const cases = useTexts("cases");
  return useMemo(() => ({ ...messages, cases }), [messages, cases]);
};
