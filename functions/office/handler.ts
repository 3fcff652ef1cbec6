import { listPosts } from "../../src/app/office/list-posts.ts";
import { type OverviewDependencies, readOverview } from "../../src/app/office/overview.ts";
import type { PostReader } from "../../src/app/office/ports.ts";
import { readWorklist, type WorklistDependencies } from "../../src/app/office/read-worklist.ts";
import type { ListName } from "../../src/domain/office/worklist.ts";
import { success } from "../../src/domain/result.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { clerkOf } from "../clerk.ts";

type Names = "listPosts" | "readOverview" | "readWorklist";
export type OfficeDependencies = OverviewDependencies & WorklistDependencies & { posts: PostReader };

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
});
