import { deflateRawSync, crc32 } from "node:zlib";

const u16 = (value: number) => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16((value >>> 16) & 0xffff)];

/** A ZIP archive of one file (PKWARE APPNOTE 4.3), with the flag that says it needs a password where asked for. */
const zip = (name: string, content: Buffer, { encrypted = false } = {}): Buffer => {
  const packed = deflateRawSync(content, { level: 9 });
  const common = [
    ...u16(20),
    ...u16(encrypted ? 1 : 0),
    ...u16(8),
    ...u32(0),
    ...u32(crc32(content)),
    ...u32(packed.length),
    ...u32(content.length),
    ...u16(name.length),
    ...u16(0),
  ];
  const local = Buffer.concat([
    Buffer.from([0x50, 0x4b, 3, 4, ...common]),
    Buffer.from(name),
    encrypted ? packed.map((byte) => byte ^ 0x5a) : packed,
  ]);
  const directory = Buffer.concat([
    Buffer.from([
      0x50,
      0x4b,
      1,
      2,
      ...u16(20),
      ...common,
      ...u16(0),
      ...u16(0),
      ...u16(0),
      ...u32(0),
      ...u32(0),
    ]),
    Buffer.from(name),
  ]);
  const end = [0x50, 0x4b, 5, 6, ...u16(0), ...u16(0), ...u16(1), ...u16(1), ...u32(directory.length)];
  return Buffer.concat([local, directory, Buffer.from([...end, ...u32(local.length), ...u16(0)])]);
};

/**
 * The test file of the anti-virus industry (eicar.org): harmless, and found by every scanner. In two parts, so that no
 * scanner takes this source for it.
 */
export const eicar = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
);

/** What people might upload as a document and is none. */
export const harmfulFiles = {
  "nothing at all": Buffer.alloc(0),
  "a Windows program": Buffer.from("MZ\u0090\u0000This program cannot be run in DOS mode", "latin1"),
  "a Linux program": Buffer.from("\u007fELF\u0002\u0001\u0001", "latin1"),
  "a shell script": Buffer.from("#!/bin/sh\nrm -rf /\n"),
  "a picture with a script": Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  ),
  "a page with a script": Buffer.from("<!doctype html><script>alert(1)</script>"),
  "the anti-virus test file": eicar,
  "an archive with a password": zip("titok.pdf", Buffer.from("%PDF-1.7\n"), { encrypted: true }),
  "an archive that is a bomb": zip("bomba.pdf", Buffer.alloc(50 * 1024 * 1024)),
} as const;

/** A PDF by its first bytes and its readers, with something else inside. */
export const pdfWith = (content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nstream\n"),
    content,
    Buffer.from("\nendstream\n%%EOF\n"),
  ]);
