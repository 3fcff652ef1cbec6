import { mayRead } from "../../domain/acting/case-access.ts";
import { isWithheld } from "../../domain/case/client-actions.ts";
import type { DocumentId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { findOwn, type OwnCase } from "../cases/own-case.ts";
import type { CaseFile, CaseFileReader } from "../casework/ports.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import { letterDocument } from "./letter-document.ts";
import { letterTexts } from "./letter-texts.ts";
import type { DocumentRenderer } from "./printed-document.ts";
import type { DocumentFile } from "./read-document.ts";
import type { DocumentSetting } from "./sealed-submission.ts";

export interface LetterDependencies {
  catalogue: Pick<Catalogue, "settlement">;
  render: DocumentRenderer;
  /** IANA name of the offices' wall clock. */
  timeZone: string;
}

export interface LetterRequest {
  document: DocumentId;
  language: DocumentSetting["language"];
}

/** A later document of a case as PDF, whoever reads it; undefined where there is none. */
export const printLetter = async (
  { catalogue, render, timeZone }: LetterDependencies,
  file: CaseFile,
  { document: id, language }: LetterRequest,
): Promise<DocumentFile | undefined> => {
  const document = file.documents.find((candidate) => candidate.id === id);
  if (!document) return undefined;
  const settlement = await catalogue.settlement(file.record.catalogue.settlement.hash);
  const name = (document.number ?? document.id).replaceAll(/[^A-Za-z0-9-]+/g, "-");
  return {
    content: await render(letterDocument({ document, file, settlement }, { language, timeZone })),
    fileName: `${letterTexts[language].fileName}-${name}.pdf`,
  };
};

/** A document of the caller's case; one of the office once it was delivered. */
export const readLetter = async (
  dependencies: LetterDependencies & { store: CaseFileReader },
  { document, language, ...own }: OwnCase & LetterRequest,
): Promise<Result<DocumentFile, { code: "not-found" | "cannot-query" }>> => {
  const found = await findOwn(dependencies.store, own, mayRead);
  if (!found.ok) return found;
  const asked = found.value.documents.find(({ id }) => id === document);
  if (!asked || isWithheld(asked)) return failure({ code: "not-found" });
  const printed = await printLetter(dependencies, found.value, { document, language });
  return printed ? success(printed) : failure({ code: "not-found" });
};
