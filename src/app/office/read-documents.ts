import type { CaseId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import {
  type DocumentDependencies,
  type DocumentFile,
  packageOf,
  printDocument,
  type SubmissionPackage,
} from "../documents/read-document.ts";
import { type LetterRequest, printLetter } from "../documents/read-letter.ts";
import type { Clerk } from "./clerk.ts";
import { type CaseDependencies, noteAccess, seeCase, type SeenCase, type SeeFailure } from "./read-case.ts";

export type OfficeDocumentDependencies = Omit<DocumentDependencies, "cases"> & CaseDependencies;
type Asked = { caseId: CaseId; now: EpochSeconds };

/** Nothing of a case is handed out before the access log says to whom. */
const handOut = async <T>(
  dependencies: OfficeDocumentDependencies,
  clerk: Clerk,
  { caseId, now }: Asked,
  make: (seen: SeenCase) => Promise<T | undefined>,
): Promise<Result<T, SeeFailure>> => {
  const seen = await seeCase(dependencies, clerk, caseId);
  if (!seen.ok) return seen;
  const made = await make(seen.value);
  if (made === undefined) return failure({ code: "not-found" });
  await noteAccess(dependencies, seen.value, "downloaded", now);
  return success(made);
};

/** The form as it was submitted, or the receipt of its submission. */
export const readOfficeDocument = (
  dependencies: OfficeDocumentDependencies,
  clerk: Clerk,
  { kind, language, ...asked }: Asked & { kind: "form" | "receipt"; language: LetterRequest["language"] },
): Promise<Result<DocumentFile, SeeFailure>> =>
  handOut(dependencies, clerk, asked, ({ file }) => printDocument(dependencies, kind, file, language));

/** The submission for machines. */
export const readOfficePackage = (
  dependencies: OfficeDocumentDependencies,
  clerk: Clerk,
  asked: Asked,
): Promise<Result<{ body: SubmissionPackage; fileName: string }, SeeFailure>> =>
  handOut(dependencies, clerk, asked, ({ file }) => packageOf(dependencies, file));

/** A later document: the office's own, or one of the client. */
export const readOfficeLetter = (
  dependencies: OfficeDocumentDependencies,
  clerk: Clerk,
  { document, language, ...asked }: Asked & LetterRequest,
): Promise<Result<DocumentFile, SeeFailure>> =>
  handOut(dependencies, clerk, asked, ({ file }) => printLetter(dependencies, file, { document, language }));
