import { useTexts } from "../language.ts";
import type { Texts } from "./hu.ts";

export type OfficeMessages = Texts["office"];

export const useOfficeMessages = (): OfficeMessages => useTexts("office");
