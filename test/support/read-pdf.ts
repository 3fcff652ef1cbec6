import { getDocumentProxy } from "unpdf";

/** A place in the structure tree of one page: what it is, its language, and its own text. */
export interface PdfElement {
  role: string;
  lang: string | undefined;
  text: string;
  children: PdfElement[];
}

interface PdfPage {
  /** The structure as far as it is on this page. */
  tree: PdfElement;
  /** What stands outside of the structure: head, foot, page number, a table's head that is repeated. */
  artifacts: string;
  /** Drawn neither inside the structure nor as an artifact; must be nothing. */
  stray: string;
  /** What is drawn farthest to the right and farthest down, in points from the left and from the bottom. */
  right: number;
  bottom: number;
}

export interface ReadPdf {
  info: Readonly<Record<string, unknown>>;
  /** The XMP packet. */
  xmp: string;
  pages: PdfPage[];
}

interface Node {
  role?: string;
  lang?: string;
  type?: string;
  id?: string;
  children?: Node[];
}

interface Item {
  /** Absent for text. */
  type?: string;
  id?: string | null;
  tag?: string;
  str?: string;
  /** The line ends here; a space it was broken at is not in `str`. */
  hasEOL?: boolean;
  width?: number;
  transform?: number[];
}

interface Texts {
  byId: Map<string, string>;
  artifacts: string;
  stray: string;
}

/** Text by the marked content it stands in. */
const textsOf = (items: readonly Item[]): Texts => {
  const texts: Texts = { byId: new Map(), artifacts: "", stray: "" };
  let open: Item | undefined;
  for (const item of items) {
    const { str: drawn = "" } = item;
    const str = item.hasEOL === true && drawn !== "" ? `${drawn}\n` : drawn;
    if (item.type?.startsWith("begin")) open = item;
    else if (item.type === "endMarkedContent") open = undefined;
    else if (!open) texts.stray += str;
    else if (open.id) texts.byId.set(open.id, (texts.byId.get(open.id) ?? "") + str);
    else texts.artifacts += `${str} `;
  }
  return texts;
};

const elementOf = ({ role = "", lang, children = [] }: Node, byId: Texts["byId"]): PdfElement => ({
  role,
  lang,
  text: children
    .map(({ id }) => (id === undefined ? "" : (byId.get(id) ?? "")))
    .join("")
    .trim(),
  children: children.filter((child) => child.role !== undefined).map((child) => elementOf(child, byId)),
});

/** Reads a PDF with another library than the one that wrote it. */
export const readPdf = async (bytes: Uint8Array): Promise<ReadPdf> => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { info, metadata } = await pdf.getMetadata();
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  const pages = await Promise.all(
    numbers.map(async (number): Promise<PdfPage> => {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent({ includeMarkedContent: true });
      const items = content.items as Item[];
      const [tree] = ((await page.getStructTree()) as Node | null)?.children ?? [];
      const { byId, artifacts, stray } = textsOf(items);
      const drawn = items.filter(({ str = "" }) => str.trim() !== "");
      return {
        tree: elementOf(tree ?? {}, byId),
        artifacts,
        stray,
        right: Math.max(...drawn.map(({ transform, width = 0 }) => (transform?.[4] ?? 0) + width)),
        bottom: Math.min(...drawn.map(({ transform }) => transform?.[5] ?? 0)),
      };
    }),
  );
  return { info: info as ReadPdf["info"], xmp: metadata?.getRaw() ?? "", pages };
};

/** All elements of a tree in reading order, from the root on. */
export const elementsOf = (element: PdfElement): PdfElement[] => [
  element,
  ...element.children.flatMap(elementsOf),
];

/** All text of the structure in reading order; elements are apart by line ends. */
export const textOf = ({ pages }: ReadPdf): string =>
  pages
    .flatMap(({ tree }) => elementsOf(tree))
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join("\n");
