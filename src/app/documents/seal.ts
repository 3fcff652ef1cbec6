import {
  type SealedContent,
  sealedContent,
  sealText,
  type SubmittedContent,
} from "../../domain/case/seal.ts";
import { sha256 } from "../session/token.ts";

/** SHA-256 of the content's canonical text, 64 lower-case hex digits. */
export const sealOf = async (content: SealedContent): Promise<string> =>
  Buffer.from(await sha256(sealText(content))).toString("hex");

/** Whether what is stored now is what was sealed when it was submitted. */
export const verifySeal = async (submitted: SubmittedContent, seal: string): Promise<boolean> =>
  (await sealOf(sealedContent(submitted))) === seal;
