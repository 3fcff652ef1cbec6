import { useLanguage } from "../language.ts";
import { fillingEn } from "./filling.en.ts";
import { fillingHu, type FillingMessages } from "./filling.hu.ts";

const texts = { hu: fillingHu, en: fillingEn };

/** They come with the pages that need them, in all languages at once. */
export const useFillingMessages = (): FillingMessages => texts[useLanguage()];
