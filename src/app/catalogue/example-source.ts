import * as v from "valibot";
import { isRecord } from "../../domain/form/answers.ts";
import { Day } from "./common-source.ts";
import { Parameters } from "./municipality-source.ts";
import { jsonSchema, TEXT_EXPECTED } from "./source.ts";

/** What an author writes in examples.yaml: answers that must pass, and changes to the first of them that must not. */
const Text = v.pipe(v.string(TEXT_EXPECTED), v.trim(), v.nonEmpty("must not be empty"));
const AnswerKey = v.string();

const Answers = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(isRecord, "must be answers such as { contact: { email: … } }"),
  jsonSchema({ type: "object" }),
);

const Files = v.optional(
  v.array(v.strictObject({ slot: Text, state: v.picklist(["pending", "verified"]) })),
  [],
);

const Computed = v.record(
  AnswerKey,
  v.union([v.number(), v.string(), v.null()], "must be a whole number, decimal text in quotes or null"),
);

export const ExamplesSource = v.strictObject({
  /** Local date the examples are filled on. */
  today: Day,
  /** What the settlement says, as in a settlement's file. */
  parameters: v.optional(Parameters, {}),
  good: v.pipe(
    v.array(
      v.strictObject({
        name: Text,
        answers: Answers,
        attachments: Files,
        /** Ids of the pages that are then shown. */
        pages: v.array(Text),
        /** Values by key; null where nothing is computed. */
        computed: v.optional(Computed, {}),
      }),
    ),
    v.minLength(1, "must have at least one example"),
  ),
  bad: v.pipe(
    v.array(
      v.strictObject({
        name: Text,
        /** New answers by key; null removes one. */
        change: v.optional(v.record(AnswerKey, v.unknown()), {}),
        attachments: Files,
        /** Error codes by field. */
        errors: v.record(AnswerKey, Text),
      }),
    ),
    v.minLength(1, "must have at least one example"),
  ),
});
export type ExamplesSource = v.InferOutput<typeof ExamplesSource>;
