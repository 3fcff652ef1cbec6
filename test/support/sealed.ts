import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "yaml";
import { readCatalogueFiles } from "../../bin/catalogue.ts";
import { createPdfRenderer, type FontFiles } from "../../src/adapters/pdf/pdf-renderer.ts";
import { compileForm } from "../../src/app/catalogue/compile-form.ts";
import type { SealedSubmission } from "../../src/app/documents/sealed-submission.ts";
import { sealOf } from "../../src/app/documents/seal.ts";
import type { Answers } from "../../src/domain/case/case.ts";
import { type SubmittedContent, sealedContent } from "../../src/domain/case/seal.ts";
import { submitDraft } from "../../src/domain/case/submit.ts";
import type { Parameters } from "../../src/domain/form/arithmetic.ts";
import type { FormDefinition } from "../../src/domain/form/definition.ts";
import { readDraft } from "../../src/domain/form/draft.ts";
import { visibleAnswers } from "../../src/domain/form/visibility.ts";
import type { SubmissionNumber } from "../../src/domain/ids.ts";
import { toLocalDate } from "../../src/domain/time.ts";
import { annasActing, draft, reference, settlement, submitter } from "../unit/cases/fixtures.ts";

const resolve = createRequire(import.meta.url).resolve;
const fontFile = (name: string): Uint8Array =>
  readFileSync(resolve(`@expo-google-fonts/ibm-plex-sans/${name}`));

/** The fonts of function `documents`. */
export const fontFiles = (): FontFiles => ({
  regular: fontFile("400Regular/IBMPlexSans_400Regular.ttf"),
  bold: fontFile("700Bold/IBMPlexSans_700Bold.ttf"),
});

export const renderPdf = createPdfRenderer(fontFiles());

interface Examples {
  today?: string;
  parameters?: Parameters;
  good: { answers: Answers }[];
}

/** A form of the catalogue as it is published, with its own first example. */
export const publishedForm = async (id: string): Promise<{ form: FormDefinition; examples: Examples }> => {
  const files = await readCatalogueFiles();
  const folder = `forms/${id}/1.0.0/`;
  const source = files.find(({ path }) => path === `${folder}form.yaml`);
  if (!source) throw new Error(`No form ${id}`);
  const labels = files.filter(({ path }) => path.startsWith(`${folder}labels.`));
  const form = compileForm(source, labels);
  if (!form.ok) throw new Error(`${id} does not compile`);
  const examples = parse(readFileSync(`catalogue/${folder}examples.yaml`, "utf8")) as Examples;
  return { form: form.value, examples };
};

const NUMBER = "123456789202611231018080001" as SubmissionNumber;
const TIME_ZONE = "Europe/Budapest";

/** The form filled with these answers, submitted and sealed at `at` (epoch seconds). */
export const sealedSubmission = async (
  form: FormDefinition,
  answers: Answers,
  {
    at = 1_795_425_488,
    parameters = {},
    ...changes
  }: Partial<SubmittedContent> & {
    at?: number;
    parameters?: Parameters;
  } = {},
): Promise<SealedSubmission> => {
  const context = { today: toLocalDate(at, TIME_ZONE), parameters };
  const catalogue = { ...reference, form: { ...reference.form, id: form.id, title: form.title } };
  const moved = submitDraft(draft({ catalogue }), NUMBER, at);
  if (!moved.ok) throw new Error(moved.failure.code);
  const content: SubmittedContent = {
    record: moved.value,
    submitter,
    acting: annasActing,
    answers: visibleAnswers(form, readDraft(form, answers).answers, context),
    attachments: [],
    ...changes,
  };
  return {
    content,
    seal: await sealOf(sealedContent(content)),
    form,
    settlement: { ...settlement, parameters },
  };
};
