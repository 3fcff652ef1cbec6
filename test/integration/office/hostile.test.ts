import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functions } from "../../../functions/manifest.ts";
import type { Route } from "../../../functions/manifest/definition.ts";
import type { Portal } from "../../../local/runtime.ts";
import { eventually } from "../../support/eventually.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Answer, requestAsPage } from "../../support/page-request.ts";
import { type Client, logIn } from "../cases/client.ts";
import { deskOf, logInClerk, withdrawPost } from "./clerks.ts";

/** All routes of an office's pages, wherever they are served. */
const routes: readonly [string, Route][] = Object.values(functions)
  .flatMap((definition) => (definition.trigger === "http" ? Object.entries<Route>(definition.routes) : []))
  .filter(([, { path }]) => path.startsWith("/api/office/{officeId}/"));
/** Those that name one case. */
const caseRoutes = routes.filter(([, { path }]) => path.includes("{caseId}"));

const NOTHING = "01KAVS7Z7Q0000000000000000";
const sha256 = "0".repeat(64);

/** A request each route would take. */
const bodies: Readonly<Record<string, (id: string) => unknown>> = {
  actOnCase: () => ({ action: "start", revision: 4 }),
  receiveCases: (id) => ({ cases: [id] }),
  registerCases: (id) => ({ cases: [id] }),
  searchOfficeCases: () => ({ text: "Pr" }),
  offerOfficeFile: () => ({ fileName: "a.pdf", size: 10, contentType: "application/pdf", sha256 }),
};
const queries: Readonly<Record<string, string>> = {
  readWorklist: "?list=team:igazgatas",
};

let portal: Portal;
let victim: string;
let strangers: Record<"client" | "otherOffice" | "otherTeam" | "withdrawn", Client>;

const bodyOf = (name: string, { method }: Route, id: string): unknown =>
  method === "POST" || method === "PUT" ? bodies[name]?.(id) : undefined;

const ask = (who: Client, [name, route]: [string, Route], office: string, id: string) => {
  const path = route.path
    .replace("{officeId}", office)
    .replace("{caseId}", id)
    .replace(/\{(fileId|documentId)\}/, NOTHING)
    .replace("{book}", "KOPH")
    .replace("{year}", "2020");
  return who.call<Record<string, unknown>>(
    route.method,
    path + (queries[name] ?? ""),
    bodyOf(name, route, id),
  );
};

/** All that an answer tells, but for its own number. */
const told = ({ status, body }: Answer<Record<string, unknown> | undefined>) => {
  const { requestId: _, ...rest } = body ?? {};
  return { status, ...rest };
};

beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  const citizen = await logIn(portal, "Próba Elek");
  const { id, version } = await citizen.startComplete();
  await citizen.call("POST", `/api/cases/${id}/submission`, { version });
  victim = id;
  const own = deskOf(await logInClerk(portal, "Igazgató Ilona"));
  const status = async () => (await own.get(`/cases/${id}`)).status;
  await eventually(status, (code) => code === 200);
  const withdrawn = await logInClerk(portal, "Dr. Jegyző József");
  await withdrawPost(portal, "Dr. Jegyző József");
  strangers = {
    client: citizen,
    otherOffice: await logInClerk(portal, "Soproni Sára"),
    otherTeam: await logInClerk(portal, "Adóügyi Ádám"),
    withdrawn,
  };
});
afterAll(() => portal.stop());

it("every route of an office asks for a clerk, and this test knows how to call it", () => {
  expect(routes.length).toBeGreaterThan(10);
  expect(routes.filter(([, { access }]) => access !== "clerk")).toEqual([]);
  const written = routes.filter(([, { method, path }]) => method === "POST" && !/verify|closing/.test(path));
  expect(written.map(([name]) => name).toSorted()).toEqual(Object.keys(bodies).toSorted());
});

describe.each(routes)("%s", (name, route) => {
  it.each(["client", "otherOffice", "withdrawn"] as const)(
    "%s has no post and is told just that",
    async (who) => {
      const answer = await ask(strangers[who], [name, route], "kophaza", victim);
      expect(told(answer)).toEqual({
        status: 403,
        type: "/problems/not-a-clerk",
        title: "The person has no post in this office",
        code: "not-a-clerk",
      });
    },
  );

  it("an office that does not exist looks the same", async () => {
    const { client } = strangers;
    expect(told(await ask(client, [name, route], "nincs-ilyen", victim))).toEqual(
      told(await ask(client, [name, route], "kophaza", victim)),
    );
  });

  it("nobody's session gets no further", async () => {
    const path = route.path.replace("{officeId}", "kophaza").replace("{caseId}", victim);
    const { status } = await requestAsPage(portal.origin, { method: route.method, path });
    expect(status).toBe(401);
  });
});

describe.each(caseRoutes)("%s of a case that is not theirs", (name, route) => {
  it("another team's clerk cannot tell it from one that does not exist", async () => {
    const [real, invented] = [victim, NOTHING].map((id) =>
      ask(strangers.otherTeam, [name, route], "kophaza", id),
    );
    expect(told(await (real as NonNullable<typeof real>))).toEqual(
      told(await (invented as NonNullable<typeof invented>)),
    );
    expect((await real)?.status).toBe(404);
  });

  it("nor can another office's clerk, by their own office's routes", async () => {
    const [real, invented] = [victim, NOTHING].map((id) =>
      ask(strangers.otherOffice, [name, route], "sopron", id),
    );
    expect(told(await (real as NonNullable<typeof real>))).toEqual(
      told(await (invented as NonNullable<typeof invented>)),
    );
    expect((await real)?.status).toBe(404);
  });
});

it("nothing of it was written: the case is as it was, and its access log names only its own clerk", async () => {
  const { body } = await strangers.client.call<{ entries: { by: string }[] }>(
    "GET",
    `/api/cases/${victim}/access-log`,
  );
  expect(new Set(body.entries.map(({ by }) => by))).toEqual(new Set(["Igazgató Ilona"]));
  const filed = await strangers.otherOffice.call<{ outcomes: { outcome: string }[] }>(
    "POST",
    "/api/office/sopron/registering",
    { cases: [victim, NOTHING] },
  );
  expect(filed.body.outcomes.map(({ outcome }) => outcome)).toEqual(["not-found", "not-found"]);
});
