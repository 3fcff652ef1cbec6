import { en } from "./en.ts";
import { hu } from "./hu.ts";

/** Interface languages there are texts for. The build writes them into files (web/text-files.ts). */
export const allTexts = { hu, en };
export type InterfaceLanguage = keyof typeof allTexts;
