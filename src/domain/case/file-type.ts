const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

const ZIP = [0x50, 0x4b, 0x03, 0x04];

interface FileSignature {
  /** The bytes a file of the type begins with. */
  start: readonly number[];
  /** Names that must stand in the directory at the end of a ZIP container. */
  entries?: readonly string[];
}

/**
 * Types whose content can be told from the first and last bytes. A type that is not here is never accepted,
 * whatever a form allows: what cannot be checked is not let in.
 * Sources: ISO 32000-1 7.5.2 (PDF), RFC 2083 3.1 (PNG), ISO/IEC 10918-1 B.1.1.3 (JPEG), ECMA-376 part 2 (OOXML),
 * ISO/IEC 26300-3 (ODF).
 */
const signatures: Readonly<Record<string, FileSignature>> = {
  "application/pdf": { start: ascii("%PDF-") },
  "image/png": { start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  "image/jpeg": { start: [0xff, 0xd8, 0xff] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {
    start: ZIP,
    entries: ["[Content_Types].xml", "word/document.xml"],
  },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
    start: ZIP,
    entries: ["[Content_Types].xml", "xl/workbook.xml"],
  },
  "application/vnd.oasis.opendocument.text": { start: ZIP, entries: ["mimetype", "content.xml"] },
};

/** How much of a file's beginning and end `matchesType` wants to see, in bytes. */
export const SAMPLE_SIZE = 65_536;

/** What `matchesType` looks at; both are the whole file when it is no longer than a sample. */
export interface FileSample {
  start: Uint8Array;
  end: Uint8Array;
}

export const isCheckableType = (contentType: string): boolean => Object.hasOwn(signatures, contentType);

const contains = (haystack: Uint8Array, needle: readonly number[]): boolean => {
  const last = haystack.length - needle.length;
  for (let start = 0; start <= last; start++) {
    if (needle.every((byte, offset) => haystack[start + offset] === byte)) return true;
  }
  return false;
};

/** Whether the content is of the announced type; names and headers are only claims. */
export const matchesType = (contentType: string, sample: FileSample): boolean => {
  const signature = isCheckableType(contentType) ? signatures[contentType] : undefined;
  if (!signature) return false;
  const begins = signature.start.every((byte, index) => sample.start[index] === byte);
  return begins && (signature.entries ?? []).every((name) => contains(sample.end, ascii(name)));
};
