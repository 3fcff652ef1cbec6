import * as fc from "fast-check";
import type { AnswerField } from "../../../src/domain/form/definition.ts";
import type { IdentifierKind } from "../../../src/domain/identifiers/identifiers.ts";

type Numeric = Extract<AnswerField, { kind: "integer" | "money" | "decimal" | "percent" }>;

/** Unicode that has broken forms before, and texts of every awkward length. */
export const tricks = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\uD800",
    "\uDC00a",
    "\uFEFFa",
    "\u202Egpj.exe",
    "\u2066x\u2069",
    "e\u0301",
    "\u00E9",
    "A\u030A",
    "\uFB01",
    "👩‍👩‍👧‍👦",
    "\u2028",
    "\u200B",
    "İı",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "' OR 1=1 --",
    "__proto__",
    "constructor",
    "${x}",
    "x".repeat(101),
    "x".repeat(4001),
    "ő".repeat(20_001),
  ),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

const nearBound = (bound: number | string | undefined): string[] => {
  if (bound === undefined) return [];
  const whole = Math.trunc(Number(bound));
  return [String(bound), String(whole - 1), String(whole), String(whole + 1), `${whole}.5`];
};

/** As a person groups thousands. */
const spaced = (whole: number): string => String(whole).replaceAll(/\B(?=(\d{3})+$)/g, " ");

const awkwardNumbers = fc.constantFrom<unknown>(
  "1 234,50",
  "1.234.567",
  "1,5 Ft",
  "12%",
  "\u22125",
  "-0",
  "+5",
  "1e3",
  "0x10",
  "NaN",
  "Infinity",
  "１２",
  "٣",
  "1 234\u00A0567",
  "9007199254740993",
  "9".repeat(40),
  "0.1234567",
  "00012",
  "1/2",
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  1e308,
  0.1,
  -1,
);

export const numeric = (field: Numeric): fc.Arbitrary<unknown> => {
  const isWhole = field.kind === "integer" || field.kind === "money";
  const bounds = fc.constantFrom("0", "1", ...nearBound(field.min), ...nearBound(field.max));
  const sizes = fc.oneof(fc.nat(1000), fc.nat(50_000_000), fc.nat({ max: 2_000_000_000 }));
  const wholes = fc.oneof(sizes, fc.bigInt({ min: 0n, max: 10n ** 13n }).map(Number));
  const decimals = fc.tuple(fc.nat(100_000), fc.nat(99)).map(([whole, part]) => `${whole},${part}`);
  const usual = isWhole ? fc.oneof(wholes, wholes.map(spaced)) : fc.oneof(decimals, sizes.map(String));
  return fc.oneof(
    { weight: 7, arbitrary: usual },
    { weight: 3, arbitrary: bounds },
    { weight: 1, arbitrary: awkwardNumbers },
  );
};

const days = fc
  .date({ min: new Date("2019-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const awkwardDays = fc.constantFrom<unknown>(
  "2023-02-29",
  "2024-02-29",
  "2026-02-30",
  "2026-13-01",
  "2026-03-29T02:30:00",
  "2026-10-25T02:30:00+01:00",
  "0000-00-00",
  "1799-12-31",
  "2200-01-01",
  "9999-12-31",
  "tavaly",
  "23.11.2026",
  "",
  20_261_123,
);

const typedDay = (day: string): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1. $2. $3.");

export const dated = (kind: "date" | "month" | "year"): fc.Arbitrary<unknown> => {
  const months = days.map((day) => day.slice(0, 7));
  const years = fc.oneof(
    fc.integer({ min: 2019, max: 2028 }),
    fc.constantFrom<unknown>("2025", "2 025", 1799, 2200, -1, 2025.5),
  );
  const usual = {
    date: fc.oneof(days, days.map(typedDay)),
    month: fc.oneof(
      months,
      months.map((m) => m.replace("-", "/")),
    ),
    year: years,
  };
  return fc.oneof({ weight: 6, arbitrary: usual[kind] }, { weight: 1, arbitrary: awkwardDays });
};

/** Numbers that belong to nobody; the wrong ones fail their check digits. */
const samples: Readonly<Record<IdentifierKind, readonly string[]>> = {
  "personal-tax-id": ["8365670003", "8365 670 003", "8365670004", "7365670003", "8000000000"],
  "tax-number": ["01234565-2-08", "012345652 08", "12345678-1-42", "01234565-6-08", "01234565-2-21"],
  "social-security-number": ["111 111 110", "123456788", "123456789"],
  "bank-account": [
    "11742087-15393702-03090000",
    "5930032611019291",
    "11742087-15393702-03090001",
    "12345678-12345678",
  ],
  iban: ["HU42 1177 3016 1111 1018 0000 0000", "HU43117730161111101800000000"],
  "settlement-code": ["06895", "06896", "6895"],
  "company-registration-number": ["08-09-012345", "08 09 012345", "21-09-012345"],
  "statistical-number": ["01234565-8411-321-08", "01234565-8411-321-21"],
  "parcel-number": ["123/4/A/5", " 0123/4 ", "123/4/a", "A", "1/2/3/4/5"],
};

export const rightIdentifier = (kind: IdentifierKind): string => samples[kind][0] ?? "";

export const identifiers = (kind: IdentifierKind): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...samples[kind]) }, { weight: 1, arbitrary: tricks });
