import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import { readAccountNumber } from "../../../src/domain/settlement/account-number.ts";
import { contrastWithWhite, isReadable, readableColour } from "../../../src/domain/settlement/contrast.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";
import { compileSample, edited, sha256, withoutColumn } from "./sample-catalogue.ts";

const KOPHAZA = "settlements/06895-kophaza.yaml";
const OFFICE = "offices/town.yaml";
const CODE = "06895" as SettlementCode;
const png = (width: number, height: number): Uint8Array => {
  const bytes = new Uint8Array(52);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  bytes.set([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82], 40);
  return bytes;
};
const webp = (kind: string, rest: readonly number[]): Uint8Array => {
  const head = new TextEncoder().encode(`RIFF\0\0\0\0WEBP${kind}\0\0\0\0`);
  const bytes = Uint8Array.from([...head, ...rest, ...Array<number>(20).fill(0)]);
  new DataView(bytes.buffer).setUint32(4, bytes.length - 8, true);
  return bytes;
};

/** Kópháza with more lines in its file. */
const withLines = (lines: string, crest?: Uint8Array, more: Record<string, string> = {}) => {
  const changes = { ...more, ...edited(KOPHAZA, "preset: standard", `preset: standard\n${lines}`) };
  const images = new Map(crest ? [["settlements/crest.png", crest]] : []);
  const { settlements, problems } = compileSample(changes, { images });
  const told = problems.map((problem) => withoutColumn(describeProblem(problem)).replace(`${KOPHAZA}:`, ""));
  return { told, ready: settlements.get(CODE), settlement: settlements.get(CODE)?.settlement };
};

const hex = (value: number) => value.toString(16).padStart(2, "0");

describe("a theme", () => {
  it("has a colour in lower case", () => {
    expect(withLines('theme: { accent: "#1D6B45" }').settlement?.theme).toEqual({ accent: "#1d6b45" });
  });

  it("with a colour that is hard to read is refused, with one that is not", () => {
    expect(withLines('theme: { accent: "#ffcc00" }').told).toEqual([
      '9: theme.accent is #ffcc00, hard to read on white and under white (1.5:1, at least 4.5:1 is needed); the nearest readable colour is "#907300"',
    ]);
    expect(withLines('theme: { accent: "red" }').told).toEqual([
      '9: theme.accent must be a colour in quotes, such as "#1d6b45"',
    ]);
  });

  it("suggests a colour that is readable, and the lightest of its hue", () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (channels) => {
        const colour = `#${channels.map(hex).join("")}`;
        const readable = readableColour(colour);
        expect(isReadable(readable)).toBe(true);
        expect(readable === colour).toBe(isReadable(colour));
        expect(isReadable(colour) || contrastWithWhite(readable) < 4.7).toBe(true);
      }),
      { seed: 6 },
    );
  });

  it("has the known contrasts", () => {
    expect(contrastWithWhite("#ffffff")).toBe(1);
    expect(contrastWithWhite("#000000")).toBeCloseTo(21);
    expect([isReadable("#767676"), isReadable("#777777")]).toEqual([true, false]);
  });
});

describe("a crest", () => {
  it("is published under its hash, with its size", () => {
    const { ready, settlement } = withLines("theme: { crest: crest.png }", png(96, 112));
    const hash = sha256(png(96, 112)).slice(0, 16);
    expect(settlement?.theme).toEqual({ crest: { file: `crest.${hash}.png`, width: 96, height: 112 } });
    expect(ready?.objects.get(`catalogue/crest.${hash}.png`)).toEqual(png(96, 112));
  });

  it.each([
    [
      "that is not there",
      undefined,
      "refers to crest.png; no file of that name lies beside this one (links do not count)",
    ],
    [
      "that is no image",
      new TextEncoder().encode(`<svg onload="alert(1)">${" ".repeat(50)}`),
      "is neither a PNG nor a WebP image, whatever crest.png is called",
    ],
    [
      "of another kind than its name",
      webp("VP8X", [0, 0, 0, 0, 9, 0, 0, 9, 0, 0]),
      "is a webp image; call the file so",
    ],
    ["that is too large", new Uint8Array(102_401), "is 101 KB; at most 100 KB are allowed"],
    [
      "that would fill a memory",
      png(30_000, 30_000),
      "has 30000 × 30000 pixels; at most 2000 a side are allowed",
    ],
    [
      "that is cut off",
      png(96, 112).slice(0, -1),
      "is cut off, or has something behind the image; save it anew",
    ],
    [
      "with a script behind it",
      Uint8Array.from([...png(96, 112), ...new TextEncoder().encode("<svg onload=alert(1)>")]),
      "is cut off, or has something behind the image; save it anew",
    ],
    ["without pixels", png(0, 10), "has 0 × 10 pixels; at most 2000 a side are allowed"],
  ])("%s is refused", (_, image, expected) => {
    expect(withLines("theme: { crest: crest.png }", image).told).toEqual([`9: theme.crest ${expected}`]);
  });

  it("of a name that leads elsewhere is refused", () => {
    expect(withLines("theme: { crest: ../../secret.png }", png(1, 1)).told[0]).toContain(
      "theme.crest must be the name",
    );
  });

  it.each([
    ["VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 100, 0, 50, 0]],
    ["VP8L", [0x2f, 99, 0x40, 0x0c, 0]],
    ["VP8X", [0, 0, 0, 0, 99, 0, 0, 49, 0, 0]],
  ])("may be WebP of kind %s", (kind, rest) => {
    const changes = edited(KOPHAZA, "preset: standard", "preset: standard\ntheme: { crest: c.webp }");
    const images = new Map([["settlements/c.webp", webp(kind, rest)]]);
    expect(compileSample(changes, { images }).settlements.get(CODE)?.settlement.theme?.crest).toMatchObject({
      width: 100,
      height: 50,
    });
  });
});

describe("texts", () => {
  it("are published as a tree, in each language", () => {
    const { settlement } = withLines('texts: { welcome: { hu: "**Üdv**", en: Hello } }');
    expect(settlement?.texts).toEqual({
      welcome: {
        hu: [{ kind: "paragraph", content: [{ kind: "strong", content: [{ kind: "text", text: "Üdv" }] }] }],
        en: [{ kind: "paragraph", content: [{ kind: "text", text: "Hello" }] }],
      },
    });
  });

  it("must be there in each language the settlement declares", () => {
    expect(withLines("texts: { notice: Zárva }").told).toEqual([
      "9: texts.notice lacks en, which is among the settlement's languages",
    ]);
    expect(withLines("languages: [hu]\ntexts: { notice: Zárva }").told).toEqual([]);
    expect(withLines("languages: [hu, hr]").told).toEqual([
      "6: office is town, whose name lacks hr, which is among the settlement's languages",
    ]);
  });

  it("are not too long", () => {
    const long = "x".repeat(1001);
    expect(withLines(`texts: { notice: { hu: ${long}, en: x } }`).told).toEqual([
      "9: texts.notice has 1001 characters; at most 1000 are allowed",
    ]);
  });
});

describe("accounts", () => {
  const groups = { "parameters/tax.yaml": "title: Adó\nvalues: {}\n" };
  const form = edited(
    "forms/sample/1.0.0/form.yaml",
    "sector: general",
    "sector: general\nparameters: [tax]",
  );
  const lines = (accounts: string) =>
    withLines(`parameters: { tax: [{ from: "2026-01-01", values: {} }] }\naccounts: ${accounts}`, undefined, {
      ...groups,
      ...edited("settlements/03814-heviz.yaml", "preset: standard", "services: []"),
      ...form,
    });

  it("are published in both forms, with the forms after which one pays", () => {
    expect(
      lines("{ tax: 11742087-15393702-03090000, fine: HU42117730161111101800000000 }").settlement?.accounts,
    ).toEqual([
      {
        id: "tax",
        name: { hu: "Adó" },
        number: "11742087-15393702-03090000",
        iban: "HU50117420871539370203090000",
        forms: ["sample"],
      },
      {
        id: "fine",
        name: { hu: "Bírság", en: "Fines" },
        number: "11773016-11111018",
        iban: "HU42117730161111101800000000",
        forms: [],
      },
    ]);
  });

  it("with a wrong check digit, or of nothing one pays, are refused", () => {
    expect(lines("{ tax: 11742087-15393702-03090001 }").told).toEqual([
      "10: accounts.tax is no account number: a check digit is wrong; it must be like 11742087-15393702-03090000, or an IBAN",
    ]);
    expect(lines("{ tex: 11742087-15393702-03090000 }").told).toEqual([
      "10: accounts.tex is nothing one pays, did you mean tax? There are tax, late-charge, fine, duty, other",
    ]);
  });

  it("are the same money in both forms", () => {
    for (const number of ["11742087-15393702-03090000", "10404027-00033376-00000002", "59300326-11019291"]) {
      const read = readAccountNumber(number);
      expect(read?.number).toBe(number);
      expect(readAccountNumber(read?.iban ?? "")).toEqual(read);
    }
    expect(readAccountNumber("HU43117730161111101800000000")).toBeUndefined();
  });
});

const box = (krid: string) =>
  edited(OFFICE, "books:", `mailboxes: [{ krid: "${krid}", shortName: TOWNADO, name: Adó }]\nbooks:`);

describe("rules of a settlement or office of its own", () => {
  it("come before those of all", () => {
    const { settlement } = withLines('deadlines: [{ form: sample, days: 10, source: "Rendelet" }]');
    expect(settlement?.procedure?.deadlines[0]).toEqual({ form: "sample", days: 10 });
    expect(settlement?.procedure?.deadlines).toHaveLength(3);
    expect(withLines("deadlines: [{ form: simple, days: 10, source: x }]").told).toEqual([
      "9: deadlines.0.form refers to simple, which is no form, did you mean sample?",
    ]);
  });

  it("add days of the office to the calendar, and take days from it", () => {
    const calendar =
      'calendar: { holidays: ["2026-01-10", "2026-05-04"], workdays: ["2026-01-02"] }\ncontact:';
    const { settlement } = withLines("", undefined, edited(OFFICE, "contact:", calendar));
    expect(settlement?.procedure?.calendar).toEqual({
      holidays: ["2025-12-25", "2026-01-01", "2026-01-10", "2026-05-04"],
      workdays: ["2026-01-02"],
    });
    expect(settlement?.office).not.toHaveProperty("calendar");
  });

  it("allow acting capacities there are", () => {
    expect(withLines("capacities: [own-name, company]").settlement?.capacities).toEqual([
      "own-name",
      "company",
    ]);
    expect(withLines("capacities: [compny]").told[0]).toContain("did you mean company?");
    expect(withLines("capacities: []").told).toHaveLength(1);
  });

  it("name further mailboxes, which no other office may have", () => {
    expect(withLines("", undefined, box("999000003")).settlement?.office.mailboxes).toEqual([
      { krid: "999000003", shortName: "TOWNADO", name: { hu: "Adó" } },
    ]);
    expect(withLines("", undefined, box("999000002")).told).toHaveLength(1);
  });
});
