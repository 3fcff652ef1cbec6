import type { InferOutput } from "valibot";
import type { OfferFileRequestSchema } from "../../../src/contract/casework.ts";
import type {
  ActionRequest,
  BooksSchema,
  BulkResponseSchema,
  Posts,
  WorklistSchema,
} from "../../../src/contract/office.ts";
import { officeEndpoints } from "../api/office-endpoints.ts";
import type { InterfaceLanguage } from "../language.ts";
import { callTo } from "../portal.ts";

const call = callTo(officeEndpoints);

export type OfficePost = Posts["posts"][number];
export type WorklistPage = InferOutput<typeof WorklistSchema>;
export type BulkOutcome = InferOutput<typeof BulkResponseSchema>["outcomes"][number];
export type Book = InferOutput<typeof BooksSchema>["books"][number];

/** Which case of which office. */
export interface CaseOfOffice {
  officeId: string;
  caseId: string;
}
type FileOfCase = CaseOfOffice & { fileId: string };

export const readPosts = () => call("listPosts", {});
export const readOverview = (officeId: string) => call("readOverview", { params: { officeId } });
export const readWorklist = (officeId: string, list: string, cursor: string | undefined) =>
  call("readWorklist", { params: { officeId }, query: { list, cursor } });
export const searchCases = (
  officeId: string,
  body: { text: string; form?: string | undefined; cursor?: string | undefined },
) => call("searchOfficeCases", { params: { officeId }, body });
export const fileCases = (officeId: string, step: "receive" | "register", cases: readonly string[]) =>
  call(step === "receive" ? "receiveCases" : "registerCases", {
    params: { officeId },
    body: { cases: [...cases] },
  });
export const readOfficeCase = (params: CaseOfOffice) => call("readOfficeCase", { params });
export const act = (params: CaseOfOffice, body: ActionRequest) => call("actOnCase", { params, body });
export const readAccessLog = (params: CaseOfOffice, cursor: string | undefined) =>
  call("readOfficeAccessLog", { params, query: { cursor } });
export const offerFile = (params: CaseOfOffice, body: InferOutput<typeof OfferFileRequestSchema>) =>
  call("offerOfficeFile", { params, body });
export const verifyFile = (params: FileOfCase) => call("verifyOfficeFile", { params });
export const removeFile = (params: FileOfCase) => call("removeOfficeFile", { params });
/** For lists of files; opening one leaves an entry in the access log. */
export const linkToFile = (params: CaseOfOffice) => (fileId: string) =>
  call("openOfficeFile", { params: { ...params, fileId } });

export const readBooks = (officeId: string) => call("listBooks", { params: { officeId } });
export const closeBook = (officeId: string, book: string, year: number) =>
  call("closeBook", { params: { officeId, book, year: String(year) } });

export const readLetter = (params: CaseOfOffice & { documentId: string }, language: InterfaceLanguage) =>
  call("readOfficeLetter", { params, query: { language } });
export const readOfficeForm = (params: CaseOfOffice, language: InterfaceLanguage) =>
  call("readOfficeFormDocument", { params, query: { language } });
export const readOfficeReceipt = (params: CaseOfOffice, language: InterfaceLanguage) =>
  call("readOfficeReceipt", { params, query: { language } });
export const readOfficePackage = (params: CaseOfOffice) => call("readOfficePackage", { params });
