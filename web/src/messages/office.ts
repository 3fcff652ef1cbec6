import { useLanguage } from "../language.ts";
import { officeEn } from "./office.en.ts";
import { officeHu, type OfficeMessages } from "./office.hu.ts";

export type { OfficeMessages } from "./office.hu.ts";

const texts = { hu: officeHu, en: officeEn };

/** They come with the office's pages, in all languages at once. */
export const useOfficeMessages = (): OfficeMessages => texts[useLanguage()];
