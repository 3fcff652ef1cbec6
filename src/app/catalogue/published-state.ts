import { canonicalJson } from "../../domain/canonical-json.ts";
import type { FormId, OfficeId, SettlementCode } from "../../domain/ids.ts";
import type { Publication, PublishedEntries, PublishedEntry } from "../../domain/settlement/publication.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  type PublishedOffice,
  type PublishedOffices,
  type PublishedSettlement,
  type PublishedVersions,
  type SettlementListing,
} from "../../domain/settlement/settlement.ts";
import type { PublicationStore } from "./publish-ports.ts";
import { type Sha256, shortHash } from "./short-hash.ts";

interface OfficeEntry extends Omit<PublishedOffice, "settlements"> {
  /** Hash of the publication that brought this state; unknown of states from publications of before. */
  publication?: string;
}

/** A whole publication, as it can be changed settlement by settlement. */
export interface PublishedState {
  settlements: ReadonlyMap<SettlementCode, PublishedEntry>;
  /** Off the list, with the publication that took them off. Their offices stay, for the cases there are. */
  withdrawn: ReadonlyMap<SettlementCode, PublishedEntry>;
  offices: ReadonlyMap<OfficeId, OfficeEntry>;
}

export const emptyState: PublishedState = {
  settlements: new Map(),
  withdrawn: new Map(),
  offices: new Map(),
};

/** The settlement's state, on the list or not any more. */
export const entryOf = (
  { settlements, withdrawn }: Pick<PublishedState, "settlements" | "withdrawn">,
  code: SettlementCode,
): PublishedEntry | undefined => settlements.get(code) ?? withdrawn.get(code);

/** A settlement to put in force, or to take off the list as it is. */
export interface EntryChange {
  entry: Omit<PublishedEntry, "publication">;
  office: Omit<OfficeEntry, "publication">;
  restores?: string;
  withdraws?: true;
}

export const codeOf = ({ entry }: Pick<EntryChange, "entry">): SettlementCode => entry.listing.code;

/** `hash` names the settlement's object, `officeHash` that of its office. */
export const entryChange = (
  settlement: PublishedSettlement,
  hash: string,
  officeHash: string,
  restores?: string,
): EntryChange => {
  const { code, name, county, postcodes, office, services } = settlement;
  return {
    entry: {
      hash,
      office: office.id,
      forms: [...new Set(services.map(({ form }) => form))].toSorted(),
      listing: { code, name, county, postcodes },
    },
    office: {
      hash: officeHash,
      krid: office.krid,
      ...(office.mailboxes && { mailboxes: office.mailboxes.map(({ krid }) => krid) }),
      books: office.books.map(({ id }) => id),
    },
    ...(restores !== undefined && { restores }),
  };
};

/** The state with the changes in it. Of several settlements of one office the last says what the office is. */
export const withChanges = (
  { settlements, withdrawn, offices }: PublishedState,
  changes: readonly EntryChange[],
  publication: string,
): PublishedState => {
  const changed = new Map(settlements);
  const gone = new Map(withdrawn);
  const named = new Map(offices);
  for (const change of changes) {
    const code = codeOf(change);
    const [to, from] = change.withdraws ? [gone, changed] : [changed, gone];
    from.delete(code);
    to.set(code, { ...change.entry, publication });
    const { office } = change.entry;
    if (named.get(office)?.hash !== change.office.hash) named.set(office, { ...change.office, publication });
  }
  const serving = new Set([...changed.values(), ...gone.values()].map(({ office }) => office));
  return {
    settlements: changed,
    withdrawn: gone,
    offices: new Map([...named].filter(([id]) => serving.has(id))),
  };
};

/** What of an office is another office's as well: its registry book, its mailbox, or its very id. */
export interface Taken {
  reason: "book-taken" | "mailbox-taken" | "office-taken";
  what: string;
  office: OfficeId;
}

/** KRIDs of all mailboxes of an office as published. */
export const kridsOf = ({ krid, mailboxes = [] }: Pick<PublishedOffice, "krid" | "mailboxes">): string[] => [
  krid,
  ...mailboxes,
];

const claimedTwice = (offices: PublishedState["offices"], office: OfficeId): Taken | undefined => {
  const own = offices.get(office);
  if (!own) return undefined;
  const krids = kridsOf(own);
  for (const [id, other] of offices) {
    if (id === office) continue;
    const book = other.books.find((one) => own.books.includes(one));
    if (book !== undefined) return { reason: "book-taken", what: book, office: id };
    const krid = kridsOf(other).find((one) => krids.includes(one));
    if (krid !== undefined) return { reason: "mailbox-taken", what: krid, office: id };
  }
  return undefined;
};

/** Offices by the id of one that is published, with another mailbox, by settlements of which it serves none: strangers. */
const strangers = (before: PublishedState, changes: readonly EntryChange[]): ReadonlyMap<OfficeId, Taken> => {
  const codes = new Set(changes.map(codeOf));
  const serving = new Set(
    [...before.settlements, ...before.withdrawn].flatMap(([code, { office }]) =>
      codes.has(code) ? [office] : [],
    ),
  );
  return new Map(
    changes.flatMap(({ entry: { office: id }, office }): [OfficeId, Taken][] => {
      const published = before.offices.get(id);
      if (!published || published.krid === office.krid || serving.has(id)) return [];
      return [[id, { reason: "office-taken", what: published.krid, office: id }]];
    }),
  );
};

/** Tells of an office that the changes bring what others have of it, in the state or by the changes themselves. */
export const takenBy = (
  before: PublishedState,
  changes: readonly EntryChange[],
): ((office: OfficeId) => Taken | undefined) => {
  const { offices } = withChanges(before, changes, "");
  const strange = strangers(before, changes);
  return (office) => strange.get(office) ?? claimedTwice(offices, office);
};

export const readState = async (
  store: Pick<PublicationStore, "read">,
  pointer: CataloguePointer,
): Promise<PublishedState> => {
  const [listings, versions, offices, entries] = await Promise.all([
    store.read<SettlementListing[]>(cataloguePaths.listing(pointer.settlements)),
    store.read<PublishedVersions>(cataloguePaths.versions(pointer.versions)),
    store.read<PublishedOffices>(cataloguePaths.offices(pointer.offices)),
    store.read<PublishedEntries>(cataloguePaths.entries(pointer.entries)),
  ]);
  const officeOf = new Map(
    (Object.entries(offices) as [OfficeId, PublishedOffice][]).flatMap(([id, { settlements }]) =>
      settlements.map((code) => [code, id] as const),
    ),
  );
  const settlements = listings.map((listing): [SettlementCode, PublishedEntry] => {
    const { code } = listing;
    const [hash, office] = [versions[code], officeOf.get(code)];
    const [publication, services] = entries.settlements[code] ?? [];
    if (hash === undefined || office === undefined || publication === undefined) {
      throw new Error(`The publication in force says nothing of settlement ${code} besides its name`);
    }
    return [code, { hash, publication, office, forms: entries.services[services ?? -1] ?? [], listing }];
  });
  return {
    settlements: new Map(settlements),
    withdrawn: new Map(Object.entries(entries.withdrawn ?? {}) as [SettlementCode, PublishedEntry][]),
    offices: new Map(
      (Object.entries(offices) as [OfficeId, PublishedOffice][]).map(
        ([id, { settlements: _served, ...office }]) => {
          const publication = entries.offices?.[id];
          return [id, { ...office, ...(publication !== undefined && { publication }) }];
        },
      ),
    ),
  };
};

/** Objects of one publication by key, collected while their hashes are computed. */
export const createCollector = (sha256: Sha256) => {
  const objects = new Map<string, string>();
  const collect = (pathOf: (hash: string) => string, value: unknown): string => {
    const text = canonicalJson(value);
    const hash = shortHash(sha256, text);
    objects.set(pathOf(hash), text);
    return hash;
  };
  return { objects, collect };
};

const byCode = (settlements: PublishedState["settlements"]): [SettlementCode, PublishedEntry][] =>
  [...settlements].toSorted(([a], [b]) => (a < b ? -1 : 1));

const alphabet = new Intl.Collator("hu");
/** Pages show settlements by name: browsers are spared sorting thousands. */
const byName = (first: SettlementListing, second: SettlementListing): number =>
  alphabet.compare(first.name.hu, second.name.hu);

/** The offices, and whom they serve. */
export const publishedOffices = ({ settlements, offices }: PublishedState): PublishedOffices => {
  const served = Map.groupBy(byCode(settlements), ([, { office }]) => office);
  return Object.fromEntries(
    [...offices].map(([id, { publication: _unseen, ...office }]) => [
      id,
      { ...office, settlements: (served.get(id) ?? []).map(([code]) => code) },
    ]),
  );
};

const entriesOf = (
  settlements: readonly [SettlementCode, PublishedEntry][],
  { offices, withdrawn }: PublishedState,
): PublishedEntries => {
  const places = new Map<string, number>();
  const services: (readonly FormId[])[] = [];
  const placeOf = (forms: readonly FormId[]): number => {
    const key = forms.join();
    const place = places.get(key) ?? services.push(forms) - 1;
    places.set(key, place);
    return place;
  };
  const entries = settlements.map(([code, { publication, forms }]) => [code, [publication, placeOf(forms)]]);
  const brought = [...offices].flatMap(([id, { publication }]) =>
    publication === undefined ? [] : [[id, publication]],
  );
  return {
    services,
    settlements: Object.fromEntries(entries),
    offices: Object.fromEntries(brought),
    ...(withdrawn.size > 0 && { withdrawn: Object.fromEntries(byCode(withdrawn)) }),
  };
};

/** The objects a publication consists of besides settlements, offices and forms, and the pointer to them. */
export const composePublication = (
  before: PublishedState,
  changes: readonly EntryChange[],
  publication: Publication,
  sha256: Sha256,
): { pointer: CataloguePointer; objects: ReadonlyMap<string, string> } => {
  const { objects, collect } = createCollector(sha256);
  const hash = collect(cataloguePaths.publication, publication);
  const state = withChanges(before, changes, hash);
  const settlements = byCode(state.settlements);
  const forms = new Set(settlements.flatMap(([, entry]) => entry.forms));
  const pointer: CataloguePointer = {
    version: publication.version,
    settlements: collect(
      cataloguePaths.listing,
      settlements.map(([, { listing }]) => listing).toSorted(byName),
    ),
    versions: collect(
      cataloguePaths.versions,
      Object.fromEntries(settlements.map(([code, entry]) => [code, entry.hash])),
    ),
    forms: collect(cataloguePaths.offeredForms, [...forms].toSorted()),
    offices: collect(cataloguePaths.offices, publishedOffices(state)),
    publishedAt: publication.publishedAt,
    publication: hash,
    entries: collect(cataloguePaths.entries, entriesOf(settlements, state)),
  };
  return { pointer, objects };
};
