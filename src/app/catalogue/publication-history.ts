import type { OfficeId, SettlementCode } from "../../domain/ids.ts";
import type { Publication, SettlementChange, StateChange } from "../../domain/settlement/publication.ts";
import { cataloguePaths } from "../../domain/settlement/settlement.ts";
import type { PublicationStore } from "./publish-ports.ts";

/** A state of one settlement, or of one office, that is or was in force. */
export interface PastState {
  hash: string;
  /** The publication that brought it. */
  publication: string;
  version: number;
  publishedAt: string;
  kind: Publication["kind"];
  /** Of a rollback: hash of the publication that had brought this state first. */
  restores?: string;
  /** It was taken off the list. */
  withdrawn?: true;
}

export type ReadPublication = (hash: string) => Promise<Publication>;

/** Reads accounts of publications by hash, each once. */
export const createPublicationReader = ({ read }: Pick<PublicationStore, "read">): ReadPublication => {
  const known = new Map<string, Promise<Publication>>();
  return (hash) => {
    const reading = known.get(hash) ?? read<Publication>(cataloguePaths.publication(hash));
    known.set(hash, reading);
    return reading;
  };
};

async function* chainOf(
  read: ReadPublication,
  what: string,
  changeIn: (
    publication: Publication,
  ) => (StateChange & Pick<SettlementChange, "restores" | "withdrawn">) | undefined,
  publication: string,
): AsyncGenerator<PastState, void, undefined> {
  let hash: string | undefined = publication;
  while (hash !== undefined) {
    const account = await read(hash);
    const change = changeIn(account);
    if (!change) throw new Error(`Publication ${hash} says nothing of ${what}`);
    const { version, publishedAt, kind } = account;
    const { restores, withdrawn } = change;
    yield {
      hash: change.hash,
      publication: hash,
      version,
      publishedAt,
      kind,
      ...(restores !== undefined && { restores }),
      ...(withdrawn && { withdrawn }),
    };
    hash = change.before?.publication;
  }
}

/**
 * The settlement's states, the one in force first. Takes one read for each, one after another: whoever looks for one stops
 * early (`findPast`).
 * `publication`: hash of the publication that brought the state in force.
 */
export const statesOf = (
  read: ReadPublication,
  code: SettlementCode,
  publication: string,
): AsyncGenerator<PastState, void, undefined> =>
  chainOf(read, `settlement ${code}`, ({ changes }) => changes[code], publication);

/** The office's states, likewise. */
export const officeStatesOf = (
  read: ReadPublication,
  id: OfficeId,
  publication: string,
): AsyncGenerator<PastState, void, undefined> =>
  chainOf(read, `office ${id}`, ({ offices }) => offices?.[id], publication);

export const findState = async (
  states: AsyncIterable<PastState>,
  isIt: (state: PastState) => boolean,
): Promise<PastState | undefined> => {
  for await (const state of states) if (isIt(state)) return state;
  return undefined;
};

/** Most publications are found among so many, or the history ends; then one question more saves all other reads. */
const READ_BEFORE_ASKING = 8;

/**
 * The state of this hash, if it is one of these. What was ever in force was stored: what is not stored is in no history,
 * however long, so that a new state costs at most eight reads and a question (`isStored`).
 */
export const findPast = async (
  states: AsyncIterable<PastState>,
  hash: string,
  isStored: () => Promise<boolean>,
): Promise<PastState | undefined> => {
  let read = 0;
  for await (const state of states) {
    if (state.hash === hash) return state;
    if (++read === READ_BEFORE_ASKING && !(await isStored())) return undefined;
  }
  return undefined;
};
