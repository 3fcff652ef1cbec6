import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import { createAccessLog } from "../../../src/adapters/dynamo/access-log.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { AccessEntry, LaterFile } from "../../../src/contract/casework.ts";
import type { CaseId } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/http/clock.ts";
import { randomBytes } from "../../../functions/random.ts";
import { eventually } from "../../support/eventually.ts";
import { pdfWith } from "../../support/harmful-files.ts";
import { type OfficeSide, officeOf } from "../../support/office-side.ts";
import { startTestPortal } from "../../support/portal.ts";
import { readPdf, textOf } from "../../support/read-pdf.ts";
import { type Client, logIn, problemOf, upload } from "./client.ts";

let portal: Portal;
let office: OfficeSide;
let anna: Client;
let bela: Client;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  portal.scanner.setFaults({ delay: 0 });
  office = officeOf(portal);
  [anna, bela] = [await logIn(portal, "Anna"), await logIn(portal, "Béla")];
});
afterAll(() => portal.stop());

const read = async (id: string, client = anna) =>
  (await client.call<CaseDetail>("GET", `/api/cases/${id}`)).body;

const submitted = async (): Promise<string> => {
  const { id, version } = await anna.startComplete();
  const answer = await anna.call("POST", `/api/cases/${id}/submission`, { version });
  expect(answer.status).toBe(200);
  return id;
};

const registered = async (): Promise<string> => {
  const id = await submitted();
  await office.registered(id);
  return id;
};

/** A case that waits for a supplement; its request was not taken over yet. */
const waiting = async () => {
  const id = await registered();
  await office.step(id, "start", "started");
  const request = await office.send(id, {
    kind: "supplement-request",
    text: "Kérjük a tulajdoni lapot.",
    dueOn: "2126-12-31",
  });
  return { id, request };
};

const takeOver = (id: string, document: string, client = anna) =>
  client.call<CaseDetail>("POST", `/api/cases/${id}/documents/${document}/takeover`);

const pdf = pdfWith(Buffer.from("tulajdoni lap"));

const offer = (id: string, content: Buffer, client = anna) =>
  client.call<{ file: LaterFile; upload: { url: string; fields: Record<string, string> } }>(
    "POST",
    `/api/cases/${id}/files`,
    {
      fileName: "lap.pdf",
      size: content.length,
      contentType: "application/pdf",
      sha256: createHash("sha256").update(content).digest("hex"),
    },
  );

const uploaded = async (id: string, content = pdf): Promise<string> => {
  const { status, body } = await offer(id, content);
  expect(status).toBe(201);
  expect(await upload(body.upload, content)).toBe(204);
  const verified = await anna.call("POST", `/api/cases/${id}/files/${body.file.id}/verify`);
  expect(verified.status).toBe(200);
  return body.file.id;
};

const clean = async (id: string, file: string): Promise<void> => {
  const isClean = ({ looseFiles }: CaseDetail) =>
    looseFiles.some((loose) => loose.id === file && loose.state === "verified");
  expect(await eventually(() => read(id), isClean)).toSatisfy(isClean);
};

const supplement = (id: string, revision: number, text: string, files: string[] = [], client = anna) =>
  client.call<CaseDetail>("POST", `/api/cases/${id}/supplement`, { revision, text, files });

describe("a document of the office", () => {
  it("says nothing of itself until it is taken over, once and for good", async () => {
    const { id, request } = await waiting();
    const before = await read(id);
    expect(before.state).toBe("supplement-requested");
    expect(before.documents).toMatchObject([{ id: request, delivery: { state: "sent" } }]);
    expect(before.documents[0]).not.toHaveProperty("text");
    expect(before.documents[0]).not.toHaveProperty("files");
    const taken = await takeOver(id, request);
    expect(taken.status).toBe(200);
    expect(taken.body.documents).toMatchObject([
      { text: "Kérjük a tulajdoni lapot.", files: [], delivery: { state: "taken-over" } },
    ]);
    expect(taken.body.events.at(-1)).toMatchObject({ type: "taken-over", document: request, note: "Anna" });
    const again = await takeOver(id, request);
    expect(again).toMatchObject({ status: 200, body: { revision: taken.body.revision } });
  });

  it("of another's case is not there", async () => {
    const { id, request } = await waiting();
    expect(problemOf(await takeOver(id, request, bela))).toEqual({ status: 404, code: "not-found" });
    expect((await read(id)).documents).toMatchObject([{ delivery: { state: "sent" } }]);
  });
});

describe("a letter", () => {
  it("is a PDF once it was taken over, with the proof of its delivery", async () => {
    const { id, request } = await waiting();
    const path = `/api/cases/${id}/letters/${request}`;
    expect((await anna.download(path)).status).toBe(404);
    await takeOver(id, request);
    const letter = await anna.download(path);
    expect(letter.status).toBe(200);
    const number = (await read(id)).documents[0]?.number?.replaceAll("/", "-");
    expect(letter.headers.get("content-disposition")).toContain(`irat-${number}.pdf`);
    const text = textOf(await readPdf(letter.body));
    expect(text).toContain("Kérjük a tulajdoni lapot.");
    expect(text).toMatch(/Átvette\s+Anna/);
    expect((await bela.download(path)).status).toBe(404);
  });
});

describe("a supplement", () => {
  it("is sent with a clean file, gets the case's next number, and the office goes on", async () => {
    const { id, request } = await waiting();
    await takeOver(id, request);
    const file = await uploaded(id);
    await clean(id, file);
    const { revision, actions } = await read(id);
    expect(actions).toEqual(["supplement", "message", "withdraw"]);
    const sent = await supplement(id, revision, " Mellékelem.\r\n", [file]);
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({ state: "in-progress", looseFiles: [] });
    const [asked, answered] = sent.body.documents;
    expect(answered).toMatchObject({
      kind: "supplement",
      from: "client",
      text: "Mellékelem.",
      author: "Anna",
      files: [{ id: file, state: "verified" }],
    });
    expect([asked?.number, answered?.number]).toEqual([
      expect.stringMatching(/-2\/\d{4}$/),
      expect.stringMatching(/-3\/\d{4}$/),
    ]);
    // What was sent cannot be taken back.
    await anna.call("DELETE", `/api/cases/${id}/files/${file}`);
    expect((await read(id)).documents.at(-1)?.files).toMatchObject([{ id: file }]);
    expect(problemOf(await supplement(id, sent.body.revision, "Még valami."))).toEqual({
      status: 409,
      code: "wrong-state",
    });
  });

  it("waits for the scan of its files, and never takes a harmful one", async () => {
    const { id, request } = await waiting();
    await takeOver(id, request);
    portal.scanner.setFaults({ hang: true });
    const file = await uploaded(id);
    portal.scanner.setFaults({ delay: 0 });
    const { revision } = await read(id);
    const refused = await supplement(id, revision, "", [file]);
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ field: "files.0", code: "file-scanning" }] },
    });
    expect(await supplement(id, revision, "")).toMatchObject({
      status: 422,
      body: { errors: [{ field: "text", code: "required" }] },
    });
    expect((await supplement(id, revision, "Anélkül küldöm.")).status).toBe(200);
  });

  it("takes no file of the submission, of another case or from nowhere", async () => {
    const { id, request } = await waiting();
    await takeOver(id, request);
    const { revision } = await read(id);
    expect(await supplement(id, revision, "", ["01ARZ3NDEKTSV4RRFFQ69G5FAV"])).toMatchObject({
      status: 422,
      body: { errors: [{ field: "files.0", code: "not-an-option" }] },
    });
  });

  it("is not possible before the request was taken over, nor for anybody else", async () => {
    const { id } = await waiting();
    const { revision } = await read(id);
    expect(problemOf(await supplement(id, revision, "Igen.")).code).toBe("wrong-state");
    expect(problemOf(await supplement(id, revision, "Igen.", [], bela)).code).toBe("not-found");
    // Not even how far the case is.
    expect(problemOf(await supplement(id, 1, "Igen.", [], bela)).code).toBe("not-found");
    expect(problemOf(await offer(id, pdf, bela)).code).toBe("not-found");
  });

  it("takes files only while it is asked for", async () => {
    const id = await registered();
    expect(problemOf(await offer(id, pdf))).toEqual({ status: 409, code: "wrong-state" });
  });

  it("sent twice at once is sent once", async () => {
    const { id, request } = await waiting();
    await takeOver(id, request);
    const { revision } = await read(id);
    const both = await Promise.all([supplement(id, revision, "Egy."), supplement(id, revision, "Kettő.")]);
    expect(both.map(({ status }) => status).toSorted((first, second) => first - second)).toEqual([200, 409]);
    expect((await read(id)).documents.filter(({ kind }) => kind === "supplement")).toHaveLength(1);
  });

  it("and taking its file back: only one of both happens", async () => {
    const { id, request } = await waiting();
    await takeOver(id, request);
    const file = await uploaded(id);
    await clean(id, file);
    const { revision } = await read(id);
    await Promise.all([
      supplement(id, revision, "", [file]),
      anna.call("DELETE", `/api/cases/${id}/files/${file}`),
    ]);
    const after = await read(id);
    const files = after.documents.flatMap((document) => document.files?.map(({ id: bound }) => bound) ?? []);
    expect([files, after.state]).toEqual(
      after.state === "in-progress" ? [[file], "in-progress"] : [[], "supplement-requested"],
    );
  });
});

describe("a file", () => {
  it("is opened by a short-lived link, without its name in it", async () => {
    const { id, request } = await waiting();
    await takeOver(id, request);
    const file = await uploaded(id);
    await clean(id, file);
    const link = await anna.call<{ url: string }>("GET", `/api/cases/${id}/files/${file}`);
    expect(link.status).toBe(200);
    const answer = await fetch(link.body.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toBe("attachment");
    // Access logs of the bucket keep addresses.
    expect(decodeURIComponent(link.body.url)).not.toContain("lap.pdf");
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf);
    const other = await bela.call("GET", `/api/cases/${id}/files/${file}`);
    expect(problemOf(other).code).toBe("not-found");
  });

  it("found harmful is not opened, and goes", async () => {
    const { id, request } = await waiting();
    await takeOver(id, request);
    const eicar = pdfWith(
      Buffer.from("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
    );
    const file = await uploaded(id, eicar);
    const opened = await anna.call("GET", `/api/cases/${id}/files/${file}`);
    expect(problemOf(opened).code).toBe("not-found");
    const removed = await anna.call<{ files: LaterFile[] }>("DELETE", `/api/cases/${id}/files/${file}`);
    expect(removed).toMatchObject({ status: 200, body: { files: [] } });
  });
});

describe("a withdrawal", () => {
  it("of a registered case is a document with a number", async () => {
    const id = await registered();
    const { revision } = await read(id);
    const path = `/api/cases/${id}/withdrawal`;
    expect(problemOf(await bela.call("POST", path, { revision, reason: "" })).code).toBe("not-found");
    const answer = await anna.call<CaseDetail>("POST", path, { revision, reason: "Tévedés volt." });
    expect(answer).toMatchObject({ status: 200, body: { state: "withdrawn", actions: [] } });
    expect(answer.body.documents).toMatchObject([
      { kind: "withdrawal", text: "Tévedés volt.", number: expect.stringMatching(/-2\/\d{4}$/) },
    ]);
  });

  it("against filing: withdrawn without a number, or registered; never both", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await submitted();
      const { revision } = await read(id);
      const answer = await anna.call<CaseDetail>("POST", `/api/cases/${id}/withdrawal`, {
        revision,
        reason: "",
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const after = await read(id);
      const isWithdrawn = answer.status === 200;
      expect(after.state === "withdrawn").toBe(isWithdrawn);
      const isBeforeFiling = isWithdrawn && answer.body.registryNumber === undefined;
      expect(after.registryNumber === undefined).toBe(isBeforeFiling);
      expect(after.documents.map(({ number }) => number === undefined)).toEqual(
        isWithdrawn ? [isBeforeFiling] : [],
      );
    }
  });
});

describe("a message", () => {
  it("reaches the case of somebody who deals with it, without moving it", async () => {
    const id = await registered();
    const { revision } = await read(id);
    const path = `/api/cases/${id}/messages`;
    const answer = await anna.call<CaseDetail>("POST", path, { revision, text: "Mikor lesz kész?" });
    expect(answer).toMatchObject({ status: 200, body: { state: "registered", revision: revision + 1 } });
    expect(answer.body.documents).toMatchObject([{ kind: "message", text: "Mikor lesz kész?" }]);
    expect(answer.body.documents[0]?.number).toBeUndefined();
    expect(problemOf(await anna.call("POST", path, { revision, text: "Még egy." })).code).toBe(
      "case-changed",
    );
    const hidden = await anna.call("POST", path, { revision: revision + 1, text: "a\u202eb" });
    expect(problemOf(hidden)).toEqual({ status: 422, code: "invalid-fields" });
  });
});

describe("the access log", () => {
  it("is the party's to read, newest first, page by page", async () => {
    const id = await registered();
    const { CASES_TABLE: tableName = "" } = portal.environment("case-work");
    const log = createAccessLog({ tableName, random: randomBytes });
    const now = systemClock();
    for (let count = 0; count < 60; count++)
      await log.add(id as CaseId, {
        at: now + count,
        action: "viewed",
        by: `Ügyintéző ${count}`,
        office: "Hivatal",
      });
    type Page = { entries: AccessEntry[]; cursor?: string };
    const path = `/api/cases/${id}/access-log`;
    const first = (await anna.call<Page>("GET", path)).body;
    expect(first.entries).toHaveLength(50);
    expect(first.entries[0]?.by).toBe("Ügyintéző 59");
    const second = (await anna.call<Page>("GET", `${path}?cursor=${first.cursor}`)).body;
    expect(second.entries.map(({ by }) => by).at(-1)).toBe("Ügyintéző 0");
    expect(second.entries).toHaveLength(10);
    expect(problemOf(await anna.call("GET", `${path}?cursor=x`)).code).toBe("bad-request");
    expect(problemOf(await bela.call("GET", path)).code).toBe("not-found");
  });
});

const listed = async (query: string): Promise<string[]> => {
  const { body } = await anna.call<{ cases: { id: string }[] }>("GET", `/api/cases?${query}`);
  return body.cases.map(({ id }) => id);
};

describe("the list", () => {
  it("shows what waits for the client, by settlement", async () => {
    const { id } = await waiting();
    expect(await listed("group=waiting-for-client")).toContain(id);
    expect(await listed("group=waiting-for-client&settlement=06895")).toContain(id);
    expect(await listed("group=waiting-for-client&settlement=08518")).toEqual([]);
    expect(await listed("group=finished")).not.toContain(id);
  });
});
