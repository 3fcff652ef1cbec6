import type { Answers } from "../../domain/case/case.ts";
import { readAnswer, isRecord } from "../../domain/form/answers.ts";
import type {
  AnswerField,
  ColumnField,
  ComputedField,
  FormField,
  FormPage,
  TableField,
} from "../../domain/form/definition.ts";
import { columnTotal, formatValue, isNumeric } from "../../domain/form/values.ts";
import { visiblePages } from "../../domain/form/visibility.ts";
import type { WrittenLanguage } from "../../domain/format/language.ts";
import { toLocalDate } from "../../domain/time.ts";
import {
  addressFacts,
  attachmentBlocks,
  fact,
  frame,
  instant,
  sealBlocks,
  submitterBlocks,
} from "./common-blocks.ts";
import type { Block, Fact, Phrase, PrintedDocument } from "./printed-document.ts";
import { type DocumentSetting, localize, type SealedSubmission } from "./sealed-submission.ts";
import { documentTexts } from "./texts.ts";

/** More columns than this are no table any more on a sheet of paper: their rows are written out one by one. */
const MOST_COLUMNS = 7;

const isShown = (field: FormField): boolean => field.kind !== "computed" || field.hidden !== true;

const chosen = (field: AnswerField, value: unknown, language: WrittenLanguage): Phrase[] => {
  const options = "options" in field ? field.options : [];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((one) => {
    const option = options.find((known) => known.value === one);
    return option ? localize(option.label, language) : { text: String(one) };
  });
};

/** A value as people read it; nothing for what was not answered. */
const valuesOf = (
  field: AnswerField | ComputedField,
  value: unknown,
  language: WrittenLanguage,
): readonly Phrase[] => {
  const texts = documentTexts[language];
  if (value === undefined) return [];
  if (typeof value === "boolean") return [{ text: value ? texts.yes : texts.no }];
  if ("options" in field) return chosen(field, value, language);
  return [{ text: formatValue(language, field, value) }];
};

const nameOf = ({ group, label }: FormField, language: WrittenLanguage): Phrase => {
  const name = localize(label, language);
  return group ? { ...name, text: `${localize(group.label, language).text}: ${name.text}` } : name;
};

const factOf = (field: FormField, values: readonly Phrase[], language: WrittenLanguage): Fact => {
  const texts = documentTexts[language];
  const name = nameOf(field, language);
  if (values.length > 0) return { name, values };
  const text = field.kind === "computed" ? texts.notComputed : texts.notAnswered;
  return { name, values: [{ text }], isEmpty: true };
};

const cellOf = (column: ColumnField, row: unknown): unknown =>
  isRecord(row) ? readAnswer(row, column.key) : undefined;

/** One phrase for a cell; its values in one line. */
const cellText = (column: ColumnField, row: unknown, language: WrittenLanguage): Phrase => {
  const values = valuesOf(column, cellOf(column, row), language);
  const [first] = values;
  return values.length === 1 && first ? first : { text: values.map(({ text }) => text).join("; ") };
};

const totalRow = (
  table: TableField,
  columns: readonly ColumnField[],
  rows: readonly unknown[],
  language: WrittenLanguage,
): Phrase[] => [
  { text: documentTexts[language].total },
  ...columns.map((column) => {
    if (!table.totals?.includes(column.key) || rows.length < 2) return { text: "" };
    return { text: formatValue(language, column, columnTotal(column, rows)) };
  }),
];

const tableBlocks = (table: TableField, rows: readonly unknown[], language: WrittenLanguage): Block[] => {
  const columns = table.columns.filter(isShown);
  const title: Block = { kind: "heading", level: 3, text: nameOf(table, language) };
  if (columns.length > MOST_COLUMNS) {
    return [
      title,
      ...rows.flatMap((row, index): Block[] => [
        { kind: "text", text: { text: `${documentTexts[language].row} ${index + 1}.` } },
        {
          kind: "facts",
          facts: columns.map((column) =>
            factOf(column, valuesOf(column, cellOf(column, row), language), language),
          ),
        },
      ]),
    ];
  }
  const hasTotal = (table.totals?.length ?? 0) > 0 && rows.length > 1;
  return [
    title,
    {
      kind: "table",
      columns: [
        { label: { text: documentTexts[language].row }, isNumeric: false },
        ...columns.map((column) => ({
          label: localize(column.label, language),
          isNumeric: isNumeric(column),
        })),
      ],
      rows: rows.map((row, index) => [
        { text: `${index + 1}.` },
        ...columns.map((column) => cellText(column, row, language)),
      ]),
      ...(hasTotal && { total: totalRow(table, columns, rows, language) }),
    },
  ];
};

const rowsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Questions and answers in the order of the form; tables stand between the lists of single answers. */
const fieldBlocks = (fields: readonly FormField[], answers: Answers, language: WrittenLanguage): Block[] => {
  const blocks: Block[] = [];
  let facts: Fact[] = [];
  const closeFacts = (): void => {
    if (facts.length > 0) blocks.push({ kind: "facts", facts });
    facts = [];
  };
  for (const field of fields.filter(isShown)) {
    const value = readAnswer(answers, field.key);
    if (field.kind !== "table") {
      facts.push(factOf(field, valuesOf(field, value, language), language));
    } else if (rowsOf(value).length === 0) {
      facts.push(factOf(field, [], language));
    } else {
      closeFacts();
      blocks.push(...tableBlocks(field, rowsOf(value), language));
    }
  }
  closeFacts();
  return blocks;
};

const pageBlocks = (page: FormPage, answers: Answers, language: WrittenLanguage): Block[] => {
  const blocks = fieldBlocks(page.fields, answers, language);
  if (blocks.length === 0) return [];
  return [{ kind: "heading", level: 2, text: localize(page.title, language) }, ...blocks];
};

/**
 * The submitted form for people: who submitted it, every page that was shown with its questions and the sealed
 * answers, the files and the seal. Which pages were shown follows from the rules of the day it was submitted.
 */
export const formDocument = (submission: SealedSubmission, setting: DocumentSetting): PrintedDocument => {
  const { content, form, settlement } = submission;
  const { language, timeZone } = setting;
  const texts = documentTexts[language];
  const { submission: submitted } = content.record;
  const context = { today: toLocalDate(submitted.at, timeZone), parameters: settlement.parameters };
  const address = addressFacts(submission, setting);
  return {
    ...frame(submission, setting),
    title: localize(form.title, language),
    subtitle: { text: texts.formSubtitle },
    blocks: [
      {
        kind: "facts",
        facts: [
          fact(texts.submissionNumber, submitted.number),
          fact(texts.submittedAt, instant(submitted.at, setting)),
          address.settlement,
          address.office,
          address.version,
        ],
      },
      ...submitterBlocks(content, setting, true),
      ...visiblePages(form, content.answers, context).flatMap((page) =>
        pageBlocks(page, content.answers, language),
      ),
      ...attachmentBlocks(submission, setting),
      ...sealBlocks(submission, setting),
    ],
  };
};
