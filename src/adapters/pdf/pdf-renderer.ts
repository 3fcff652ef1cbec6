import { create, type Font } from "fontkit";
import Pdf from "pdfkit";
import type { DocumentRenderer, PrintedDocument } from "../../app/documents/printed-document.ts";
import { drawDocument, drawNote, styles } from "./draw-blocks.ts";
import { printable } from "./printable.ts";
import { contentWidth, page, Sheet } from "./sheet.ts";

/** TrueType fonts; only the characters that are used go into a file. */
export interface FontFiles {
  regular: Uint8Array;
  bold: Uint8Array;
}

/** pdfkit writes the title into XML as it is. */
const plain = (text: string): string => text.replaceAll(/[<>&]/g, " ");

/**
 * Says which standard the file keeps. pdfkit's own option for it also writes a CIDSet into the fonts, which names too
 * few glyphs for that very standard (7.21.4.2).
 */
const CLAIM = `
        <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        `;

const openDocument = ({ language, title, createdAt, reference }: PrintedDocument) =>
  new Pdf({
    size: [page.width, page.height],
    // The sheet keeps the margins; pdfkit must never turn a page on its own.
    margin: 0,
    autoFirstPage: false,
    // Page numbers are drawn when all pages are there.
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: language,
    displayTitle: true,
    // Not one of the fonts that every reader is supposed to have: none of them has ő and ű.
    font: "",
    info: {
      Title: plain(title.text),
      Keywords: reference,
      Creator: "Municipal e-administration portal",
      CreationDate: new Date(createdAt * 1000),
    },
  });

/** As much of a text as fits on one line. */
const fitting = (text: string, sheet: Sheet, width: number): string => {
  if (sheet.width(text, styles.edge) <= width) return text;
  const characters = Array.from(text.slice(0, 400));
  while (characters.length > 0 && sheet.width(`${characters.join("")}…`, styles.edge) > width)
    characters.pop();
  return `${characters.join("")}…`;
};

/** Foot of every page, head of every page but the first; for the eye only. */
const drawEdges = (
  doc: PDFKit.PDFDocument,
  sheet: Sheet,
  { title, footer, pageNumber }: PrintedDocument,
  print: (text: string) => string,
): void => {
  const { count } = doc.bufferedPageRange();
  const head = fitting(print(title.text).replaceAll("\n", " "), sheet, contentWidth);
  for (let index = 0; index < count; index++) {
    doc.switchToPage(index);
    const number = print(pageNumber(index + 1, count));
    const right = page.width - page.right - sheet.width(number, styles.edge);
    sheet.artifact("Pagination", () => {
      if (index > 0) sheet.line(head, page.left, page.top - 26, styles.edge);
      sheet.line(print(footer), page.left, page.height - 44, styles.edge);
      sheet.line(number, right, page.height - 44, styles.edge);
    });
  }
};

/**
 * Writes documents as tagged PDF with the given fonts: structure tree, language, title, and nothing outside of the
 * structure but artifacts (ISO 14289-1). The same document gives the same bytes.
 */
export const createPdfRenderer = (files: FontFiles): DocumentRenderer => {
  const fonts = Object.values(files).map((file: Uint8Array) => create(Buffer.from(file)) as Font);
  const isInFonts = (codePoint: number): boolean =>
    fonts.every((font) => font.hasGlyphForCodePoint(codePoint));

  return async (document) => {
    const doc = openDocument(document);
    // Parsed anew for every document: a font that a document was finished with remembers parts of letters as glyphs
    // without characters, and copying text from the next document would lose them.
    doc.registerFont("regular", files.regular);
    doc.registerFont("bold", files.bold);
    doc.appendXML(CLAIM);
    let hasCodes = false;
    const print = (text: string): string => {
      const printed = printable(text, isInFonts);
      hasCodes ||= printed.hasCodes;
      return printed.text;
    };
    const sheet = new Sheet(doc);
    const pen = { sheet, print };
    drawDocument(pen, document);
    if (hasCodes) drawNote(pen, document.missingCharacters);
    sheet.root.element.end();
    drawEdges(doc, sheet, document, print);
    doc.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of doc) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  };
};
