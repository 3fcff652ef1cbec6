import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Portal } from "../../local/runtime.ts";
import type { Answers } from "../../src/domain/case/case.ts";
import { readAnswer, writeAnswer } from "../../src/domain/form/answers.ts";
import { daysBetween, daysLater, monthsLater } from "../../src/domain/form/calendar.ts";
import type { FormDefinition } from "../../src/domain/form/definition.ts";
import { readDraft } from "../../src/domain/form/draft.ts";
import { visibleAnswers } from "../../src/domain/form/visibility.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  type PublishedSettlement,
} from "../../src/domain/settlement/settlement.ts";
import type { CaseDetail } from "../../src/contract/cases.ts";
import { toLocalDate } from "../../src/domain/time.ts";
import { openBrowser } from "../support/browser.ts";
import { fillForm, tabTo } from "../support/fill-form.ts";
import { startTestPortal } from "../support/portal.ts";
import { english } from "../support/texts.ts";
import { callApi, identify, inspect, watchErrors } from "../support/walk.ts";

/** Offered by the preset; Sopron alone has switched on the business tax return. */
const settlements: Readonly<Record<string, string>> = { "helyi-iparuzesi-ado-bevallas": "08518" };
const KOPHAZA = "06895";

const forms = [
  "altalanos-celu-kerelem",
  "bejelentkezes-valtozas-bejelentes",
  "idegenforgalmi-ado-bevallas",
  "kommunalis-ado-adatbejelentes",
  "epitmenyado-adatbejelentes",
  "telekado-adatbejelentes",
  "talajterhelesi-dij-bevallas",
  "tulfizetes-atvezetese-visszateritese",
  "fizetesi-kedvezmeny-kerelem",
  "adoigazolas-kerelem",
  "ado-es-ertekbizonyitvany-kerelem",
  "meghatalmazas-onkormanyzati-adougyben",
  "helyi-iparuzesi-ado-bevallas",
];

interface Example {
  today: string;
  answers: Answers;
  slots: string[];
}

const exampleOf = (id: string, version: string): Example => {
  const file = join("catalogue", "forms", id, version, "examples.yaml");
  const { today = "2026-11-23", good } = parse(readFileSync(file, "utf8")) as {
    today?: string;
    good: { answers: Answers; attachments?: { slot: string }[] }[];
  };
  const { answers = {}, attachments = [] } = good[0] ?? {};
  return { today, answers, slots: attachments.map(({ slot }) => slot) };
};

/** Dates of an example are as far from today as they were from the example's own today. */
const moved = (form: FormDefinition, { today, answers }: Example, now: string): Answers => {
  const days = daysBetween(today, now) ?? 0;
  const months = Math.round(days / 30.44);
  return form.pages
    .flatMap((page) => page.fields)
    .reduce((changed, field) => {
      const value = readAnswer(changed, field.key);
      if (typeof value !== "string") return changed;
      const text = value;
      if (field.kind === "date") return writeAnswer(changed, field.key, daysLater(text, days));
      if (field.kind === "month") return writeAnswer(changed, field.key, monthsLater(text, months));
      return changed;
    }, answers);
};

describe("every form is filled and submitted by keyboard", () => {
  let portal: Portal;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  const call = <T>(path: string, body?: unknown): Promise<T> =>
    callApi(page, body === undefined ? "GET" : "POST", path, body);

  const settlementOf = async (code: string): Promise<PublishedSettlement> => {
    const pointer = await call<CataloguePointer>(`/${cataloguePaths.pointer}`);
    const versions = await call<Record<string, string>>(`/${cataloguePaths.versions(pointer.versions)}`);
    return call(`/${cataloguePaths.settlement(versions[code] ?? "")}`);
  };

  const actAs = async (form: FormDefinition): Promise<void> => {
    const { capacities } = await call<{ capacities: { id: string; party: { kind: string } }[] }>(
      "/api/capacities",
    );
    const fitting = capacities.find(
      ({ party }) => form.filers?.includes(party.kind as never) ?? party.kind === "own-name",
    );
    await call("/api/session/capacity", { choose: "known", id: fitting?.id });
    await page.reload();
  };

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "hu-HU" });
    watchErrors(context, errors);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${portal.origin}/api/session/login`);
    await identify(page, "Próba Elek");
    await page.getByRole("heading", { level: 1 }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it.each(forms)("%s", async (id) => {
    const { stored, expected, violations } = await fileByKeyboard(id, "hu");
    expect(stored.submissionNumber).toMatch(/^\d{27}$/);
    // The browser showed and the server computed what the engine gives for these answers here.
    expect(stored.answers).toEqual(expected);
    expect([...violations, ...errors]).toEqual([]);
  });

  it.each([
    ["altalanos-celu-kerelem", 0],
    ["idegenforgalmi-ado-bevallas", 1],
  ] as const)("%s in English", async (id, pays) => {
    await page.goto(portal.origin);
    await page.getByRole("button", { name: "English" }).click();
    const { stored, expected, violations } = await fileByKeyboard(id, "en");
    // Where there is an account to pay to, paying is one of the next steps.
    await page.getByRole("heading", { name: english.cases.nextTitle }).waitFor();
    await expect.poll(() => page.getByText(english.cases.pay).count()).toBe(pays);
    expect(await page.getByRole("heading", { name: english.portal.payment.title }).count()).toBe(pays);
    expect(stored.answers).toEqual(expected);
    expect([...violations, ...errors]).toEqual([]);
  });

  const fileByKeyboard = async (id: string, language: "hu" | "en") => {
    const code = settlements[id] ?? KOPHAZA;
    const settlement = await settlementOf(code);
    const service = settlement.services.find(({ form }) => form === id);
    const form = await call<FormDefinition>(`/${cataloguePaths.form(service?.formHash ?? "")}`);
    const example = exampleOf(id, form.version);
    const context = {
      today: toLocalDate(Date.now() / 1000, "Europe/Budapest"),
      parameters: settlement.parameters,
    };
    const answers = moved(form, example, context.today);
    await actAs(form);

    const { id: caseId } = await call<CaseDetail>("/api/cases", { settlement: code, form: id });
    await page.goto(`${portal.origin}/urlap/${caseId}/${form.pages[0]?.id}`);
    await fillForm(page, form, { answers, slots: example.slots, context, language });

    await page.waitForURL(/\/ellenorzes$/);
    await page.locator(".form__actions button").waitFor();
    const violations = await inspect(page, `form-${id}-${language}`);
    await tabTo(page, ".form__actions button");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/bekuldve$/);

    const stored = await call<CaseDetail>(`/api/cases/${caseId}`);
    return { stored, violations, expected: visibleAnswers(form, readDraft(form, answers).answers, context) };
  };
});
