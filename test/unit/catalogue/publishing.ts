import { createHash } from "node:crypto";
import { createCollector } from "../../../src/app/catalogue/published-state.ts";
import type {
  PublicationStore,
  PublishDependencies,
  PublishedContent,
  ReadySettlement,
} from "../../../src/app/catalogue/publish-ports.ts";
import type { FormId, OfficeId, SettlementCode } from "../../../src/domain/ids.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  type PublishedSettlement,
  type PublishedVersions,
} from "../../../src/domain/settlement/settlement.ts";

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

export const KOPHAZA = "06895" as SettlementCode;
export const HARKA = "07649" as SettlementCode;
export const SOPRON = "08518" as SettlementCode;

export interface Wish {
  code?: SettlementCode;
  name?: string;
  office?: string;
  krid?: string;
  mailboxes?: readonly string[];
  books?: readonly string[];
  forms?: readonly string[];
  /** Anything that makes one state differ from another. */
  state?: string;
}

/** A settlement with an office and forms of its own, ready to publish. */
export const aReadySettlement = ({
  code = KOPHAZA,
  name = `Settlement ${code}`,
  office = `office-${code}`,
  krid = `1234${code}`,
  mailboxes,
  books = [`BOOK${code}`],
  forms = ["sample"],
  state = "first",
}: Wish = {}): ReadySettlement => {
  const { objects, collect } = createCollector(sha256);
  const settlement: PublishedSettlement = {
    code,
    name: { hu: name },
    county: "Zala",
    district: "Zalai",
    postcodes: ["9495"],
    languages: ["hu"],
    office: {
      id: office as OfficeId,
      name: { hu: office },
      krid,
      ...(mailboxes && { mailboxes: mailboxes.map((one) => ({ krid: one, name: { hu: one } })) }),
      arrivalPattern: "E/{number}/{year}",
      books: books.map((id) => ({ id, name: { hu: id }, numberPattern: "{book}/{main}-{sub}/{year}" })),
      teams: [{ id: "ado", name: { hu: "Adó" } }],
      contact: { address: "Fő u. 1.", phone: state },
    },
    book: books[0] ?? "",
    services: forms.map((form) => ({
      form: form as FormId,
      version: "1",
      title: { hu: form },
      summary: { hu: form },
      sector: "ado",
      formHash: collect(cataloguePaths.form, { form }),
    })),
    parameters: {},
    routes: [],
  };
  const officeHash = collect(cataloguePaths.office, settlement.office);
  return { settlement, hash: collect(cataloguePaths.settlement, settlement), officeHash, objects };
};

/** The bucket in memory; a test may do something before a call, such as publishing meanwhile or failing. */
export const createMemoryStore = () => {
  const objects = new Map<string, PublishedContent>();
  const interference: {
    beforeSwitch?: (() => Promise<void>) | undefined;
    afterSwitch?: (() => void) | undefined;
  } = {};
  let puts = 0;
  let failAfter = Number.POSITIVE_INFINITY;
  const count = (): void => {
    if (++puts > failAfter) throw new Error("killed");
  };
  const text = (key: string): string | undefined => {
    const content = objects.get(key);
    return typeof content === "string" ? content : undefined;
  };
  const store: PublicationStore = {
    current: async () => {
      const tag = text(cataloguePaths.pointer);
      return tag === undefined ? undefined : { pointer: JSON.parse(tag) as CataloguePointer, tag };
    },
    read: async <T>(key: string) => {
      const content = text(key);
      if (content === undefined) throw new Error(`NoSuchKey ${key}`);
      return JSON.parse(content) as T;
    },
    has: async (key) => objects.has(key),
    put: async (key, content) => {
      count();
      if (!objects.has(key)) objects.set(key, content);
    },
    switchPointer: async (pointer, tag) => {
      const { beforeSwitch } = interference;
      interference.beforeSwitch = undefined;
      await beforeSwitch?.();
      count();
      if (text(cataloguePaths.pointer) !== tag) return false;
      objects.set(cataloguePaths.pointer, JSON.stringify(pointer));
      const { afterSwitch } = interference;
      interference.afterSwitch = undefined;
      afterSwitch?.();
      return true;
    },
  };
  return {
    store,
    objects,
    interference,
    /** Calls that store something, so far. */
    puts: () => puts,
    /** The process ends at the call after so many more. */
    killAfter: (more: number) => {
      failAfter = puts + more;
    },
    revive: () => {
      failAfter = Number.POSITIVE_INFINITY;
    },
  };
};

/** Everything publishing needs, with a clock of its own that moves a second with every look. */
export const publishingWith = (store: PublicationStore): PublishDependencies => {
  let seconds = 0;
  return {
    store,
    sha256,
    now: () => new Date(Date.UTC(2026, 0, 1) + ++seconds * 1000).toISOString(),
    pause: async () => undefined,
  };
};

/** What a citizen's page finds for a settlement, from the pointer on; `undefined` when it is not on the list. */
export const seenByCitizens = async (
  store: PublicationStore,
  code: SettlementCode,
): Promise<PublishedSettlement | undefined> => {
  const current = await store.current();
  if (!current) return undefined;
  const listed = await store.read<{ code: string }[]>(cataloguePaths.listing(current.pointer.settlements));
  const versions = await store.read<PublishedVersions>(cataloguePaths.versions(current.pointer.versions));
  const hash = versions[code];
  if (listed.some((one) => one.code === code) !== (hash !== undefined))
    throw new Error(`${code} is half visible`);
  if (hash === undefined) return undefined;
  const settlement = await store.read<PublishedSettlement>(cataloguePaths.settlement(hash));
  for (const { formHash } of settlement.services) await store.read(cataloguePaths.form(formHash));
  return settlement;
};
