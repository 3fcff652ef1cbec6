import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Call, FaultRule } from "../../../local/gateway/faults.ts";
import type { Portal } from "../../../local/runtime.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { eventually } from "../../support/eventually.ts";
import { filingTables, scan } from "../../support/fault-store.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Client, describeFile, logIn, type Offered, problemOf } from "./client.ts";

let portal: Portal;
let anna: Client;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  anna = await logIn(portal, "Anna");
});
afterAll(() => portal.stop());

interface Submitted {
  id: string;
  submissionNumber: string;
  submittedAt: string;
}

const submit = (id: string, version = 1, client = anna) =>
  client.call<Submitted>("POST", `/api/cases/${id}/submission`, { version });
const read = async (id: string) => (await anna.call<CaseDetail>("GET", `/api/cases/${id}`)).body;
const untilFiled = (id: string) =>
  eventually(
    () => read(id),
    ({ state }) => state === "registered",
  );
/** The numbers a case claims. */
const claims = async (id: string) => {
  const tables = filingTables(portal);
  const items = await scan(tables, tables.casesTable);
  return items.filter((item) => item["sk"] === "SUBMISSION" && item["caseId"] === id);
};

const ofSubmission =
  (...operations: string[]): FaultRule["when"] =>
  ({ caller, operation }) =>
    caller === "submission" && operations.includes(operation);
/** The write that makes a case a submission; sessions are written to other tables. */
const commits = (call: Call): boolean =>
  ofSubmission("UpdateItem", "TransactWriteItems")(call) &&
  call.resources.some((resource) => resource.includes(filingTables(portal).casesTable));
const withRules = async <Value>(rules: FaultRule[], act: () => Promise<Value>): Promise<Value> => {
  portal.gateway.setRules(rules);
  try {
    return await act();
  } finally {
    portal.gateway.setRules([]);
  }
};

describe("a submission", () => {
  it("has its number at once, and the office's numbers soon after", async () => {
    const { id } = await anna.startComplete();
    const { status, body } = await submit(id);
    expect(status).toBe(200);
    expect(body.submissionNumber).toMatch(/^\d{27}$/);
    expect(Math.abs(Date.parse(body.submittedAt) - Date.now())).toBeLessThan(60_000);
    const filed = await untilFiled(id);
    expect(filed.events.map(({ type }) => type)).toEqual([
      "created",
      "submitted",
      "received",
      "registered",
      "routed",
    ]);
    expect(filed).toMatchObject({ submissionNumber: body.submissionNumber, state: "registered" });
    expect(filed.registryNumber).toMatch(/^KOPH/);
    expect((await submit(id)).body).toEqual(body);
  });

  it("from eight clients at once is one case with one number and one answer", async () => {
    const { id } = await anna.startComplete();
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(id)));
    const [first] = answers;
    expect(first?.status).toBe(200);
    for (const answer of answers) expect(answer.body).toEqual(first?.body);
    expect(await claims(id)).toMatchObject([{ pk: `SUBMISSION#${first?.body.submissionNumber}` }]);
    expect((await read(id)).events.filter(({ type }) => type === "submitted")).toHaveLength(1);
  });

  it("of many people in the same second gives everybody a number of their own", async () => {
    const drafts = await Promise.all(Array.from({ length: 12 }, () => anna.startComplete()));
    const answers = await Promise.all(drafts.map(({ id }) => submit(id)));
    expect(answers.map(({ status }) => status)).toEqual(drafts.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.submissionNumber)).size).toBe(drafts.length);
  });

  it("is only of what was seen: another version is refused, before and after", async () => {
    const { id } = await anna.startComplete();
    expect(problemOf(await submit(id, 0))).toEqual({ status: 409, code: "draft-changed" });
    expect(problemOf(await submit(id, 2))).toEqual({ status: 409, code: "draft-changed" });
    expect((await submit(id)).status).toBe(200);
    expect(problemOf(await submit(id, 0))).toEqual({ status: 409, code: "not-a-draft" });
  });

  it("races with a save: one of the two wins, and never a mixture", async () => {
    const { id, answers } = await anna.startComplete();
    const changed = { ...answers, request: { ...(answers["request"] as object), subject: "Más tárgy" } };
    const [submitted, saved] = await Promise.all([
      submit(id),
      anna.call("PUT", `/api/cases/${id}/answers`, { version: 1, answers: changed }),
    ]);
    expect([submitted.status, saved.status].toSorted((left, right) => left - right)).toEqual([200, 409]);
    const stored = await read(id);
    const won = submitted.status === 200 ? answers : changed;
    expect(stored.answers).toEqual(won);
    expect(stored.submissionNumber !== undefined).toBe(submitted.status === 200);
  });

  it("is refused when something is saved between its check and its commit", async () => {
    const { id, answers } = await anna.startComplete();
    const onTheWay = Promise.withResolvers<void>();
    const slow: FaultRule = {
      when: (call) => {
        if (commits(call)) onTheWay.resolve();
        return commits(call);
      },
      fault: { kind: "delay", milliseconds: 500 },
    };
    const { contact: _, ...incomplete } = answers;
    await withRules([slow], async () => {
      const submitting = submit(id);
      await onTheWay.promise;
      const saved = await anna.call("PUT", `/api/cases/${id}/answers`, { version: 1, answers: incomplete });
      expect(saved.status).toBe(200);
      expect(problemOf(await submitting)).toEqual({ status: 409, code: "draft-changed" });
    });
    expect(await read(id)).toMatchObject({ state: "draft", version: 2, answers: incomplete });
    expect(await claims(id)).toEqual([]);
  });

  it("cannot be changed any more", async () => {
    const { id, answers } = await anna.startComplete();
    await submit(id);
    const notDraft = { status: 409, code: "not-a-draft" };
    const save = await anna.call("PUT", `/api/cases/${id}/answers`, { version: 1, answers });
    const file = { version: 1, ...describeFile(Buffer.from("%PDF-")) };
    expect(problemOf(save)).toEqual(notDraft);
    expect(problemOf(await anna.call("DELETE", `/api/cases/${id}`))).toEqual(notDraft);
    expect(problemOf(await anna.call("POST", `/api/cases/${id}/attachments`, file))).toEqual(notDraft);
  });

  it("that is not complete names the fields and stays a draft", async () => {
    const { id } = await anna.start();
    const refused = await anna.call<{ errors: { field: string; code: string }[] }>(
      "POST",
      `/api/cases/${id}/submission`,
      { version: 0 },
    );
    expect(problemOf(refused)).toEqual({ status: 422, code: "invalid-fields" });
    expect(refused.body.errors).toContainEqual({ field: "contact.email", code: "required" });
    expect(refused.body.errors).toContainEqual({ field: "declaration.truth", code: "must-accept" });
    expect((await read(id)).state).toBe("draft");
  });

  it("waits for files that are not verified", async () => {
    const { id } = await anna.startComplete();
    const file = { version: 1, ...describeFile(Buffer.from("%PDF-")) };
    await anna.call<Offered>("POST", `/api/cases/${id}/attachments`, file);
    const refused = await anna.call<{ errors: object[] }>("POST", `/api/cases/${id}/submission`, {
      version: 2,
    });
    expect(refused.body.errors).toEqual([{ field: "attachments.documents", code: "file-not-verified" }]);
  });

  it("carries nothing the client added", async () => {
    const { id } = await anna.startComplete();
    const more = { version: 1, state: "decided", submissionNumber: "1".repeat(27) };
    const refused = await anna.call("POST", `/api/cases/${id}/submission`, more);
    expect(problemOf(refused)).toEqual({ status: 422, code: "invalid-fields" });
  });
});

describe("when something fails at submission", () => {
  it("SQS: the case is stored and answered, and marked for the sweeper", async () => {
    const { id } = await anna.startComplete();
    const down: FaultRule = {
      when: ofSubmission("SendMessage"),
      fault: { kind: "refuse", code: "ServiceUnavailable", status: 503 },
    };
    const { status } = await withRules([down], () => submit(id));
    expect(status).toBe(200);
    expect((await read(id)).state).toBe("submitted");
    const tables = filingTables(portal);
    const items = await scan(tables, tables.casesTable);
    const item = items.find((each) => each["pk"] === `CASE#${id}` && each["sk"] === "CASE");
    expect(item).toMatchObject({ pendingKey: expect.stringMatching(/^PENDING#[0-7]$/) });
  });

  it("the answer of DynamoDB is lost: the same submission, once", async () => {
    const { id } = await anna.startComplete();
    const lost: FaultRule = {
      when: commits,
      fault: { kind: "lose-answer" },
      times: 3,
    };
    const { status, body } = await withRules([lost], () => submit(id));
    expect(status).toBe(200);
    expect(await claims(id)).toMatchObject([{ pk: `SUBMISSION#${body.submissionNumber}` }]);
    expect((await submit(id)).body).toEqual(body);
  });

  it("the request to DynamoDB is lost: refused for now, then submitted once", async () => {
    const { id } = await anna.startComplete();
    const lost: FaultRule = { when: commits, fault: { kind: "lose-request" } };
    const refused = await withRules([lost], () => submit(id));
    expect(problemOf(refused)).toEqual({ status: 503, code: "too-busy" });
    expect((await read(id)).state).toBe("draft");
    const { body } = await submit(id);
    // What came of the first try nobody could know, so its number stays claimed, and is nobody's.
    expect((await claims(id)).map(({ pk }) => pk)).toContain(`SUBMISSION#${body.submissionNumber}`);
    expect((await read(id)).submissionNumber).toBe(body.submissionNumber);
  });

  it("transactions conflict: tried again", async () => {
    const { id } = await anna.startComplete();
    const conflict: FaultRule = {
      when: commits,
      fault: { kind: "refuse", code: "TransactionConflictException" },
      times: 2,
    };
    expect((await withRules([conflict], () => submit(id))).status).toBe(200);
  });

  it.each(["Query", "PutItem", "UpdateItem"])("DynamoDB throttles %s: come back later", async (operation) => {
    const { id } = await anna.startComplete();
    const throttled: FaultRule = {
      when: ofSubmission(operation),
      fault: { kind: "refuse", code: "ThrottlingException" },
    };
    const refused = await withRules([throttled], () => submit(id));
    expect(problemOf(refused)).toEqual({ status: 503, code: "too-busy" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await submit(id)).status).toBe(200);
  });

  it("the function is killed while its commit is on the way: the next try has the answer", async () => {
    const { id } = await anna.startComplete();
    const onTheWay = Promise.withResolvers<void>();
    const watch: FaultRule = {
      when: (call) => {
        if (commits(call)) onTheWay.resolve();
        return false;
      },
      fault: { kind: "lose-request" },
    };
    const slow: FaultRule = {
      when: commits,
      fault: { kind: "delay", milliseconds: 500 },
      times: 1,
    };
    await withRules([watch, slow], async () => {
      const running = submit(id).catch(() => undefined);
      await onTheWay.promise;
      await portal.killSandboxes("submission");
      await running;
    });
    const again = await submit(id);
    expect(again.status).toBe(200);
    expect((await read(id)).submissionNumber).toBe(again.body.submissionNumber);
    expect((await submit(id)).body).toEqual(again.body);
  });
});
