import { useTexts } from "../language.ts";
import type { Texts } from "./hu.ts";

export const useFillingMessages = (): Texts["filling"] => useTexts("filling");
