const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/**
 * The bytes a file of the type begins with. A type that is not here is never accepted, whatever a form allows: what
 * cannot be checked is not let in. Archives and what is built on them (ZIP, OOXML, ODF) are left out on purpose: a
 * password or a bomb inside could not be told from a document.
 * Sources: ISO 32000-1 7.5.2 (PDF), RFC 2083 3.1 (PNG), ISO/IEC 10918-1 B.1.1.3 (JPEG).
 */
const signatures: Readonly<Record<string, readonly number[]>> = {
  "application/pdf": ascii("%PDF-"),
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/jpeg": [0xff, 0xd8, 0xff],
};

/** How much of a file's beginning `matchesType` wants to see, in bytes. */
export const SAMPLE_SIZE = 16;

export const isCheckableType = (contentType: string): boolean => Object.hasOwn(signatures, contentType);

/** Whether the content is of the announced type; names and headers are only claims. */
export const matchesType = (contentType: string, start: Uint8Array): boolean => {
  const signature = isCheckableType(contentType) ? signatures[contentType] : undefined;
  return signature !== undefined && signature.every((byte, index) => start[index] === byte);
};
