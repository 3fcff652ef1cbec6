import type { FormDefinition, FormField, FormPage } from "../../../src/domain/form/definition.ts";
import type { FormId } from "../../../src/domain/ids.ts";

const label = { hu: "Címke" };
export const DETAILS_WANTED = { "===": [{ var: "order.details" }, true] };

const field = (key: string, kind: "text" | "long-text" | "email" | "phone" | "yes-no" | "declaration") =>
  ({ key, kind, label }) satisfies FormField;
const option = (value: string, when?: { "===": unknown[] }) => ({ value, label, ...(when ? { when } : {}) });

const pages: FormPage[] = [
  {
    id: "client",
    title: label,
    fields: [{ ...field("contact.email", "email"), required: true }, { ...field("contact.phone", "phone") }],
  },
  {
    id: "order",
    title: label,
    fields: [
      { key: "order.animal", kind: "radio", label, required: true, options: [option("cat"), option("dog")] },
      {
        key: "order.breed",
        kind: "select",
        label,
        options: [
          option("siamese", { "===": [{ var: "order.animal" }, "cat"] }),
          option("puli", { "===": [{ var: "order.animal" }, "dog"] }),
        ],
      },
      { ...field("order.details", "yes-no"), required: true },
    ],
    slots: ["photo"],
  },
  {
    id: "details",
    title: label,
    when: DETAILS_WANTED,
    fields: [
      { ...field("order.code", "text"), required: true },
      {
        ...field("order.note", "long-text"),
        when: { "===": [{ var: "order.code" }, "A-1"] },
        required: true,
      },
    ],
    slots: ["plan"],
  },
  {
    id: "end",
    title: label,
    fields: [
      // Depends on a field that may itself be hidden.
      { ...field("end.remark", "text"), when: { "!!": { var: "order.note" } } },
      { ...field("end.truth", "declaration"), required: true },
    ],
  },
];

const text = (limits: object) => ({ type: "string", ...limits });

/** One of everything: groups, conditions on pages, fields and options, slots that are required now and then. */
export const sampleForm: FormDefinition = {
  id: "sample" as FormId,
  version: "1.0.0",
  title: label,
  summary: label,
  sector: "general",
  languages: ["hu"],
  schema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["contact", "order", "end"],
    properties: {
      contact: { type: "object", properties: { email: text({ maxLength: 254 }), phone: text({}) } },
      order: {
        type: "object",
        additionalProperties: false,
        required: ["animal", "details"],
        properties: {
          animal: { enum: ["cat", "dog"] },
          breed: { enum: ["siamese", "puli"] },
          details: { type: "boolean" },
          code: text({ minLength: 3, maxLength: 5, pattern: "^[A-Z]-\\d+$" }),
          note: text({ maxLength: 10 }),
        },
      },
      end: { type: "object", properties: { remark: text({ maxLength: 20 }), truth: { const: true } } },
    },
  },
  pages,
  attachments: [
    {
      id: "photo",
      label,
      contentTypes: ["image/png"],
      maxFiles: 2,
      maxFileSize: 1000,
      required: { "===": [{ var: "order.animal" }, "dog"] },
    },
    { id: "plan", label, contentTypes: ["application/pdf"], maxFiles: 1, maxFileSize: 1000, required: true },
  ],
};

export const completeAnswers = {
  contact: { email: "minta@posta.example" },
  order: { animal: "cat", breed: "siamese", details: false },
  end: { truth: true },
};
