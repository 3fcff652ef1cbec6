import { describe, expect, it } from "vitest";
import { announceLogin } from "../../../src/app/account/announce-login.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { NOW, person } from "../session/fakes.ts";
import { memoryAccounts, memoryMailer } from "./fakes.ts";

const id = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" as AccountId;

const setup = async ({
  email = "valaki@example.org",
  newLogin = true,
  language = "hu",
}: {
  email?: string;
  newLogin?: boolean;
  language?: "hu" | "de";
} = {}) => {
  const accounts = memoryAccounts();
  await accounts.recordLogin(id, person, NOW);
  const settings = { ...defaultSettings, language, notifications: { caseProgress: true, newLogin } };
  accounts.accounts.set(id, {
    ...accounts.accounts.get(id)!,
    settings,
    ...(email !== "" && { email }),
  });
  const mailer = memoryMailer();
  const reported: string[] = [];
  const dependencies = {
    accounts,
    mailer,
    origin: "https://portal.example",
    pause: () => new Promise<void>(() => undefined),
    report: (event: string) => void reported.push(event),
  };
  return { mailer, reported, dependencies };
};

describe("notice of a login", () => {
  it("goes to the confirmed address, in the language of the account, and names nobody", async () => {
    const { mailer, dependencies } = await setup();
    await announceLogin(dependencies, id);
    expect(mailer.sent).toMatchObject([{ to: "valaki@example.org", subject: "Új bejelentkezés" }]);
    expect(mailer.sent[0]?.text).toContain("https://portal.example/fiok\n");
    for (const part of person.name.split(" ")) expect(mailer.sent[0]?.text).not.toContain(part);
    const english = await setup({ language: "de" });
    await announceLogin(english.dependencies, id);
    expect(english.mailer.sent[0]?.subject).toBe("New login");
  });

  it.each([{ email: "" }, { newLogin: false }])("is not sent with %j", async (changes) => {
    const { mailer, dependencies } = await setup(changes);
    await announceLogin(dependencies, id);
    expect(mailer.sent).toEqual([]);
  });

  it("is not sent to an address still waiting for its link", async () => {
    const { mailer, dependencies } = await setup({ email: "" });
    const { accounts } = dependencies;
    const pendingEmail = { address: "a@example.org", tokenHash: "h", expiresAt: NOW + 1 };
    accounts.accounts.set(id, { ...accounts.accounts.get(id)!, pendingEmail });
    await announceLogin(dependencies, id);
    expect(mailer.sent).toEqual([]);
  });

  it("never fails the login", async () => {
    const { mailer, reported, dependencies } = await setup();
    mailer.failing = true;
    await expect(announceLogin(dependencies, id)).resolves.toBeUndefined();
    const broken = { ...dependencies, accounts: { find: () => Promise.reject(new Error("no table")) } };
    await expect(announceLogin(broken, id)).resolves.toBeUndefined();
    expect(reported).toHaveLength(2);
  });

  it("does not keep the login waiting", async () => {
    const { dependencies } = await setup();
    const asked: number[] = [];
    const pause = async (milliseconds: number): Promise<void> => void asked.push(milliseconds);
    const mailer = { send: () => new Promise<void>(() => undefined) };
    await announceLogin({ ...dependencies, mailer, pause }, id);
    expect(asked).toEqual([1_000]);
  });
});
