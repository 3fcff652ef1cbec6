import { describe, expect, it } from "vitest";
import { deliverCase } from "../../../src/app/delivery/deliver-case.ts";
import { createAddressBook } from "../../../src/app/delivery/delivery-address.ts";
import type { DeliveryAddress, WebhookMessage } from "../../../src/app/delivery/ports.ts";
import { sealOf } from "../../../src/app/documents/seal.ts";
import type { AccessRecord } from "../../../src/app/casework/access-log.ts";
import { CaseMessageSchema } from "../../../src/contract/integration.ts";
import { sealedContent } from "../../../src/domain/case/seal.ts";
import { isSubmitted } from "../../../src/domain/case/submit.ts";
import { newHandover, type Handover } from "../../../src/domain/delivery/handover.ts";
import type { DeliveryResult, DestinationHealth } from "../../../src/domain/delivery/retry.ts";
import * as v from "valibot";
import { KOPHAZA, NOW } from "../filing/fixtures.ts";
import { fakeCases, fakeHandovers, systemCase, withSystem } from "./fakes.ts";

const ADDRESS: DeliveryAddress = {
  url: "https://ado.example/hook",
  secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  name: "Adószakrendszer",
  isTrusted: false,
};

const setup = async (
  options: {
    result?: DeliveryResult;
    handover?: Partial<Handover>;
    health?: DestinationHealth;
    address?: DeliveryAddress | "pull" | { missing: string };
    system?: string;
    seal?: string;
  } = {},
) => {
  const file = systemCase(options.system);
  const { record } = file;
  if (!isSubmitted(record)) throw new Error("not submitted");
  const handover: Handover = {
    ...newHandover({
      caseId: record.id,
      form: record.catalogue.form.id,
      destination: { office: KOPHAZA, system: "ado" },
      reason: "filed",
      revision: 5,
      at: NOW,
      isDelivered: true,
    }),
    ...options.handover,
  };
  const handovers = fakeHandovers(handover, options.health);
  const seal = options.seal ?? (await sealOf(sealedContent({ ...file, record })));
  const sent: WebhookMessage[] = [];
  const accesses: AccessRecord[] = [];
  const run = () =>
    deliverCase(
      {
        handovers: handovers.store,
        cases: fakeCases([file]).store,
        seals: { findSeal: async () => seal },
        log: { add: async (_, entry) => void accesses.push(entry) },
        addressOf: async () => options.address ?? ADDRESS,
        send: async (_, message) => {
          sent.push(message);
          return options.result ?? { kind: "delivered" };
        },
        clock: () => NOW + 1,
        random: () => 0.5,
      },
      { caseId: record.id, office: KOPHAZA, system: "ado" },
    );
  return { run, sent, accesses, state: handovers.state, record };
};

const DOWN: DeliveryResult = { kind: "failed", reason: "status-503", ofSystem: true };

describe("a delivery", () => {
  it("carries the whole case, and is done once it is taken", async () => {
    const { run, sent, state, record, accesses } = await setup();
    expect(await run()).toEqual({ code: "delivered" });
    expect(state.handover).toMatchObject({ state: "done" });
    expect(sent).toMatchObject([{ id: `${record.id}-5`, timestamp: NOW + 1 }]);
    const message = v.parse(CaseMessageSchema, JSON.parse(sent[0]?.body ?? ""));
    expect(message).toMatchObject({
      type: "case.filed",
      data: {
        caseId: record.id,
        revision: 5,
        state: "registered",
        office: "kophaza",
        system: "ado",
        submission: { registration: { number: "KOPH/1-1/2026" } },
      },
    });
    expect(accesses).toMatchObject([{ action: "downloaded", by: "Adószakrendszer" }]);
    expect(await run()).toEqual({ code: "dropped" });
    expect(sent).toHaveLength(1);
  });

  it("that fails is tried again later, and pauses the system when it is the system's fault", async () => {
    const { run, state } = await setup({ result: DOWN });
    expect(await run()).toEqual({ code: "failed", reason: "status-503" });
    expect(state.handover).toMatchObject({ state: "waiting", attempts: 1, nextTryAt: NOW + 46 });
    expect(state.health).toEqual({ failures: 1, pausedUntil: NOW + 46 });
    expect(await run()).toEqual({ code: "dropped" });
  });

  it("that the system refuses for this case alone pauses nothing", async () => {
    const { run, state } = await setup({ result: { ...DOWN, reason: "status-422", ofSystem: false } });
    expect(await run()).toMatchObject({ code: "failed" });
    expect(state.health).toBeUndefined();
  });

  it("waits without a try while the system is paused", async () => {
    const { run, sent, state } = await setup({ health: { failures: 4, pausedUntil: NOW + 300 } });
    expect(await run()).toEqual({ code: "paused" });
    expect([sent, state.handover]).toMatchObject([[], { attempts: 0, nextTryAt: NOW + 330 }]);
  });

  it("ends the pause when it is taken", async () => {
    const { run, state } = await setup({ health: { failures: 4, pausedUntil: NOW - 1 } });
    expect(await run()).toEqual({ code: "delivered" });
    expect(state.health).toBeUndefined();
  });

  it("is set aside after three days", async () => {
    const since = NOW - 72 * 3600;
    const { run, state } = await setup({ result: DOWN, handover: { since, attempts: 25, nextTryAt: NOW } });
    expect(await run()).toEqual({ code: "set-aside", reason: "status-503" });
    expect(state.handover).toMatchObject({ state: "set-aside", attempts: 26 });
    expect(state.handover?.nextTryAt).toBeUndefined();
  });

  it("of something newer than what was tried is not taken for done", async () => {
    const { run, state } = await setup();
    const running = run();
    state.handover = state.handover && { ...state.handover, revision: 6, reason: "updated" };
    expect(await running).toEqual({ code: "changed" });
    expect(state.handover).toMatchObject({ state: "waiting", revision: 6 });
  });

  it("is not made of a case the office gave to another system", async () => {
    const { run, sent, state } = await setup({ system: "ipar" });
    expect(await run()).toEqual({ code: "dropped" });
    expect([sent, state.handover?.state]).toEqual([[], "done"]);
  });

  it("is left to a system that fetches now", async () => {
    const { run, sent, state } = await setup({ address: "pull" });
    expect(await run()).toEqual({ code: "dropped", reason: "pull" });
    expect([sent, state.handover]).toMatchObject([[], { state: "waiting" }]);
    expect(state.handover?.nextTryAt).toBeUndefined();
  });

  it("never carries what is not what was sealed", async () => {
    const { run, sent } = await setup({ seal: "f".repeat(64) });
    await expect(run()).rejects.toThrow("not what was sealed");
    expect(sent).toEqual([]);
  });
});

describe("the address", () => {
  const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const find = ({
    secrets = `{"kophaza/ado":"${SECRET}"}`,
    addresses = {},
    current = withSystem,
    system = "ado",
  }: {
    secrets?: string;
    addresses?: Record<string, string>;
    current?: typeof withSystem | undefined;
    system?: string;
  } = {}) =>
    createAddressBook({
      catalogue: {
        settlement: async () => withSystem,
        currentSettlement: async () => ({ settlement: current, hash: "x" }),
      },
      readSecrets: async () => secrets,
      addresses,
    })(systemCase(system), { office: KOPHAZA, system });

  it("is the one the office publishes now", async () => {
    const [ado] = withSystem.office.systems ?? [];
    const moved = {
      ...withSystem,
      office: { ...withSystem.office, systems: ado ? [{ ...ado, url: "https://moved.example/hook" }] : [] },
    };
    const address = await find({ current: moved });
    expect(address).toEqual({
      url: "https://moved.example/hook",
      secrets: [SECRET],
      name: "Adószakrendszer",
      isTrusted: false,
    });
  });

  it("is the operator's own, where there is one, and only that one is trusted", async () => {
    const address = await find({ addresses: { "kophaza/ado": "http://127.0.0.1:9/hook" } });
    expect(address).toMatchObject({ url: "http://127.0.0.1:9/hook", isTrusted: true });
  });

  it("is said to be missing for want of a secret or a system", async () => {
    expect(await find({ secrets: "{}" })).toEqual({ missing: "no-secret" });
    expect(await find({ secrets: '{"kophaza/ado":"too short"}' })).toEqual({ missing: "no-secret" });
    expect(await find({ system: "gone" })).toEqual({ missing: "unknown-system" });
    expect(await find({ system: "ipar" })).toBe("pull");
  });

  it("comes with both secrets while one replaces the other", async () => {
    const other = SECRET.replace("MfKQ", "AAAA");
    const address = await find({ secrets: JSON.stringify({ "kophaza/ado": [other, SECRET] }) });
    expect(address).toMatchObject({ secrets: [other, SECRET] });
  });
});
