export interface Style {
  font: "regular" | "bold";
  /** Points. */
  size: number;
  color: string;
}

/** An element of the structure tree with the type it has there: `H1`, `TD` … */
export interface Tag {
  type: string;
  element: PDFKit.PDFStructureElement;
}

interface TagOptions {
  /** Where it is not the document's. */
  lang?: string;
  /** Of which cells a heading cell speaks. */
  scope?: "Row" | "Column";
}

/** Lines in one column of a row. */
export interface Cell {
  lines: readonly string[];
  /** From the left edge of the page, points. */
  x: number;
  width: number;
  style: Style;
  align: "start" | "end";
  /** What the text is, for those who hear it; `undefined` for what is only repeated for the eye. */
  tag: Tag | undefined;
}

/** A4 in points, with margins of 18 mm and a foot. */
export const page = { width: 595.28, height: 841.89, left: 51, right: 51, top: 56, bottom: 70 } as const;
export const contentWidth = page.width - page.left - page.right;

const LINE_HEIGHT = 1.36;
const RULE = "#c8ccd2";

export const lineHeightOf = (style: Style): number => style.size * LINE_HEIGHT;

/** Rows up to this height are not divided between two pages. */
const WHOLE_ROW = 150;

/**
 * Pages filled from top to bottom. All text is drawn in rows of cells: a paragraph is a row of one, a question with
 * its answer of two. What is drawn is either content of a structure element or an artifact, as PDF/UA-1 demands.
 */
export class Sheet {
  y: number = page.top;
  /** Runs after a page break inside a row or table, e.g. to repeat the table's head. */
  onNewPage: (() => void) | undefined;
  /** The root of the structure tree. */
  readonly root: Tag;
  private readonly doc: PDFKit.PDFDocument;

  constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
    this.root = { type: "Document", element: doc.struct("Document") };
    doc.addStructure(this.root.element);
    doc.addPage();
  }

  /** A new element under another one; it takes content until it is closed. */
  tag(parent: Tag, type: string, options: TagOptions = {}): Tag {
    const element = this.doc.struct(type, options);
    parent.element.add(element);
    return { type, element };
  }

  width(text: string, { font, size }: Style): number {
    return this.doc.font(font).fontSize(size).widthOfString(text);
  }

  space(points: number): void {
    // At the top of a page there is space enough.
    if (this.y > page.top) this.y += points;
  }

  /** Goes on a new page unless there is this much room left. */
  need(points: number): void {
    if (this.y > page.top && this.y + points > page.height - page.bottom) this.newPage();
  }

  newPage(): void {
    this.doc.addPage();
    this.y = page.top;
    // Whatever is repeated must not repeat itself.
    const repeat = this.onNewPage;
    this.onNewPage = undefined;
    repeat?.();
    this.onNewPage = repeat;
  }

  /** Draws the cells beside each other; what does not fit on the page goes on at the top of the next one. */
  row(cells: readonly Cell[]): void {
    const lineHeight = Math.max(...cells.map(({ style }) => lineHeightOf(style)));
    const count = Math.max(...cells.map(({ lines }) => lines.length));
    if (count * lineHeight <= WHOLE_ROW) this.need(count * lineHeight);
    for (let from = 0; from < count; ) {
      const room = Math.floor((page.height - page.bottom - this.y) / lineHeight);
      if (room < 1) {
        this.newPage();
        continue;
      }
      const to = Math.min(count, from + room);
      for (const cell of cells) this.drawLines(cell, from, to, lineHeight);
      this.y += (to - from) * lineHeight;
      from = to;
    }
  }

  /** A thin line across the page, or from `x` on. */
  rule(x: number = page.left): void {
    this.artifact("Layout", () => {
      this.doc
        .lineWidth(0.5)
        .strokeColor(RULE)
        .moveTo(x, this.y)
        .lineTo(page.width - page.right, this.y)
        .stroke();
    });
  }

  /** Draws what says nothing of its own. */
  artifact(type: "Layout" | "Pagination", draw: () => void): void {
    this.doc.markContent("Artifact", { type });
    draw();
    this.doc.endMarkedContent();
  }

  /** One line of text, wherever; its baseline box begins at `y`. */
  line(text: string, x: number, y: number, style: Style): void {
    this.doc
      .font(style.font)
      .fontSize(style.size)
      .fillColor(style.color)
      .text(text, x, y, { lineBreak: false });
  }

  private drawLines(cell: Cell, from: number, to: number, lineHeight: number): void {
    const lines = cell.lines.slice(from, to);
    if (lines.every((line) => line === "")) return;
    const draw = (): void => {
      for (const [index, text] of lines.entries()) {
        if (text === "") continue;
        const shift = cell.align === "end" ? cell.width - this.width(text.trimEnd(), cell.style) : 0;
        this.line(text, cell.x + shift, this.y + index * lineHeight, cell.style);
      }
    };
    const { tag } = cell;
    if (!tag) return this.artifact("Pagination", draw);
    const content = this.doc.markStructureContent(tag.type);
    draw();
    this.doc.endMarkedContent();
    tag.element.add(content);
  }
}
