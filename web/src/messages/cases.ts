import { useMemo } from "preact/hooks";
import { type Messages, useLanguage, useMessages } from "../language.ts";
import { caseLifeEn } from "./case-life.en.ts";
import { caseLifeHu } from "./case-life.hu.ts";
import { casesEn } from "./cases.en.ts";
import { casesHu } from "./cases.hu.ts";

const texts = { hu: { ...casesHu, life: caseLifeHu }, en: { ...casesEn, life: caseLifeEn } };

export type CaseMessages = Messages & { cases: (typeof texts)["hu"] };

/** They come with the pages of cases, in all languages at once; filling a form needs none of them. */
export const useCaseMessages = (): CaseMessages => {
  const messages = useMessages();
  const language = useLanguage();
  return useMemo(() => ({ ...messages, cases: texts[language] }), [messages, language]);
};
