import type { LocalizedText } from "../../domain/localized.ts";
import type { AnswerField, FormField } from "../../domain/form/definition.ts";
import type { FieldSource } from "./form-source.ts";

interface Part {
  name: string;
  label: LocalizedText;
  hint?: LocalizedText;
  maxLength: number;
  pattern?: string;
  required: boolean;
  autocomplete?: string;
}

/** The parts of a Hungarian address, as the office's registers keep them. */
const parts: readonly Part[] = [
  {
    name: "postalCode",
    label: { hu: "Irányítószám", en: "Postcode", de: "Postleitzahl", hr: "Poštanski broj" },
    maxLength: 4,
    pattern: "^[1-9]\\d{3}$",
    required: true,
    autocomplete: "postal-code",
  },
  {
    name: "settlement",
    label: { hu: "Település", en: "Town or village", de: "Gemeinde", hr: "Naselje" },
    maxLength: 60,
    required: true,
    autocomplete: "address-level2",
  },
  {
    name: "publicSpace",
    label: {
      hu: "Közterület neve és jellege",
      en: "Street name and type",
      de: "Name und Art der Straße",
      hr: "Naziv i vrsta javne površine",
    },
    hint: {
      hu: "Például Fő utca",
      en: "For example Fő utca",
      de: "Zum Beispiel Fő utca",
      hr: "Na primjer Fő utca",
    },
    maxLength: 100,
    required: true,
    autocomplete: "address-line1",
  },
  {
    name: "houseNumber",
    label: { hu: "Házszám", en: "House number", de: "Hausnummer", hr: "Kućni broj" },
    maxLength: 20,
    required: false,
  },
  {
    name: "unit",
    label: {
      hu: "Épület, lépcsőház, emelet, ajtó",
      en: "Building, staircase, floor, door",
      de: "Gebäude, Stiege, Stock, Tür",
      hr: "Zgrada, stubište, kat, vrata",
    },
    maxLength: 40,
    required: false,
    autocomplete: "address-line2",
  },
];

type AddressSource = Extract<FieldSource, { kind: "address" }>;

/** Keys of the answers an address is made of. */
export const addressKeys = ({ key }: Pick<AddressSource, "key">): string[] =>
  parts.map(({ name }) => `${key}.${name}`);

/** The address as the fields of one group. */
export const addressFields = (
  field: AddressSource,
  shared: { label: LocalizedText; hint?: LocalizedText },
): FormField[] =>
  parts.map((part, index): AnswerField => {
    const hint = part.hint ?? (index === 0 ? shared.hint : undefined);
    return {
      key: `${field.key}.${part.name}`,
      kind: "text",
      label: part.label,
      group: { id: field.key, label: shared.label },
      ...(hint && { hint }),
      ...(field.when !== undefined && { when: field.when }),
      ...(field.required === true && part.required && { required: true }),
      ...(part.autocomplete !== undefined && { autocomplete: part.autocomplete }),
    };
  });

/** JSON Schema of the parts, by key. */
export const addressSchemas = (
  field: AddressSource,
): { key: string; schema: Record<string, unknown>; always: boolean }[] =>
  parts.map(({ name, maxLength, pattern, required }) => ({
    key: `${field.key}.${name}`,
    schema: { type: "string", minLength: 1, maxLength, ...(pattern !== undefined && { pattern }) },
    always: required && field.required === true,
  }));
