import { describe, expect, it } from "vitest";
import { checkWebhook } from "../../../src/app/catalogue/check-webhook.ts";
import type { ExamplesSource } from "../../../src/app/catalogue/example-source.ts";
import { checkClerks, checkMailbox, checkService } from "../../../src/app/catalogue/live-checks.ts";
import type { WebhookMessage } from "../../../src/app/delivery/ports.ts";
import type { DeliveryResult } from "../../../src/domain/delivery/retry.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type { FormId } from "../../../src/domain/ids.ts";
import type { Post } from "../../../src/domain/office/post.ts";
import type { PublishedSettlement, Service } from "../../../src/domain/settlement/settlement.ts";
import { aReadySettlement } from "./publishing.ts";

const { settlement: base } = aReadySettlement({ forms: ["sample"] });
const [service] = base.services as [Service];
const route = { form: "*" as const, team: "ado" };

const settlementWith = (changed: Partial<PublishedSettlement>): PublishedSettlement => ({
  ...base,
  routes: [route],
  ...changed,
});

const post = (roles: Post["roles"], teams: string[]): Post => ({
  id: "p",
  office: base.office.id,
  name: "Példa Ügyintéző",
  roles,
  teams,
});

describe("checkMailbox", () => {
  it("takes a real KRID and doubts one that was made up", () => {
    const office = { ...base.office, contact: { address: "Fő u. 1.", phone: "+36" } };
    const resultsFor = (krid: string) =>
      checkMailbox(settlementWith({ office: { ...office, krid } })).map(({ result }) => result);
    expect(resultsFor("429616918")).toEqual(["fine"]);
    expect(resultsFor("999000001")).toEqual(["doubtful"]);
  });

  it("doubts an office nobody can ask", () => {
    const office = { ...base.office, krid: "429616918", contact: { address: "Fő u. 1." } };
    expect(checkMailbox(settlementWith({ office })).map(({ result }) => result)).toEqual([
      "fine",
      "doubtful",
    ]);
  });
});

describe("checkClerks", () => {
  it("wants a case officer in every team that gets cases", () => {
    const settlement = settlementWith({});
    expect(checkClerks(settlement, [post(["case-officer"], ["ado"])])).toMatchObject([
      { of: "ado", result: "fine" },
    ]);
    for (const posts of [[], [post(["case-officer"], ["x"])], [post(["records-clerk"], ["ado"])]])
      expect(checkClerks(settlement, posts)).toMatchObject([{ of: "ado", result: "wrong" }]);
  });

  it("asks only the team of the first route that matches", () => {
    const routes = [{ form: "sample" as FormId, team: "posta" }, route];
    expect(checkClerks(settlementWith({ routes }), []).map(({ of }) => of)).toEqual(["posta"]);
  });

  it("wants a records clerk where one takes a step", () => {
    const settlement = settlementWith({ filing: { receive: "clerk", register: "automatic" } });
    const officer = post(["case-officer"], ["ado"]);
    expect(checkClerks(settlement, [officer]).map(({ result }) => result)).toEqual(["fine", "wrong"]);
    const all = [officer, post(["records-clerk"], [])];
    expect(checkClerks(settlement, all).map(({ result }) => result)).toEqual(["fine"]);
  });
});

const examples = (answers: object) =>
  ({
    today: "2026-06-01",
    parameters: {},
    good: [{ name: "a", answers, attachments: [], pages: [], computed: {} }],
    bad: [],
  }) as unknown as ExamplesSource;

describe("checkService", () => {
  const form = {
    id: "sample",
    version: "1",
    languages: ["hu"],
    pages: [
      {
        id: "one",
        title: { hu: "Egy" },
        fields: [{ key: "name", kind: "text", required: true, maxLength: 10 }],
      },
    ],
    attachments: [],
    parameters: ["tourism-tax"],
  } as unknown as FormDefinition;
  const period = { from: "2026-01-01", values: {} };
  const check = (
    changed: Partial<PublishedSettlement>,
    filled: ExamplesSource | undefined = examples({ name: "x" }),
  ) =>
    checkService(
      settlementWith({ parameters: { "tourism-tax": [period] }, ...changed }),
      service,
      form,
      filled,
      "2026-11-23",
    );

  it("fills the form with its own example", () => {
    expect(check({})).toMatchObject({ of: "sample@1", result: "fine" });
    expect(check({}, examples({ stranger: "x" }))).toMatchObject({ result: "doubtful" });
    expect(
      checkService(settlementWith({}), service, { ...form, parameters: [] }, undefined, "2026-11-23"),
    ).toMatchObject({
      result: "not-tried",
    });
  });

  it.each([
    ["no rate that holds today", { parameters: { "tourism-tax": [{ ...period, to: "2026-10-31" }] } }],
    ["a rate of the future only", { parameters: { "tourism-tax": [{ ...period, from: "2027-01-01" }] } }],
    ["a team the office has not", { routes: [{ form: "*", team: "nincs" }] }],
    ["no route at all", { routes: [] }],
    ["a book the office has not", { book: "NINCS" }],
  ])("is wrong with %s", (_, changed) => {
    expect(check(changed as unknown as Partial<PublishedSettlement>)).toMatchObject({ result: "wrong" });
  });
});

const setup = (answer: (secret: string) => DeliveryResult) => {
  const sent: { secret: string; message: WebhookMessage }[] = [];
  const dependencies = {
    send: async ({ secrets }: { secrets: readonly string[] }, message: WebhookMessage) => {
      const [secret = ""] = secrets;
      sent.push({ secret, message });
      return answer(secret);
    },
    clock: () => 1_700_000_000,
    random: () => String(sent.length),
    strangeSecret: () => "strange",
  };
  const system = { id: "ado", name: { hu: "Adó" }, delivery: "webhook" as const };
  const address = { url: "https://a.example", secrets: ["own"], name: "Adó", isTrusted: false };
  return { sent, dependencies, system, address };
};

describe("checkWebhook", () => {
  const refused: DeliveryResult = { kind: "failed", reason: "status-401", ofSystem: true };

  it("is fine when the system takes what the portal signed and refuses others", async () => {
    const { dependencies, system, address, sent } = setup((secret) =>
      secret === "own" ? { kind: "delivered" } : refused,
    );
    expect(await checkWebhook(dependencies, system, address)).toMatchObject({ of: "ado", result: "fine" });
    expect(sent.map(({ message }) => JSON.parse(message.body) as object)).toMatchObject([
      { type: "portal.test", data: {} },
      { type: "portal.test", data: {} },
    ]);
    expect(new Set(sent.map(({ message }) => message.id)).size).toBe(2);
  });

  it("is wrong when the system takes nothing, or everything", async () => {
    for (const answer of [(): DeliveryResult => refused, (): DeliveryResult => ({ kind: "delivered" })]) {
      const { dependencies, system, address } = setup(answer);
      expect(await checkWebhook(dependencies, system, address)).toMatchObject({ result: "wrong" });
    }
  });

  it("is not tried where the system fetches, or its secret is not known", async () => {
    const { dependencies, system, address, sent } = setup(() => refused);
    expect(await checkWebhook(dependencies, system, undefined)).toMatchObject({ result: "not-tried" });
    expect(await checkWebhook(dependencies, { ...system, delivery: "pull" }, address)).toMatchObject({
      result: "not-tried",
    });
    expect(sent).toEqual([]);
  });
});
