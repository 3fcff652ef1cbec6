import type { Block, Fact, Phrase, PrintedDocument } from "../../app/documents/printed-document.ts";
import { type ColumnNeed, columnWidths } from "./columns.ts";
import { type Cell, contentWidth, page, type Sheet, type Style, type Tag } from "./sheet.ts";
import { wrap } from "./wrap.ts";

const BLACK = "#16181b";
const GRAY = "#565b63";

export const styles = {
  title: { font: "bold", size: 19, color: BLACK },
  subtitle: { font: "regular", size: 11.5, color: GRAY },
  heading: { font: "bold", size: 13, color: BLACK },
  subheading: { font: "bold", size: 10, color: BLACK },
  body: { font: "regular", size: 9.75, color: BLACK },
  name: { font: "regular", size: 9.75, color: GRAY },
  empty: { font: "regular", size: 9.75, color: GRAY },
  cell: { font: "regular", size: 8.75, color: BLACK },
  head: { font: "bold", size: 8.75, color: BLACK },
  edge: { font: "regular", size: 8, color: GRAY },
} as const satisfies Record<string, Style>;

/** Points: the column of questions, and the gap between it and the answers. */
const NAME_WIDTH = 165;
const GAP = 12;
const CELL_GAP = 8;
const LABEL_WIDTH = 18;

/** Draws on a sheet; knows how to make a phrase printable. */
export interface Pen {
  sheet: Sheet;
  print: (text: string) => string;
}

interface Place {
  x?: number;
  width?: number;
  align?: Cell["align"];
}

const cell = (
  { sheet, print }: Pen,
  { text }: Phrase,
  style: Style,
  tag: Tag | undefined,
  { x = page.left, width = contentWidth, align = "start" }: Place = {},
): Cell => ({
  lines: wrap(print(text), width, (part) => sheet.width(part, style)),
  x,
  width,
  style,
  align,
  tag,
});

/** The language of a phrase, where it has one of its own. */
const spoken = ({ language }: Phrase) => (language === undefined ? {} : { lang: language });

/** A paragraph or heading over the whole width. */
const drawText = (pen: Pen, phrase: Phrase, style: Style, type: string, parent = pen.sheet.root): void => {
  const tag = pen.sheet.tag(parent, type, spoken(phrase));
  pen.sheet.row([cell(pen, phrase, style, tag)]);
  tag.element.end();
};

/** Points a heading wants with what follows: alone at the foot of a page it would belong to nothing. */
const HEADING_ROOM = { 2: 115, 3: 70 } as const;

const drawHeading = (pen: Pen, level: 2 | 3, text: Phrase): void => {
  const { sheet } = pen;
  sheet.space(level === 2 ? 16 : 9);
  sheet.need(HEADING_ROOM[level]);
  drawText(pen, text, level === 2 ? styles.heading : styles.subheading, `H${level}`);
  sheet.space(3);
};

/** An answer of more lines than this, such as a letter, gets the whole width under its question. */
const MOST_LINES_BESIDE = 8;

/** Every value is a paragraph of its own in the answer, so that each may have its language. */
const drawFact = (pen: Pen, fact: Fact, list: Tag): void => {
  const { sheet } = pen;
  const item = sheet.tag(list, "LI");
  const name = sheet.tag(item, "Lbl", spoken(fact.name));
  const body = sheet.tag(item, "LBody");
  const style = fact.isEmpty ? styles.empty : styles.body;
  const tagged = fact.values.map((value) => ({ value, tag: sheet.tag(body, "P", spoken(value)) }));
  const cells = (place: Place): Cell[] => tagged.map(({ value, tag }) => cell(pen, value, style, tag, place));
  const beside = cells({ x: page.left + NAME_WIDTH + GAP, width: contentWidth - NAME_WIDTH - GAP });
  const isLong = beside.some(({ lines }) => lines.length > MOST_LINES_BESIDE);
  const question = cell(pen, fact.name, styles.name, name, isLong ? {} : { width: NAME_WIDTH });
  const [first, ...others] = isLong ? [undefined, ...cells({})] : beside;
  sheet.space(3);
  // A question alone at the foot of a page would be one without an answer.
  if (isLong) sheet.need(50);
  sheet.row([question, ...(first ? [first] : [])]);
  for (const other of others) if (other) sheet.row([other]);
  sheet.space(3);
  sheet.rule();
  item.element.end();
};

const drawFacts = (pen: Pen, facts: readonly Fact[]): void => {
  const list = pen.sheet.tag(pen.sheet.root, "L");
  for (const fact of facts) drawFact(pen, fact, list);
  list.element.end();
};

type Table = Extract<Block, { kind: "table" }>;

/** One column may take a third of the page for its longest word, and all of it for its longest cell. */
const needsOf = ({ sheet, print }: Pen, { columns, rows, total = [] }: Table): ColumnNeed[] =>
  columns.map(({ label, isNumeric }, index) => {
    const written = (row: readonly Phrase[]): string => print(row[index]?.text ?? "");
    const bold = [print(label.text), written(total)];
    const regular = rows.map(written);
    const widest = (parts: (text: string) => string[]): number =>
      Math.max(
        ...bold.flatMap(parts).map((text) => sheet.width(text, styles.head)),
        ...regular.flatMap(parts).map((text) => sheet.width(text, styles.cell)),
      );
    return {
      least:
        Math.min(
          widest((text) => text.split(/[ \n]/)),
          contentWidth / 3,
        ) + CELL_GAP,
      most:
        Math.min(
          widest((text) => text.split("\n")),
          contentWidth,
        ) + CELL_GAP,
      // The first column only numbers the rows.
      grows: index > 0 && !isNumeric,
    };
  });

const placesOf = (pen: Pen, table: Table): Required<Place>[] => {
  // The last column needs no gap after it.
  const widths = columnWidths(needsOf(pen, table), contentWidth + CELL_GAP);
  let x: number = page.left;
  return widths.map((width, index) => {
    const place = {
      x,
      width: width - CELL_GAP,
      align: table.columns[index]?.isNumeric === true ? "end" : "start",
    } as const;
    x += width;
    return place;
  });
};

const drawTable = (pen: Pen, table: Table): void => {
  const { sheet } = pen;
  const places = placesOf(pen, table);
  const element = sheet.tag(sheet.root, "Table");
  const drawHead = (tags: readonly (Tag | undefined)[]): void => {
    sheet.row(
      table.columns.map(({ label }, index) => cell(pen, label, styles.head, tags[index], places[index])),
    );
    sheet.space(2);
    sheet.rule();
  };
  const drawRow = (row: readonly Phrase[], style: Style): void => {
    const line = sheet.tag(element, "TR");
    const cells = row.map((phrase, index) => {
      const options = { ...spoken(phrase), ...(index === 0 && { scope: "Row" as const }) };
      const tag = sheet.tag(line, index === 0 ? "TH" : "TD", options);
      return cell(pen, phrase, style, tag, places[index]);
    });
    sheet.space(2.5);
    sheet.row(cells);
    sheet.space(2.5);
    sheet.rule();
    line.element.end();
  };
  const head = sheet.tag(element, "TR");
  drawHead(
    table.columns.map(({ label }) => sheet.tag(head, "TH", { ...spoken(label), scope: "Column" as const })),
  );
  head.element.end();
  // The head is said once; on later pages it is there for the eye only.
  sheet.onNewPage = () => {
    drawHead([]);
    sheet.space(3);
  };
  for (const row of table.rows) drawRow(row, styles.cell);
  if (table.total) drawRow(table.total, styles.head);
  sheet.onNewPage = undefined;
  sheet.space(6);
  element.element.end();
};

const drawSteps = (pen: Pen, steps: readonly Phrase[]): void => {
  const { sheet } = pen;
  const list = sheet.tag(sheet.root, "L");
  for (const [index, step] of steps.entries()) {
    const item = sheet.tag(list, "LI");
    const label = sheet.tag(item, "Lbl");
    const body = sheet.tag(item, "LBody", spoken(step));
    sheet.row([
      cell(pen, { text: `${index + 1}.` }, styles.body, label, { width: LABEL_WIDTH }),
      cell(pen, step, styles.body, body, {
        x: page.left + LABEL_WIDTH,
        width: contentWidth - LABEL_WIDTH,
      }),
    ]);
    sheet.space(2);
    item.element.end();
  }
  list.element.end();
};

const drawBlock = (pen: Pen, block: Block): void => {
  switch (block.kind) {
    case "heading":
      return drawHeading(pen, block.level, block.text);
    case "facts":
      return drawFacts(pen, block.facts);
    case "table":
      return drawTable(pen, block);
    case "steps":
      return drawSteps(pen, block.steps);
    default:
      pen.sheet.space(4);
      drawText(pen, block.text, styles.body, "P");
      return pen.sheet.space(4);
  }
};

/** The document from its title to its last block; edges of the pages come when their number is known. */
export const drawDocument = (pen: Pen, { title, subtitle, blocks }: PrintedDocument): void => {
  drawText(pen, title, styles.title, "H1");
  drawText(pen, subtitle, styles.subtitle, "P");
  pen.sheet.space(10);
  for (const block of blocks) drawBlock(pen, block);
};

export const drawNote = (pen: Pen, text: string): void => {
  pen.sheet.space(8);
  drawText(pen, { text }, styles.body, "P");
};
