import { mayRead } from "../../domain/acting/case-access.ts";
import { type SealedContent, sealedContent } from "../../domain/case/seal.ts";
import { isSubmitted } from "../../domain/case/submit.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { toIsoInstant } from "../../domain/time.ts";
import { findOwn, type OwnCase } from "../cases/own-case.ts";
import type { CaseReader, Dossier, SealReader } from "../cases/ports.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import { formDocument } from "./form-document.ts";
import type { DocumentRenderer } from "./printed-document.ts";
import { receiptDocument } from "./receipt-document.ts";
import { sealOf, verifySeal } from "./seal.ts";
import type { DocumentSetting, SealedSubmission } from "./sealed-submission.ts";
import { documentTexts } from "./texts.ts";

export interface DocumentDependencies {
  cases: Pick<CaseReader, "find">;
  seals: SealReader;
  catalogue: Pick<Catalogue, "form" | "settlement">;
  render: DocumentRenderer;
  /** IANA name of the offices' wall clock. */
  timeZone: string;
}

export interface DocumentRequest extends OwnCase {
  language: DocumentSetting["language"];
}

/** A draft has no documents: to the caller there is nothing here. */
export interface DocumentRefusal {
  code: "not-found" | "cannot-query";
}

export interface DocumentFile {
  content: Uint8Array;
  /** ASCII, without anything personal. */
  fileName: string;
}

type SubmissionSources = Pick<DocumentDependencies, "seals" | "catalogue">;

/**
 * The submission with its seal; undefined for a draft. Throws when what is stored is not what was sealed: nobody gets a
 * document that certifies something else than what was submitted.
 */
const sealedSubmission = async (
  { seals, catalogue }: SubmissionSources,
  dossier: Dossier,
): Promise<SealedSubmission | undefined> => {
  const { record } = dossier;
  if (!isSubmitted(record)) return undefined;
  const content = { ...dossier, record };
  const { form, settlement } = record.catalogue;
  const [stored, definition, published] = await Promise.all([
    seals.findSeal(record.submission.number),
    catalogue.form(form.hash),
    catalogue.settlement(settlement.hash),
  ]);
  // Submissions of before there were seals get theirs when it is first asked for.
  const seal = stored ?? (await sealOf(sealedContent(content)));
  if (!(await verifySeal(content, seal))) throw new Error("A submission is not what was sealed");
  return { content, seal, form: definition, settlement: published };
};

type Kind = "form" | "receipt";

const documents = { form: formDocument, receipt: receiptDocument } as const;

/** The form as it was submitted, or the receipt of its submission, as a file; whoever reads it. */
export const printDocument = async (
  dependencies: SubmissionSources & Pick<DocumentDependencies, "render" | "timeZone">,
  kind: Kind,
  dossier: Dossier,
  language: DocumentSetting["language"],
): Promise<DocumentFile | undefined> => {
  const submission = await sealedSubmission(dependencies, dossier);
  if (!submission) return undefined;
  const setting = { language, timeZone: dependencies.timeZone };
  return {
    content: await dependencies.render(documents[kind](submission, setting)),
    fileName: `${documentTexts[language].files[kind]}-${submission.content.record.submission.number}.pdf`,
  };
};

const found = <T>(made: T | undefined): Result<T, DocumentRefusal> =>
  made === undefined ? failure({ code: "not-found" }) : success(made);

/** The form or the receipt of the caller's case. */
export const readDocument = async (
  dependencies: DocumentDependencies,
  kind: Kind,
  { language, ...own }: DocumentRequest,
): Promise<Result<DocumentFile, DocumentRefusal>> => {
  const dossier = await findOwn(dependencies.cases, own, mayRead);
  return dossier.ok ? found(await printDocument(dependencies, kind, dossier.value, language)) : dossier;
};

export interface SubmissionPackage {
  /** How to compute the seal anew: hash of the content in this canonical form, as UTF-8. */
  seal: { algorithm: "SHA-256"; canonicalization: "RFC 8785"; value: string };
  content: SealedContent;
  /** What was not there yet when the content was sealed. */
  arrival: { number: string; at: string } | undefined;
  registration: { number: string; at: string } | undefined;
}

const numberAt = (given: { number: string; at: number } | undefined) =>
  given && { number: given.number, at: toIsoInstant(given.at) };

/** The submission for machines: exactly what was sealed, its seal, and the numbers it got since. */
export const packageOf = async (
  dependencies: SubmissionSources,
  dossier: Dossier,
): Promise<{ body: SubmissionPackage; fileName: string } | undefined> => {
  const submission = await sealedSubmission(dependencies, dossier);
  if (!submission) return undefined;
  const { content, seal } = submission;
  const { submission: submitted, arrival, registration } = content.record;
  return {
    body: {
      seal: { algorithm: "SHA-256", canonicalization: "RFC 8785", value: seal },
      content: sealedContent(content),
      arrival: numberAt(arrival),
      registration: numberAt(registration),
    },
    fileName: `${submitted.number}.json`,
  };
};

/** The same of the caller's case. */
export const readPackage = async (
  dependencies: SubmissionSources & Pick<DocumentDependencies, "cases">,
  own: OwnCase,
): Promise<Result<{ body: SubmissionPackage; fileName: string }, DocumentRefusal>> => {
  const dossier = await findOwn(dependencies.cases, own, mayRead);
  return dossier.ok ? found(await packageOf(dependencies, dossier.value)) : dossier;
};
