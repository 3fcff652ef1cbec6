import type { OfficeId } from "../../domain/ids.ts";
import type { PublishedOffices } from "../../domain/settlement/settlement.ts";
import type { OfficeSource } from "./municipality-source.ts";
import { kridsOf } from "./published-state.ts";
import { isOfficeName, type Readable } from "./read-catalogue.ts";
import { type CatalogueProblem, type Path, type Source, wholeFile } from "./source.ts";

type Offices = Readable<Source<OfficeSource>>;

interface Claim {
  what: string;
  by: string;
  problemAt: (message: string) => CatalogueProblem;
}

const pathOf = (office: string): string => `offices/${office}.yaml`;

/** What only one may have: who claims what is held by another, or a second time, makes the mistake. */
const doubleClaims = (claims: readonly Claim[], held: ReadonlyMap<string, string>): CatalogueProblem[] => {
  const first = new Map<string, string>();
  return claims.flatMap(({ what, by, problemAt }) => {
    const holder = held.get(what) ?? first.get(what);
    const isTaken = holder !== undefined && (holder !== by || first.get(what) === by);
    if (!isTaken) first.set(what, by);
    return isTaken ? [problemAt(`is ${what}, which ${pathOf(holder)} already has`)] : [];
  });
};

type Names = (office: OfficeSource) => { what: string; path: Path }[];

const ids =
  (list: "books" | "teams" | "systems"): Names =>
  (office) =>
    office[list].map(({ id }, index) => ({ what: id, path: [list, index, "id"] }));

const mailboxes: Names = ({ krid, mailboxes: others = [] }) => [
  { what: krid, path: ["krid"] },
  ...others.map((mailbox, index) => ({ what: mailbox.krid, path: ["mailboxes", index, "krid"] })),
];

const claimsOf = (offices: Offices, names: Names): Claim[] =>
  [...offices.sources].flatMap(([id, { value, problemAt }]) =>
    names(value).map(({ what, path }) => ({
      what,
      by: id,
      problemAt: (message) => problemAt(path, message),
    })),
  );

/** What published offices hold, unless their files say now that they do not any more. */
const heldBy = (
  published: PublishedOffices,
  { sources }: Offices,
  names: Names,
  pick: (office: PublishedOffices[OfficeId]) => readonly string[],
): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(published).flatMap(([id, office]) => {
      const source = sources.get(id);
      const still = source && new Set(names(source.value).map(({ what }) => what));
      return pick(office).flatMap((what) =>
        still === undefined || still.has(what) ? [[what, id] as const] : [],
      );
    }),
  );

/**
 * Mailboxes and registry books belong to one office each: their numbers must never mean two things. What an office
 * holds in the publication in force it keeps, whoever else claims it.
 */
export const checkOffices = (offices: Offices, published: PublishedOffices): CatalogueProblem[] => [
  ...[...offices.sources.keys()]
    .filter((name) => !isOfficeName(name))
    .map((name) =>
      wholeFile(pathOf(name), "must be called by lower-case letters, digits and hyphens, at most 40"),
    ),
  ...doubleClaims(claimsOf(offices, mailboxes), heldBy(published, offices, mailboxes, kridsOf)),
  ...doubleClaims(
    claimsOf(offices, ids("books")),
    heldBy(published, offices, ids("books"), ({ books }) => books),
  ),
  // Teams and systems are an office's own affair: only inside one office must their ids differ.
  ...(["teams", "systems"] as const).flatMap((list) =>
    [...Map.groupBy(claimsOf(offices, ids(list)), ({ by }) => by).values()].flatMap((claims) =>
      doubleClaims(claims, new Map()),
    ),
  ),
];
