import { useMessages } from "../language.ts";
import { fillingHu, type FillingMessages } from "./filling.hu.ts";

/** They come with the pages that need them. */
export const useFillingMessages = (): FillingMessages => useMessages().later?.filling ?? fillingHu;
