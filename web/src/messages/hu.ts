import { accountHu } from "./account.hu.ts";
import { actingPagesHu } from "./acting-pages.hu.ts";
import { caseLifeHu } from "./case-life.hu.ts";
import { casesHu } from "./cases.hu.ts";
import { choosingHu } from "./choosing.hu.ts";
import { fillingHu } from "./filling.hu.ts";
import { officeHu } from "./office.hu.ts";
import { portalHu } from "./portal.hu.ts";
import type { Spoken } from "./spoken.ts";

/**
 * Hungarian: the language the others are translated from. Its shape is the shape of all. Each part is one file of
 * the site, which the pages that speak with it load (`lazy` in ui/lazy.tsx names the parts).
 */
export const hu = {
  portal: portalHu,
  choosing: choosingHu,
  filling: fillingHu,
  cases: { ...casesHu, life: caseLifeHu },
  account: { account: accountHu, acting: actingPagesHu },
  office: officeHu,
} as const;

/** All texts as the pages use them, by part. */
export type Texts = Spoken<typeof hu>;
export type TextPart = keyof Texts;
