import type { GenericSchema } from "valibot";
import * as account from "./account.ts";
import * as acting from "./acting.ts";
import * as cases from "./cases.ts";
import * as casework from "./casework.ts";
import * as documents from "./documents.ts";
import * as integration from "./integration.ts";
import * as office from "./office.ts";
import * as session from "./session.ts";

/** What goes over the wire for one route of functions/manifest.ts; absent parts are not allowed. */
export interface RouteContract {
  params?: GenericSchema;
  query?: GenericSchema;
  body?: GenericSchema;
  /** The body is `application/x-www-form-urlencoded` instead of JSON; a name given twice is a list. */
  encoding?: "form";
  /** Success status; 302 and 204 have no response body. */
  status: 200 | 201 | 204 | 302;
  response?: GenericSchema;
  /** Instead of `response`: the answer is a file of this media type. */
  file?: "application/pdf";
}

/** Keyed as the routes in functions/manifest.ts; a test holds the two against each other. */
export const api = {
  login: { query: session.LoginQuerySchema, status: 302 },
  callback: { query: session.CallbackQuerySchema, status: 302 },
  status: { status: 200, response: session.SessionStatusSchema },
  touch: { status: 200, response: session.SessionStatusSchema },
  resume: { status: 200, response: session.SessionStatusSchema },
  logout: { status: 200, response: session.LogoutResponseSchema },
  backchannelLogout: { body: session.BackchannelLogoutSchema, encoding: "form", status: 200 },
  startCase: { body: cases.StartCaseRequestSchema, status: 201, response: cases.CaseDetailSchema },
  saveAnswers: {
    params: cases.CaseParamsSchema,
    body: cases.SaveAnswersRequestSchema,
    status: 200,
    response: cases.DraftSavedSchema,
  },
  discardDraft: { params: cases.CaseParamsSchema, status: 204 },
  offerAttachment: {
    params: cases.CaseParamsSchema,
    body: cases.OfferAttachmentRequestSchema,
    status: 201,
    response: cases.AttachmentOfferedSchema,
  },
  verifyAttachment: {
    params: cases.AttachmentParamsSchema,
    status: 200,
    response: cases.AttachmentsChangedSchema,
  },
  removeAttachment: {
    params: cases.AttachmentParamsSchema,
    status: 200,
    response: cases.AttachmentsChangedSchema,
  },
  submitCase: {
    params: cases.CaseParamsSchema,
    body: cases.SubmitCaseRequestSchema,
    status: 200,
    response: cases.SubmittedSchema,
  },
  readFormDocument: {
    params: cases.CaseParamsSchema,
    query: documents.DocumentQuerySchema,
    status: 200,
    file: "application/pdf",
  },
  readReceipt: {
    params: cases.CaseParamsSchema,
    query: documents.DocumentQuerySchema,
    status: 200,
    file: "application/pdf",
  },
  readLetter: {
    params: casework.DocumentParamsSchema,
    query: documents.DocumentQuerySchema,
    status: 200,
    file: "application/pdf",
  },
  readPackage: { params: cases.CaseParamsSchema, status: 200, response: documents.PackageSchema },
  listCases: { query: cases.ListCasesQuerySchema, status: 200, response: cases.CaseListSchema },
  listCapacities: { status: 200, response: acting.CapacitiesSchema },
  switchCapacity: {
    body: acting.SwitchCapacityRequestSchema,
    status: 200,
    response: acting.SwitchCapacityResponseSchema,
  },
  listMandates: { status: 200, response: acting.MandatesSchema },
  grantMandate: { body: acting.GrantMandateRequestSchema, status: 201, response: acting.MandateSchema },
  /** By the principal, or by the proxy who gives it back. */
  revokeMandate: { params: acting.MandateParamsSchema, status: 200, response: acting.MandateSchema },
  readAccount: { status: 200, response: account.AccountSchema },
  saveAccount: { body: account.SaveAccountRequestSchema, status: 200, response: account.AccountSchema },
  changeEmail: { body: account.ChangeEmailRequestSchema, status: 200, response: account.AccountSchema },
  verifyEmail: { body: account.VerifyEmailRequestSchema, status: 204 },
  listOwnSessions: { status: 200, response: account.OwnSessionsSchema },
  endOwnSession: { params: account.OwnSessionParamsSchema, status: 204 },
  logoutEverywhere: { status: 200, response: account.LoggedOutEverywhereSchema },
  downloadData: {
    query: account.AccountDataQuerySchema,
    status: 200,
    response: account.AccountDataSchema,
  },
  deleteAccount: { status: 200, response: account.AccountDeletedSchema },
  listPosts: { status: 200, response: office.PostsSchema },
  readOverview: { params: office.OfficeParamsSchema, status: 200, response: office.OverviewSchema },
  readWorklist: {
    params: office.OfficeParamsSchema,
    query: office.WorklistQuerySchema,
    status: 200,
    response: office.WorklistSchema,
  },
  listBooks: { params: office.OfficeParamsSchema, status: 200, response: office.BooksSchema },
  closeBook: { params: office.BookParamsSchema, status: 200, response: office.BookClosedSchema },
  searchOfficeCases: {
    params: office.OfficeParamsSchema,
    body: office.SearchRequestSchema,
    status: 200,
    response: office.WorklistSchema,
  },
  openOfficeFile: {
    params: office.OfficeFileParamsSchema,
    status: 200,
    response: casework.FileLinkSchema,
  },
  receiveCases: {
    params: office.OfficeParamsSchema,
    body: office.BulkRequestSchema,
    status: 200,
    response: office.BulkResponseSchema,
  },
  registerCases: {
    params: office.OfficeParamsSchema,
    body: office.BulkRequestSchema,
    status: 200,
    response: office.BulkResponseSchema,
  },
  offerOfficeFile: {
    params: office.OfficeCaseParamsSchema,
    body: casework.OfferFileRequestSchema,
    status: 201,
    response: casework.FileOfferedSchema,
  },
  verifyOfficeFile: {
    params: office.OfficeFileParamsSchema,
    status: 200,
    response: casework.LooseFilesSchema,
  },
  removeOfficeFile: {
    params: office.OfficeFileParamsSchema,
    status: 200,
    response: casework.LooseFilesSchema,
  },
  readOfficeCase: { params: office.OfficeCaseParamsSchema, status: 200, response: office.OfficeCaseSchema },
  readOfficeAccessLog: {
    params: office.OfficeCaseParamsSchema,
    query: casework.AccessLogQuerySchema,
    status: 200,
    response: casework.AccessLogSchema,
  },
  actOnCase: {
    params: office.OfficeCaseParamsSchema,
    body: office.ActionRequestSchema,
    status: 200,
    response: office.OfficeCaseSchema,
  },
  readOfficeFormDocument: {
    params: office.OfficeCaseParamsSchema,
    query: documents.DocumentQuerySchema,
    status: 200,
    file: "application/pdf",
  },
  readOfficeReceipt: {
    params: office.OfficeCaseParamsSchema,
    query: documents.DocumentQuerySchema,
    status: 200,
    file: "application/pdf",
  },
  readOfficePackage: {
    params: office.OfficeCaseParamsSchema,
    status: 200,
    response: documents.PackageSchema,
  },
  readOfficeLetter: {
    params: office.OfficeDocumentParamsSchema,
    query: documents.DocumentQuerySchema,
    status: 200,
    file: "application/pdf",
  },
  readCase: { params: cases.CaseParamsSchema, status: 200, response: cases.CaseDetailSchema },
  sendSupplement: {
    params: cases.CaseParamsSchema,
    body: casework.SupplementRequestSchema,
    status: 200,
    response: cases.CaseDetailSchema,
  },
  withdrawCase: {
    params: cases.CaseParamsSchema,
    body: casework.WithdrawalRequestSchema,
    status: 200,
    response: cases.CaseDetailSchema,
  },
  sendMessage: {
    params: cases.CaseParamsSchema,
    body: casework.MessageRequestSchema,
    status: 200,
    response: cases.CaseDetailSchema,
  },
  takeOverDocument: {
    params: casework.DocumentParamsSchema,
    status: 200,
    response: cases.CaseDetailSchema,
  },
  offerFile: {
    params: cases.CaseParamsSchema,
    body: casework.OfferFileRequestSchema,
    status: 201,
    response: casework.FileOfferedSchema,
  },
  verifyFile: { params: casework.FileParamsSchema, status: 200, response: casework.LooseFilesSchema },
  removeFile: { params: casework.FileParamsSchema, status: 200, response: casework.LooseFilesSchema },
  openFile: { params: casework.FileParamsSchema, status: 200, response: casework.FileLinkSchema },
  readAccessLog: {
    params: cases.CaseParamsSchema,
    query: casework.AccessLogQuerySchema,
    status: 200,
    response: casework.AccessLogSchema,
  },
  listWaitingCases: {
    params: integration.IntegrationParamsSchema,
    query: integration.WaitingQuerySchema,
    status: 200,
    response: integration.WaitingCasesSchema,
  },
  fetchCase: {
    params: integration.IntegrationCaseParamsSchema,
    status: 200,
    response: integration.CasePackageSchema,
  },
  fetchCaseFile: {
    params: integration.IntegrationFileParamsSchema,
    status: 200,
    response: casework.FileLinkSchema,
  },
  offerSystemFile: {
    params: integration.IntegrationCaseParamsSchema,
    body: casework.OfferFileRequestSchema,
    status: 201,
    response: casework.FileOfferedSchema,
  },
  verifySystemFile: {
    params: integration.IntegrationFileParamsSchema,
    status: 200,
    response: casework.LooseFilesSchema,
  },
  acknowledgeCase: {
    params: integration.IntegrationCaseParamsSchema,
    body: integration.AcknowledgementSchema,
    status: 200,
    response: integration.AcknowledgedSchema,
  },
  callOnCase: {
    params: integration.IntegrationCaseParamsSchema,
    body: integration.SystemCallSchema,
    status: 200,
    response: integration.SystemCallAnswerSchema,
  },
} as const satisfies Record<string, RouteContract>;
export type RouteName = keyof typeof api;
