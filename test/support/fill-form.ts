import type { Page } from "playwright-core";
import type { Answers } from "../../src/domain/case/case.ts";
import { isRecord, readAnswer } from "../../src/domain/form/answers.ts";
import type { FormContext } from "../../src/domain/form/arithmetic.ts";
import type {
  AnswerField,
  ColumnField,
  FormDefinition,
  FormField,
  FormPage,
  TableField,
} from "../../src/domain/form/definition.ts";
import { visiblePages } from "../../src/domain/form/visibility.ts";
import { fieldId } from "../../web/src/form/field-id.ts";

const MOST_STEPS = 150;

/** A small file that is a PDF by its content. */
export const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
export const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let step = 0; step < MOST_STEPS; step++) {
    const there = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (there) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${selector}`);
};

const press = async (page: Page, key: string, times = 1): Promise<void> => {
  for (let count = 0; count < times; count++) await page.keyboard.press(key);
};

const typeInto = async (page: Page, id: string, text: string): Promise<void> => {
  await tabTo(page, `#${id}`);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
};

/** Radio buttons: Space takes the first, arrows move on. */
const chooseRadio = async (page: Page, id: string, position: number): Promise<void> => {
  await tabTo(page, `#${id}`);
  await page.keyboard.press("Space");
  await press(page, "ArrowDown", position);
};

const tickAll = async (page: Page, id: string, values: readonly string[], chosen: readonly unknown[]) => {
  for (const [index, value] of values.entries()) {
    if (!chosen.includes(value)) continue;
    await tabTo(page, `#${index === 0 ? id : `${id}-${value}`}`);
    await page.keyboard.press("Space");
  }
};

const answer = async (page: Page, field: AnswerField, id: string, value: unknown): Promise<void> => {
  if (value === undefined) return;
  switch (field.kind) {
    case "radio":
      return chooseRadio(
        page,
        id,
        field.options.findIndex((option) => option.value === value),
      );
    case "yes-no":
      return chooseRadio(page, id, value === true ? 0 : 1);
    case "select":
      // The first entry is "choose".
      await tabTo(page, `#${id}`);
      return press(page, "ArrowDown", field.options.findIndex((option) => option.value === value) + 1);
    case "multi":
      return tickAll(
        page,
        id,
        field.options.map((option) => option.value),
        Array.isArray(value) ? value : [],
      );
    case "declaration":
      await tabTo(page, `#${id}`);
      return page.keyboard.press("Space");
    default:
      return typeInto(page, id, typeof value === "number" ? String(value) : (value as string));
  }
};

const isAsked = (column: ColumnField): column is AnswerField => column.kind !== "computed";

/** Each new row takes the focus into its first cell. */
const fillTable = async (page: Page, table: TableField, rows: unknown): Promise<void> => {
  for (const [index, row] of (Array.isArray(rows) ? rows : []).entries()) {
    await tabTo(page, `#${fieldId(table.key)} [data-add] button`);
    await page.keyboard.press("Enter");
    await page.locator(`#${fieldId(table.key)} [data-row="${index}"]`).waitFor();
    for (const column of table.columns.filter(isAsked)) {
      const value = isRecord(row) ? readAnswer(row, column.key) : undefined;
      await answer(page, column, fieldId(`${table.key}.${index}.${column.key}`), value);
    }
  }
};

const fillField = async (page: Page, field: FormField, answers: Answers): Promise<void> => {
  const value = readAnswer(answers, field.key);
  if (field.kind === "table") await fillTable(page, field, value);
  else if (field.kind !== "computed") await answer(page, field, fieldId(field.key), value);
};

const upload = async (page: Page, slot: string, position: number): Promise<void> => {
  const name = `${slot}.pdf`;
  const input = page.locator('input[type="file"]').nth(position);
  await input.setInputFiles({ name, mimeType: "application/pdf", buffer: pdf });
  const item = page.getByRole("listitem").filter({ hasText: name });
  await item.getByText(/^(Rendben|OK)$/).waitFor();
};

const fillPage = async (
  page: Page,
  shown: FormPage,
  answers: Answers,
  slots: readonly string[],
  language: "hu" | "en",
): Promise<void> => {
  await page.getByRole("heading", { level: 1, name: shown.title[language] ?? shown.title.hu }).waitFor();
  for (const field of shown.fields) await fillField(page, field, answers);
  for (const [position, slot] of (shown.slots ?? []).entries()) {
    if (slots.includes(slot)) await upload(page, slot, position);
  }
  await tabTo(page, 'form button[type="submit"]');
  await page.keyboard.press("Enter");
};

/** Fills a form from the page it shows to the page that checks the answers, by keyboard (files excepted). */
export const fillForm = async (
  page: Page,
  form: FormDefinition,
  {
    answers,
    slots,
    context,
    language = "hu",
  }: { answers: Answers; slots: readonly string[]; context: FormContext; language?: "hu" | "en" },
): Promise<void> => {
  for (const shown of visiblePages(form, answers, context)) {
    await fillPage(page, shown, answers, slots, language);
  }
};
