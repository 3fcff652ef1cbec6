import type {
  MandateStore,
  RegisteredPerson,
  RegisterStore,
  Representation,
} from "../../../src/app/acting/ports.ts";
import type { Actor } from "../../../src/domain/acting/actor.ts";
import type { Acting, Mandate } from "../../../src/domain/acting/capacity.ts";
import { inOwnName } from "../../../src/domain/acting/party.ts";
import type { AccountId, FormId, MandateId, PartyId, SettlementCode } from "../../../src/domain/ids.ts";
import { createRightToAct } from "../../../src/app/acting/right-to-act.ts";

/** 2026-11-23T09:18:08Z, in Budapest the same day. */
export const NOW = 1_795_425_488;
export const TIME_ZONE = "Europe/Budapest";

export const actorNamed = (account: string, personKey?: string, acting?: Acting): Actor => ({
  account: account as AccountId,
  displayName: account,
  acting: acting ?? inOwnName(account as AccountId, account),
  level: 2,
  ...(personKey !== undefined && { personKey }),
});

export const aMandate = (changes: Partial<Mandate> = {}): Mandate => ({
  id: "01M00000000000000000000001" as MandateId,
  principal: { kind: "natural-person", id: "anna" as PartyId, name: "Anna" },
  grantedBy: "anna" as AccountId,
  proxy: { personKey: "BELA", name: "Béla" },
  scope: {},
  validFrom: "2026-01-01",
  grantedAt: NOW - 1000,
  ...changes,
});

export const anEntry = (changes: Partial<Representation> = {}): Representation => ({
  entry: "cegek:cegkapu-01234565",
  party: {
    kind: "company",
    id: "cegkapu-01234565" as PartyId,
    name: "Minta Kft.",
    taxNumber: "01234565-2-08",
  },
  validFrom: "2020-01-01",
  ...changes,
});

/** The promises of the ports, in memory. */
export const memoryMandates = (...given: Mandate[]): MandateStore & { items: Map<MandateId, Mandate> } => {
  const items = new Map(given.map((mandate) => [mandate.id, mandate]));
  const all = () => [...items.values()];
  return {
    items,
    find: async (key, id) => all().find((each) => each.id === id && each.proxy.personKey === key),
    receivedBy: async (key) => all().filter(({ proxy }) => proxy.personKey === key),
    grantedBy: async (party) => all().filter(({ principal }) => principal.id === party),
    findGranted: async (party, id) => all().find((each) => each.id === id && each.principal.id === party),
    async grant(mandate) {
      items.set(mandate.id, mandate);
    },
    async revoke(key, id, by, now) {
      const mandate = items.get(id);
      if (mandate?.proxy.personKey !== key) return undefined;
      const ended = mandate.revokedAt === undefined ? { ...mandate, revokedAt: now, revokedBy: by } : mandate;
      items.set(id, ended);
      return ended;
    },
  };
};

export const memoryRegister = (
  ...given: RegisteredPerson[]
): RegisterStore & { entries: RegisteredPerson[] } => {
  const entries = [...given];
  const of = (personKey: string) =>
    entries.filter((each) => each.personKey === personKey).map(({ representation }) => representation);
  return {
    entries,
    find: async (personKey, entry) => of(personKey).find((each) => each.entry === entry),
    of: async (personKey) => of(personKey),
    async replace(_register, next) {
      const ended = entries.splice(0).length;
      entries.push(...next);
      return { kept: next.length, ended };
    },
  };
};

/** Everything the use cases of capacities and mandates need. */
export const setup = ({
  mandates = memoryMandates(),
  register = memoryRegister(),
  accounts = {},
}: {
  mandates?: ReturnType<typeof memoryMandates>;
  register?: ReturnType<typeof memoryRegister>;
  accounts?: Record<string, string>;
} = {}) => {
  const switched: { hash: string; acting: Acting }[] = [];
  const world = {
    mandates,
    register,
    switched,
    isSessionActive: true,
    timeZone: TIME_ZONE,
    mayAct: createRightToAct({ mandates, register, timeZone: TIME_ZONE }),
    accountOf: async (personKey: string) => accounts[personKey] as AccountId | undefined,
    sessions: {
      async switchActing(hash: string, acting: Acting) {
        if (world.isSessionActive) switched.push({ hash, acting });
        return world.isSessionActive;
      },
    },
    catalogue: {
      offersForm: async (form: FormId) => form === "kerelem",
      currentSettlement: async (code: SettlementCode) =>
        code === "06895" ? ({ hash: "h" } as never) : undefined,
    },
    random: (count: number) => new Uint8Array(count).fill(7),
  };
  return world;
};
