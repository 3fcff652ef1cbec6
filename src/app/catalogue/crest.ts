import { failure, success, type Result } from "../../domain/result.ts";
import type { CrestType } from "../../domain/settlement/settlement.ts";

const LARGEST_CREST = 100 * 1024;
/** Larger is no coat of arms; a small file can hold an image that fills a telephone's memory. */
const LONGEST_SIDE = 2000;

export interface CrestImage {
  type: CrestType;
  /** Pixels. */
  width: number;
  height: number;
}

const textAt = (bytes: Uint8Array, offset: number, length: number): string =>
  String.fromCharCode(...bytes.slice(offset, offset + length));

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const PNG_HEAD = "\x89PNG\r\n\x1a\n";

/** RFC 2083: the last of the chunks, of no content, with its checksum. */
const PNG_END = "\0\0\0\0IEND\xae\x42\x60\x82";

/** Neither cut off, nor with something else behind it that another program would take it for. */
const isWhole = (type: CrestType, bytes: Uint8Array): boolean =>
  type === "png"
    ? textAt(bytes, bytes.length - PNG_END.length, PNG_END.length) === PNG_END
    : viewOf(bytes).getUint32(4, true) + 8 === bytes.length;

const readPng = (bytes: Uint8Array): CrestImage | undefined =>
  bytes.length >= 33 && textAt(bytes, 0, 8) === PNG_HEAD && textAt(bytes, 12, 4) === "IHDR"
    ? { type: "png", width: viewOf(bytes).getUint32(16), height: viewOf(bytes).getUint32(20) }
    : undefined;

/** RFC 9649: the three ways a WebP file begins. */
const readWebp = (bytes: Uint8Array): CrestImage | undefined => {
  if (bytes.length < 30 || textAt(bytes, 0, 4) !== "RIFF" || textAt(bytes, 8, 4) !== "WEBP") return undefined;
  const view = viewOf(bytes);
  const [low, high] = [view.getUint16(24, true), view.getUint8(26)];
  switch (textAt(bytes, 12, 4)) {
    case "VP8 ":
      return {
        type: "webp",
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { type: "webp", width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return {
        type: "webp",
        width: low + (high << 16) + 1,
        height: view.getUint16(27, true) + (view.getUint8(29) << 16) + 1,
      };
    default:
      return undefined;
  }
};

interface InvalidCrest {
  code: "invalid-crest";
  message: string;
}
const refuse = (message: string) => failure<InvalidCrest>({ code: "invalid-crest", message });

/** A coat of arms, judged by its content; else what is wrong with it. */
export const readCrest = (name: string, bytes: Uint8Array | undefined): Result<CrestImage, InvalidCrest> => {
  if (!bytes)
    return refuse(`refers to ${name}; no file of that name lies beside this one (links do not count)`);
  if (bytes.length > LARGEST_CREST) {
    return refuse(`is ${Math.ceil(bytes.length / 1024)} KB; at most ${LARGEST_CREST / 1024} KB are allowed`);
  }
  const image = readPng(bytes) ?? readWebp(bytes);
  if (!image) return refuse(`is neither a PNG nor a WebP image, whatever ${name} is called`);
  if (!name.endsWith(`.${image.type}`)) return refuse(`is a ${image.type} image; call the file so`);
  if (!isWhole(image.type, bytes))
    return refuse("is cut off, or has something behind the image; save it anew");
  const [shorter, longer] = [image.width, image.height].toSorted((a, b) => a - b);
  if (shorter === undefined || longer === undefined || shorter < 1 || longer > LONGEST_SIDE) {
    return refuse(`has ${image.width} × ${image.height} pixels; at most ${LONGEST_SIDE} a side are allowed`);
  }
  return success(image);
};
