import type { AccessLog } from "../../src/app/casework/access-log.ts";
import type { FileLinks } from "../../src/app/casework/file-ports.ts";
import { openOfficeFile } from "../../src/app/office/case-files.ts";
import { type BooksDependencies, listBooks } from "../../src/app/office/list-books.ts";
import { listPosts } from "../../src/app/office/list-posts.ts";
import { type OverviewDependencies, readOverview } from "../../src/app/office/overview.ts";
import type { PostReader } from "../../src/app/office/ports.ts";
import { readOfficeAccessLog } from "../../src/app/office/read-access-log.ts";
import { type CaseDependencies, readCase } from "../../src/app/office/read-case.ts";
import { readWorklist, type WorklistDependencies } from "../../src/app/office/read-worklist.ts";
import { searchCases, type SearchDependencies } from "../../src/app/office/search-cases.ts";
import type { AttachmentId, CaseId, FormId } from "../../src/domain/ids.ts";
import type { ListName } from "../../src/domain/office/worklist.ts";
import { success } from "../../src/domain/result.ts";
import { toIsoInstant } from "../../src/domain/time.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { clerkOf } from "../clerk.ts";

type Names =
  | "listPosts"
  | "readOverview"
  | "readWorklist"
  | "listBooks"
  | "searchOfficeCases"
  | "readOfficeCase"
  | "readOfficeAccessLog"
  | "openOfficeFile";
export type OfficeDependencies = OverviewDependencies &
  WorklistDependencies &
  SearchDependencies &
  BooksDependencies &
  CaseDependencies & { posts: PostReader; log: AccessLog; links: FileLinks };

export const createOfficeEndpoints = (
  dependencies: OfficeDependencies,
): { [Name in Names]: Endpoint<Name> } => ({
  async listPosts({ principal }) {
    return success({ body: await listPosts(dependencies, principal.personKey) });
  },

  async readOverview({ params, principal, now }) {
    const overview = await readOverview(dependencies, clerkOf(params, principal), now);
    return overview.ok ? success({ body: overview.value }) : overview;
  },

  async readWorklist({ params, query, principal }) {
    const asked = { list: query.list as ListName, cursor: query.cursor };
    const page = await readWorklist(dependencies, clerkOf(params, principal), asked);
    return page.ok ? success({ body: page.value }) : page;
  },

  async listBooks({ params, principal, now }) {
    const books = await listBooks(dependencies, clerkOf(params, principal), now);
    return books.ok ? success({ body: books.value }) : books;
  },

  async searchOfficeCases({ params, body, principal }) {
    const asked = { text: body.text, form: body.form as FormId | undefined, cursor: body.cursor };
    const page = await searchCases(dependencies, clerkOf(params, principal), asked);
    return page.ok ? success({ body: page.value }) : page;
  },

  async openOfficeFile({ params, principal, now }) {
    const asked = { caseId: params.caseId as CaseId, file: params.fileId as AttachmentId, now };
    const link = await openOfficeFile(dependencies, clerkOf(params, principal), asked);
    if (!link.ok) return link;
    return success({ body: { url: link.value.url, expiresAt: toIsoInstant(link.value.expiresAt) } });
  },

  async readOfficeCase({ params, principal, now }) {
    const asked = { caseId: params.caseId as CaseId, now };
    const found = await readCase(dependencies, clerkOf(params, principal), asked);
    return found.ok ? success({ body: found.value }) : found;
  },

  async readOfficeAccessLog({ params, query, principal }) {
    const asked = { caseId: params.caseId as CaseId, cursor: query.cursor };
    const page = await readOfficeAccessLog(dependencies, clerkOf(params, principal), asked);
    return page.ok ? success({ body: page.value }) : page;
  },
});
