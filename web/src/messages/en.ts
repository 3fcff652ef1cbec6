import { accountEn } from "./account.en.ts";
import { actingPagesEn } from "./acting-pages.en.ts";
import { caseLifeEn } from "./case-life.en.ts";
import { casesEn } from "./cases.en.ts";
import { choosingEn } from "./choosing.en.ts";
import { fillingEn } from "./filling.en.ts";
import type { hu } from "./hu.ts";
import { officeEn } from "./office.en.ts";
import { portalEn } from "./portal.en.ts";
import type { Translation } from "./spoken.ts";

export const en: Translation<typeof hu> = {
  portal: portalEn,
  choosing: choosingEn,
  filling: fillingEn,
  cases: { ...casesEn, life: caseLifeEn },
  account: { account: accountEn, acting: actingPagesEn },
  office: officeEn,
};
