import { useMemo } from "preact/hooks";
import { type Messages, useLanguage, useMessages } from "../language.ts";
import { accountEn } from "./account.en.ts";
import { accountHu } from "./account.hu.ts";
import { actingPagesEn } from "./acting-pages.en.ts";
import { actingPagesHu } from "./acting-pages.hu.ts";

/**
 * Texts of pages that most visits never open. They come with those pages, in all languages at once: the first
 * page stays small, and changing the language needs no waiting.
 */
const texts = {
  hu: { account: accountHu, acting: actingPagesHu },
  en: { account: accountEn, acting: actingPagesEn },
};

export type PageMessages = Messages & (typeof texts)["hu"];

export const usePageMessages = (): PageMessages => {
  const messages = useMessages();
  const language = useLanguage();
  return useMemo(() => {
    const { account, acting } = texts[language];
    return { ...messages, account, acting: { ...messages.acting, ...acting } };
  }, [messages, language]);
};
