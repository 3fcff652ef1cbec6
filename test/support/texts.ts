import { allTexts } from "../../web/src/messages/all.ts";
import type { Texts } from "../../web/src/messages/hu.ts";
import { speakerOf } from "../../web/src/messages/spoken.ts";

/** The interface's texts, ready for use as on the pages. */
export const hungarian: Texts = speakerOf("hu")(allTexts.hu);
// English has the keys of Hungarian, and a unit test holds its places for values against them.
export const english = speakerOf("en")(allTexts.en) as Texts;
