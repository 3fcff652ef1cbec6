import { describe, expect, it } from "vitest";
import type { AccountSettings, AccountView } from "../../../src/contract/account.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { collectData } from "../../../web/src/account/collect-data.ts";
import { savePart } from "../../../web/src/account/save-part.ts";
import type { ApiFailure, Call } from "../../../web/src/api/client.ts";

const settings: AccountSettings = {
  language: "hu",
  notifications: { caseProgress: true, newLogin: false },
  phone: "+36301234567",
};

const view = (part: Partial<AccountView> = {}): AccountView => ({
  version: 3,
  identity: { name: "", birthName: "", mothersName: "", placeOfBirth: "", dateOfBirth: "2000-01-01" },
  identityRefreshedAt: "2026-11-23T09:00:00Z",
  createdAt: "2026-11-23T09:00:00Z",
  settings,
  ...part,
});

/** An account at the portal, with the version rule of the real one. */
const setup = () => {
  let stored = view();
  const sent: AccountSettings[] = [];
  const faults: (ApiFailure | "lost")[] = [];
  /** What happens elsewhere right before a save arrives. */
  const elsewhere: ((before: AccountSettings) => AccountSettings)[] = [];
  const change = (next: AccountSettings): void => {
    stored = view({ version: stored.version + 1, settings: next });
  };
  const call = (async (name: string, input: { body: { version: number; settings: AccountSettings } }) => {
    await Promise.resolve();
    if (name === "readAccount") return success(stored);
    const interference = elsewhere.shift();
    if (interference) change(interference(stored.settings));
    sent.push(input.body.settings);
    const fault = faults.shift();
    if (fault && fault !== "lost") return failure(fault);
    if (input.body.version !== stored.version) return failure({ code: "account-changed" as const });
    change(input.body.settings);
    return fault ? failure({ code: "network" as const }) : success(stored);
  }) as unknown as Call;
  return { call, sent, faults, elsewhere, stored: () => stored };
};

const flip = (before: AccountSettings): AccountSettings => ({
  ...before,
  notifications: { ...before.notifications, newLogin: !before.notifications.newLogin },
});

describe("saving one part of the account", () => {
  it("changes that part and leaves the others as they are", async () => {
    const { call, stored } = setup();
    expect(await savePart(call, view(), "phone", "+36709999999")).toMatchObject({ ok: true });
    expect(stored().settings).toEqual({ ...settings, phone: "+36709999999" });
  });

  it("takes a part away", async () => {
    const { call, stored } = setup();
    await savePart(call, view(), "phone", undefined);
    expect(stored().settings).not.toHaveProperty("phone");
  });

  it("is laid over a change of another part elsewhere, which stays", async () => {
    const { call, elsewhere, stored } = setup();
    elsewhere.push((before) => ({ ...before, language: "en" }));
    expect(await savePart(call, view(), "phone", "+36709999999")).toMatchObject({ ok: true });
    expect(stored().settings).toEqual({ ...settings, language: "en", phone: "+36709999999" });
  });

  it("asks the person when this very part was changed elsewhere, and shows what is stored", async () => {
    const { call, elsewhere, stored } = setup();
    elsewhere.push((before) => ({ ...before, phone: "+36201111111" }));
    const outcome = await savePart(call, view(), "phone", "+36709999999");
    expect(outcome).toEqual({ ok: false, failure: { code: "account-changed", current: stored() } });
    expect(stored().settings.phone).toBe("+36201111111");
    // Saved again upon what was shown, it is meant.
    expect(await savePart(call, stored(), "phone", "+36709999999")).toMatchObject({ ok: true });
    expect(stored().settings.phone).toBe("+36709999999");
  });

  it("knows its own earlier attempt whose answer was lost", async () => {
    const { call, faults, stored } = setup();
    faults.push("lost");
    expect(await savePart(call, view(), "phone", "+36709999999")).toEqual({
      ok: false,
      failure: { code: "network" },
    });
    expect(await savePart(call, view(), "phone", "+36709999999")).toMatchObject({
      ok: true,
      value: { version: stored().version },
    });
  });

  it("does not fight for ever with somebody who saves all the time", async () => {
    const { call, elsewhere, sent } = setup();
    elsewhere.push(flip, flip, flip, flip, flip);
    expect(await savePart(call, view(), "phone", "+36709999999")).toMatchObject({
      ok: false,
      failure: { code: "account-changed" },
    });
    expect(sent).toHaveLength(3);
  });

  it("passes every other failure on", async () => {
    const { call, faults } = setup();
    const refusal: ApiFailure = {
      code: "invalid-fields",
      errors: [{ field: "settings.phone", code: "phone" }],
    };
    faults.push(refusal);
    expect(await savePart(call, view(), "phone", "1")).toEqual({ ok: false, failure: refusal });
  });
});

describe("the download", () => {
  it("puts the parts together and leaves no trace of them", async () => {
    const parts = new Map<string | undefined, object>([
      [undefined, { account: 1, cases: ["a", "b"], next: "b" }],
      ["b", { account: 2, cases: ["c"] }],
    ]);
    const call = ((_: string, { query }: { query: { after?: string } }) =>
      Promise.resolve(success(parts.get(query.after)))) as unknown as Call;
    expect(await collectData(call)).toEqual(success({ account: 2, cases: ["a", "b", "c"] }));
  });

  it("is no file at all when a part is missing", async () => {
    const call = ((_: string, { query }: { query: { after?: string } }) =>
      Promise.resolve(
        query.after ? failure({ code: "too-busy" as const }) : success({ cases: ["a"], next: "a" }),
      )) as unknown as Call;
    expect(await collectData(call)).toEqual(failure({ code: "too-busy" }));
  });
});
