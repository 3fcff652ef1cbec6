import { describe, expect, it } from "vitest";
import { createHandler } from "../../../functions/notifier/handler.ts";
import { notifyClients } from "../../../src/app/procedure/notify-clients.ts";
import type { Notice, Notices } from "../../../src/app/procedure/ports.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import { type AccountId, type CaseId, newEntityId } from "../../../src/domain/ids.ts";
import type { Language } from "../../../src/domain/localized.ts";
import { memoryAccounts, memoryMailer } from "../account/fakes.ts";
import { NOW, person } from "../session/fakes.ts";

const DAY = 86_400;
const PAGE = "https://portal.example/ugyeim";

interface Client {
  id: AccountId;
  email?: string;
  language?: Language;
  caseProgress?: boolean;
}
const anna: Client = { id: "A".repeat(32) as AccountId, email: "anna@example.org" };
const bela: Client = { id: "B".repeat(32) as AccountId, email: "bela@example.org", language: "en" };

const notice = (number: number, { id }: Client, since = NOW - 10): Notice => ({
  caseId: newEntityId<CaseId>(
    NOW,
    Uint8Array.from({ length: 16 }, () => number),
  ),
  since,
  actor: id,
  isFirst: false,
});

/** Of the registration: the case has not moved in the list since it was submitted. */
const firstNotice = (number: number, client: Client, since = NOW - 10): Notice => ({
  ...notice(number, client, since),
  isFirst: true,
});

/** Cases of two parts of the list; what is cleared is gone unless it has changed. */
const setup = async (
  clients: readonly Client[],
  given: readonly Notice[],
  others: readonly Notice[] = [],
) => {
  const accounts = memoryAccounts();
  for (const { id, email, language = "hu", caseProgress = true } of clients) {
    await accounts.recordLogin(id, person, NOW);
    const settings = { ...defaultSettings, language, notifications: { caseProgress, newLogin: false } };
    accounts.accounts.set(id, {
      ...accounts.accounts.get(id)!,
      settings,
      ...(email !== undefined && { email }),
    });
  }
  const lists = new Map([
    ["one", [...given]],
    ["two", [...others]],
  ]);
  const asked: string[] = [];
  const notices: Notices = {
    shards: [...lists.keys()],
    async *due(shard, before) {
      asked.push(shard);
      for (const one of lists.get(shard) ?? []) if (one.since < before) yield await Promise.resolve(one);
    },
    async clear({ caseId, since }) {
      for (const [shard, list] of lists)
        lists.set(
          shard,
          list.filter((one) => one.caseId !== caseId || one.since !== since),
        );
    },
    async postpone(given, now) {
      await this.clear(given);
      lists.get("two")?.push({ ...given, since: now, isFirst: false });
    },
  };
  const mailer = memoryMailer();
  const reported: string[] = [];
  const dependencies = {
    notices,
    accounts,
    mailer,
    casesPage: PAGE,
    clock: () => NOW,
    report: (event: string) => void reported.push(event),
  };
  return { dependencies, mailer, reported, asked, lists, left: () => [...lists.values()].flat() };
};

describe("the notice that something happened in a case", () => {
  it("goes to whoever submitted it, in their language, and names nobody and nothing", async () => {
    const { dependencies, mailer, left } = await setup([anna, bela], [notice(1, anna)], [notice(2, bela)]);
    expect(await notifyClients(dependencies)).toEqual({ found: 2, failed: 0 });
    expect(Object.fromEntries(mailer.sent.map(({ to, subject }) => [to, subject]))).toEqual({
      "anna@example.org": "Értesítés az önkormányzati portálról",
      "bela@example.org": "Notice from the municipal portal",
    });
    expect(mailer.sent.length).toBe(2);
    for (const { text } of mailer.sent) {
      expect(text.split("\n")).toContain(PAGE);
      for (const part of person.name.split(" ")) expect(text).not.toContain(part);
      expect(text).not.toMatch(/\d{3}/);
    }
    expect(left()).toEqual([]);
  });

  it("is one for all cases of a person", async () => {
    const { dependencies, mailer, left } = await setup(
      [anna],
      [notice(1, anna), notice(2, anna)],
      [notice(3, anna)],
    );
    await notifyClients(dependencies);
    expect([mailer.sent.length, left().length]).toEqual([1, 0]);
  });

  it.each<[string, Client[]]>([
    ["has no confirmed address", [{ id: anna.id }]],
    ["does not want it", [{ ...anna, caseProgress: false }]],
    ["has deleted the account", []],
  ])("is dropped where the client %s", async (_, clients) => {
    const { dependencies, mailer, left } = await setup(clients, [notice(1, anna)]);
    expect(await notifyClients(dependencies)).toEqual({ found: 1, failed: 0 });
    expect([mailer.sent, left()]).toEqual([[], []]);
  });

  it("waits for the next run when the mail is not taken, and others are told all the same", async () => {
    const { dependencies, mailer, reported, left } = await setup(
      [anna, bela],
      [notice(1, anna), notice(2, bela)],
    );
    const refusing = {
      send: async (mail: Parameters<typeof mailer.send>[0]) => {
        if (mail.to === anna.email) throw new Error("not taken");
        await mailer.send(mail);
      },
    };
    expect(await notifyClients({ ...dependencies, mailer: refusing })).toEqual({ found: 2, failed: 1 });
    expect([mailer.sent.length, reported]).toEqual([1, ["not-told"]]);
    expect(left()).toEqual([notice(1, anna)]);
    expect(await notifyClients(dependencies)).toEqual({ found: 1, failed: 0 });
    expect(mailer.sent.map(({ to }) => to)).toEqual([bela.email, anna.email]);
  });

  it("is given up after a day in which no mail was taken", async () => {
    const { dependencies, reported, left } = await setup([anna], [notice(1, anna, NOW - DAY - 1)]);
    const refusing = { send: () => Promise.reject(new Error("not taken")) };
    await notifyClients({ ...dependencies, mailer: refusing });
    expect([reported, left()]).toEqual([["given-up"], []]);
  });

  it("of the registration makes way when no mail is taken, and has its own day from then on", async () => {
    const given = firstNotice(1, anna, NOW - 2 * DAY);
    const { dependencies, reported, mailer, left } = await setup([anna], [given]);
    const refusing = { send: () => Promise.reject(new Error("not taken")) };
    const at = (now: number) => ({ ...dependencies, mailer: refusing, clock: () => now });
    expect(await notifyClients(at(NOW))).toEqual({ found: 1, failed: 1 });
    expect([reported, left()]).toEqual([["not-told"], [notice(1, anna, NOW)]]);
    await notifyClients(at(NOW + DAY));
    expect([reported.length, left()]).toEqual([2, [notice(1, anna, NOW)]]);
    await notifyClients({ ...dependencies, clock: () => NOW + DAY });
    expect([mailer.sent.length, left()]).toEqual([1, []]);
  });

  it("of the registration, put off, is given up a day after that", async () => {
    const { dependencies, reported, left } = await setup([anna], [firstNotice(1, anna)]);
    const refusing = { send: () => Promise.reject(new Error("not taken")) };
    await notifyClients({ ...dependencies, mailer: refusing });
    await notifyClients({ ...dependencies, mailer: refusing, clock: () => NOW + DAY + 1 });
    expect([reported, left()]).toEqual([["not-told", "given-up"], []]);
  });

  it("that can go to nobody is reported and keeps no other back", async () => {
    const damaged = { ...firstNotice(1, anna), actor: undefined };
    const { dependencies, reported, mailer, left } = await setup([bela], [damaged], [notice(2, bela)]);
    expect(await notifyClients(dependencies)).toEqual({ found: 2, failed: 1 });
    expect([mailer.sent.length, reported]).toEqual([1, ["damaged"]]);
    expect(left()).toEqual([{ ...damaged, since: NOW, isFirst: false }]);
    await notifyClients({ ...dependencies, clock: () => NOW + DAY + 1 });
    expect([reported, left()]).toEqual([["damaged", "given-up"], []]);
  });

  it("of the registration goes out and is cleared as any other, in one mail with them", async () => {
    const { dependencies, mailer, left } = await setup([anna], [firstNotice(1, anna)], [notice(2, anna)]);
    expect(await notifyClients(dependencies)).toEqual({ found: 2, failed: 0 });
    expect([mailer.sent.length, left()]).toEqual([1, []]);
  });

  it("is not lost when something more happens while the mail goes out", async () => {
    const { dependencies, mailer, lists, left } = await setup([anna], [notice(1, anna)]);
    const later = notice(1, anna, NOW + 1);
    const slow = {
      send: async (mail: Parameters<typeof mailer.send>[0]) => {
        lists.set("one", [later]);
        await mailer.send(mail);
      },
    };
    await notifyClients({ ...dependencies, mailer: slow });
    expect(left()).toEqual([later]);
  });

  it("begins with another part every minute, and none is begun when the time is up", async () => {
    const { dependencies, asked, mailer, left } = await setup([anna], [notice(1, anna)]);
    let now = NOW - (NOW % 120);
    await notifyClients({ ...dependencies, clock: () => now });
    now += 60;
    await notifyClients({ ...dependencies, clock: () => now });
    expect(asked).toEqual(["one", "two", "two", "one"]);
    const busy = await setup([anna], [notice(1, anna)]);
    const times = [NOW, NOW + 40];
    await notifyClients({ ...busy.dependencies, clock: () => times.shift() ?? NOW + 40 });
    expect([busy.mailer.sent.length, busy.left().length]).toEqual([0, 1]);
    expect([mailer.sent.length, left().length]).toEqual([1, 0]);
  });
});

describe("function notifier", () => {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

  it("fails when somebody could not be told, so that the operator hears of it", async () => {
    const { dependencies } = await setup([anna], [notice(1, anna)]);
    const mailer = { send: () => Promise.reject(new Error("not taken")) };
    await expect(createHandler({ ...dependencies, mailer, log: silent })()).rejects.toThrow("1 notices");
    await expect(createHandler({ ...dependencies, log: silent })()).resolves.toBeUndefined();
  });

  it("names a damaged case in its log, and nothing else of it", async () => {
    const damaged = { ...notice(1, anna), actor: undefined };
    const { dependencies, mailer } = await setup([bela], [damaged, notice(2, bela)]);
    const lines: object[] = [];
    const log = {
      ...silent,
      warn: (message: string, fields: object) => void lines.push({ message, ...fields }),
    };
    await expect(createHandler({ ...dependencies, log })()).rejects.toThrow("1 notices");
    const { caseId } = damaged;
    const frames = expect.any(Array) as string[];
    expect(lines).toEqual([{ message: "notice", code: "damaged", caseId, error: "Error", frames }]);
    expect(mailer.sent.map(({ to }) => to)).toEqual([bela.email]);
  });
});
