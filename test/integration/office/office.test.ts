import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { AccessEntry, LaterFile } from "../../../src/contract/casework.ts";
import type { OfficeCase, Overview, Posts } from "../../../src/contract/office.ts";
import { eventually } from "../../support/eventually.ts";
import { pdfWith } from "../../support/harmful-files.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, completeAnswers, logIn, problemOf, upload } from "../cases/client.ts";
import { deskOf, type Desk, logInClerk } from "./clerks.ts";

let portal: Portal;
let client: Client;
let records: Desk;
let general: Desk;
let tax: Desk;
let head: Desk;
let sopron: Desk;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  portal.scanner.setFaults({ delay: 0 });
  client = await logIn(portal, "Őzse Aranka");
  records = deskOf(await logInClerk(portal, "Iktató Irén"));
  general = deskOf(await logInClerk(portal, "Igazgató Ilona"));
  tax = deskOf(await logInClerk(portal, "Adóügyi Ádám"));
  head = deskOf(await logInClerk(portal, "Dr. Jegyző József"));
  sopron = deskOf(await logInClerk(portal, "Soproni Sára"), "sopron");
});
afterAll(() => portal.stop());

const submitted = async (settlement = "06895"): Promise<string> => {
  const request = { settlement, form: "altalanos-celu-kerelem" };
  const { id } = (await client.call<CaseDetail>("POST", "/api/cases", request)).body;
  await client.call("PUT", `/api/cases/${id}/answers`, { version: 0, answers: completeAnswers });
  const answer = await client.call("POST", `/api/cases/${id}/submission`, { version: 1 });
  expect(answer.status).toBe(200);
  return id;
};

const forTheTeam = async () => (await records.list("team:igazgatas")).map((entry) => entry.id);

const registered = async (): Promise<OfficeCase> => {
  const id = await submitted();
  expect(await eventually(forTheTeam, (listed) => listed.includes(id))).toContain(id);
  return general.read(id);
};

const done = async (desk: Desk, seen: OfficeCase, action: object): Promise<OfficeCase> => {
  const answer = await desk.act(seen.id, { revision: seen.revision, ...action });
  if (answer.status !== 200) throw new Error(`Not done: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const logOf = async (id: string): Promise<AccessEntry[]> =>
  (await client.call<{ entries: AccessEntry[] }>("GET", `/api/cases/${id}/access-log`)).body.entries;

/** In no order: entries of one second have none. */
const actionsOf = async (id: string): Promise<string[]> =>
  (await logOf(id)).map(({ action, by }) => `${action} ${by}`).toSorted();

const postsOf = async (person: Client) =>
  (await person.call<Posts>("GET", "/api/office/posts")).body.posts.map(({ office, roles }) => [
    office.id,
    roles,
  ]);

const listNames = async (desk: Desk) =>
  (await desk.get<Overview>("/overview")).body.lists.map(({ list }) => list);

describe("posts and lists", () => {
  it("tells every person the offices they work in, and clients none", async () => {
    expect(await postsOf(await logInClerk(portal, "Adóügyi Ádám"))).toEqual([["kophaza", ["case-officer"]]]);
    expect(await postsOf(client)).toEqual([]);
  });

  it("shows each post its own lists, with counts and colleagues", async () => {
    const { id } = await registered();
    expect(await listNames(tax)).toEqual(["team:ado", "done"]);
    expect(await listNames(general)).toEqual(["team:igazgatas", "done"]);
    expect(await listNames(records)).toEqual([
      "to-receive",
      "to-register",
      "review",
      "team:igazgatas",
      "team:ado",
      "done",
    ]);
    const { body } = await head.get<Overview>("/overview");
    expect(body.lists.find(({ list }) => list === "team:igazgatas")?.count).toBeGreaterThan(0);
    expect(body.colleagues.map(({ name }) => name).toSorted()).toEqual([
      "Adóügyi Ádám",
      "Dr. Jegyző József",
      "Igazgató Ilona",
      "Iktató Irén",
    ]);
    const entry = (await general.list("team:igazgatas")).find((one) => one.id === id);
    expect(entry).toMatchObject({ partyName: "Őzse Aranka", state: "registered", team: "igazgatas" });
    expect(problemOf(await tax.get("/worklist?list=team:igazgatas"))).toEqual({
      status: 403,
      code: "not-permitted",
    });
  });

  it("pages through a list without a gap", async () => {
    const ids = [await registered(), await registered()].map(({ id }) => id);
    const all = (await general.list("team:igazgatas")).map(({ id }) => id);
    expect(all).toEqual(expect.arrayContaining(ids));
    expect(problemOf(await general.get("/worklist?list=team:igazgatas&cursor=bm9uc2Vuc2U"))).toEqual({
      status: 400,
      code: "bad-request",
    });
  });
});

describe("a case in the office", () => {
  it("goes its way from the registry to its end, and the client can read who did what", async () => {
    let seen = await registered();
    const { id } = seen;
    expect(seen.actions).toEqual(["assign", "start", "message", "reject", "transfer"]);
    seen = await done(general, seen, { action: "start" });
    expect(seen).toMatchObject({ state: "in-progress", officer: { name: "Igazgató Ilona" } });
    seen = await done(general, seen, {
      action: "request-supplement",
      text: "Kérjük a tulajdoni lapot.",
      dueOn: seen.supplementDueOn,
      files: [],
    });
    expect(seen).toMatchObject({ state: "supplement-requested", paused: true });
    const [request] = seen.documents;
    expect(request?.number).toBe(seen.registryNumber?.replace(/-1\//, "-2/"));
    seen = await done(general, seen, { action: "end-waiting", note: "Nem szükséges." });
    expect(seen).toMatchObject({ state: "in-progress", paused: false });
    seen = await done(general, seen, { action: "decide", text: "A kérelemnek helyt adok.", files: [] });
    expect(seen.documents[1]).toMatchObject({ kind: "decision", delivery: { state: "sent" } });
    // A decision nobody has got is no end of a case.
    expect(seen.actions).not.toContain("close");
    expect(problemOf(await general.act(id, { action: "close", revision: seen.revision }))).toEqual({
      status: 409,
      code: "wrong-state",
    });
    for (const { id: document } of seen.documents)
      await client.call("POST", `/api/cases/${id}/documents/${document}/takeover`);
    seen = await done(general, await general.read(id), { action: "close" });
    expect(seen).toMatchObject({ state: "closed", actions: [] });
    const lastDone = async () => (await general.list("done"))[0]?.id;
    expect(await eventually(lastDone, (last) => last === id)).toBe(id);
    expect(await actionsOf(id)).toEqual([
      ...Array.from({ length: 5 }, () => "changed Igazgató Ilona"),
      ...Array.from({ length: 2 }, () => "viewed Igazgató Ilona"),
    ]);
  });

  it("is given to a colleague, to another team, and is then out of the first one's sight", async () => {
    const seen = await registered();
    const { colleagues } = (await head.get<Overview>("/overview")).body;
    const adam = colleagues.find(({ name }) => name === "Adóügyi Ádám")?.id;
    const wrong = await head.act(seen.id, {
      action: "assign",
      revision: seen.revision,
      team: "igazgatas",
      officer: adam,
    });
    expect(problemOf(wrong)).toEqual({ status: 422, code: "invalid-fields" });
    await done(head, seen, { action: "assign", team: "ado", officer: adam });
    expect(await tax.read(seen.id)).toMatchObject({ team: "ado", officer: { name: "Adóügyi Ádám" } });
    expect(problemOf(await general.get(`/cases/${seen.id}`))).toEqual({ status: 404, code: "not-found" });
  });

  it("two clerks at once: one wins, the other is told", async () => {
    const seen = await registered();
    const both = await Promise.all([
      general.act(seen.id, { action: "start", revision: seen.revision }),
      head.act(seen.id, { action: "reject", revision: seen.revision, text: "Nem.", files: [] }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
    const loser = both.find(({ status }) => status === 409);
    expect(loser && problemOf(loser).code).toBe("case-changed");
    const after = await head.read(seen.id);
    expect(after.revision).toBe(seen.revision + 1);
    expect(["in-progress", "rejected"]).toContain(after.state);
  });

  it("a records clerk decides nothing, but declares a mistaken entry invalid", async () => {
    const seen = await registered();
    expect((await records.read(seen.id)).actions).toEqual(["assign", "transfer", "invalidate"]);
    expect(problemOf(await records.act(seen.id, { action: "start", revision: seen.revision }))).toEqual({
      status: 403,
      code: "not-permitted",
    });
    const after = await done(records, seen, { action: "invalidate", reason: "Kétszer iktatva." });
    expect(after.events.at(-1)).toMatchObject({ type: "invalidated", number: seen.registryNumber });
    expect(after.actions).not.toContain("invalidate");
  });

  it("a message, a transfer to another authority", async () => {
    let seen = await registered();
    seen = await done(general, seen, { action: "message", text: "Kérem, telefonáljon.", files: [] });
    expect(seen).toMatchObject({ state: "registered", documents: [{ kind: "message" }] });
    seen = await done(records, seen, {
      action: "transfer",
      authority: "Győr-Moson-Sopron Vármegyei Kormányhivatal",
      text: "",
      files: [],
    });
    expect(seen).toMatchObject({ state: "transferred", actions: ["invalidate"] });
    expect(seen.events.at(-1)?.note).toBe("Győr-Moson-Sopron Vármegyei Kormányhivatal");
  });

  it("refuses a supplement due today and a decision that says nothing", async () => {
    const seen = await done(general, await registered(), { action: "start" });
    const today = new Date().toISOString().slice(0, 10);
    const late = { action: "request-supplement", text: "Pótolja.", dueOn: today, files: [] };
    expect(problemOf(await general.act(seen.id, { ...late, revision: seen.revision })).code).toBe(
      "invalid-fields",
    );
    const empty = { action: "decide", text: " ", files: [], revision: seen.revision };
    expect(problemOf(await general.act(seen.id, empty)).code).toBe("invalid-fields");
    expect((await general.read(seen.id)).revision).toBe(seen.revision);
  });
});

describe("files of the office", () => {
  const content = pdfWith(Buffer.from("határozat"));
  const offer = (id: string) =>
    general.post<{ file: LaterFile; upload: { url: string; fields: Record<string, string> } }>(
      `/cases/${id}/files`,
      {
        fileName: "határozat.pdf",
        size: content.length,
        contentType: "application/pdf",
        sha256: createHash("sha256").update(content).digest("hex"),
      },
    );

  it("are uploaded, scanned, sent with the decision, and opened with an entry in the log", async () => {
    const seen = await done(general, await registered(), { action: "start" });
    const { status, body } = await offer(seen.id);
    expect(status).toBe(201);
    const files = [body.file.id];
    const early = { action: "decide", text: "", files, revision: seen.revision };
    expect(problemOf(await general.act(seen.id, early)).code).toBe("invalid-fields");
    expect(await upload(body.upload, content)).toBe(204);
    expect((await general.post(`/cases/${seen.id}/files/${body.file.id}/verify`)).status).toBe(200);
    await eventually(
      () => general.read(seen.id),
      ({ looseFiles }) => looseFiles[0]?.state === "verified",
    );
    const decided = await done(general, seen, { action: "decide", text: "", files });
    expect(decided).toMatchObject({
      looseFiles: [],
      documents: [{ kind: "decision", files: [{ id: files[0] }] }],
    });
    const link = await general.get<{ url: string }>(`/cases/${seen.id}/files/${files[0]}`);
    expect(Buffer.from(await (await fetch(link.body.url)).arrayBuffer())).toEqual(content);
    expect(await actionsOf(seen.id)).toContain("opened-file Igazgató Ilona");
  });

  it("one that belongs to no document can be taken back", async () => {
    const { id } = await registered();
    const { file } = (await offer(id)).body;
    const base = `/api/office/kophaza/cases/${id}/files/${file.id}`;
    const clerk = await logInClerk(portal, "Igazgató Ilona");
    expect(await clerk.call("DELETE", base)).toMatchObject({ status: 200, body: { files: [] } });
  });
});

describe("receiving and registering by hand", () => {
  it("many at once, with numbers that follow each other", async () => {
    const ids = [await submitted("08518"), await submitted("08518"), await submitted("08518")];
    await eventually(
      () => sopron.list("to-receive"),
      (entries) => ids.every((id) => entries.some((entry) => entry.id === id)),
    );
    const foreign = await submitted();
    const received = await sopron.post<{ outcomes: { id: string; outcome: string; number?: string }[] }>(
      "/receiving",
      { cases: [...ids, foreign] },
    );
    expect(received.body.outcomes.map(({ outcome }) => outcome)).toEqual([
      "done",
      "done",
      "done",
      "not-found",
    ]);
    expect((await sopron.read(ids[0] ?? "")).actions).toContain("register");
    const again = await sopron.post<typeof received.body>("/registering", { cases: ids });
    const numbers = again.body.outcomes.map(({ number }) => Number(/\/(\d+)-1\//.exec(number ?? "")?.[1]));
    const first = Math.min(...numbers);
    // Within one second of submission their submission numbers decide.
    expect(numbers.toSorted((one, other) => one - other)).toEqual([first, first + 1, first + 2]);
    expect(await actionsOf(ids[1] ?? "")).toEqual(["changed Soproni Sára", "changed Soproni Sára"]);
    expect(await actionsOf(foreign)).toEqual([]);
    const arrival = (await sopron.read(ids[2] ?? "")).arrivalNumber ?? "";
    expect(await sopron.search(arrival.toLowerCase())).toEqual([ids[2]]);
  });

  it("is the records clerk's work alone", async () => {
    const id = await submitted();
    expect(problemOf(await general.post("/receiving", { cases: [id] }))).toEqual({
      status: 403,
      code: "not-permitted",
    });
  });
});

describe("search", () => {
  it("finds a case by its numbers and by the beginning of the name, accents and case aside", async () => {
    const { id, registryNumber = "", arrivalNumber = "", submissionNumber } = await registered();
    for (const text of [registryNumber, ` ${registryNumber.toLowerCase()} `, arrivalNumber, submissionNumber])
      expect(await general.search(text)).toEqual([id]);
    expect(await general.search("ozse  ARA")).toContain(id);
    expect(await general.search("Aranka")).toEqual([]);
    // Of another team, and of another office: not found, as what does not exist.
    for (const text of [registryNumber, arrivalNumber, submissionNumber, "özse"]) {
      expect(await tax.search(text)).not.toContain(id);
      expect(await sopron.search(text)).not.toContain(id);
    }
  });
});

it("books: the year's numbers and seal", async () => {
  await registered();
  const { body } = await head.get<{ books: { id: string; cases: number; mayClose: boolean }[] }>("/books");
  expect(body.books).toMatchObject([{ id: "KOPH", mayClose: false }]);
  expect(body.books[0]?.cases).toBeGreaterThan(0);
});
