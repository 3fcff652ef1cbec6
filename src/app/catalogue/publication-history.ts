import type { SettlementCode } from "../../domain/ids.ts";
import type { Publication } from "../../domain/settlement/publication.ts";
import { cataloguePaths } from "../../domain/settlement/settlement.ts";
import type { PublicationStore } from "./publish-ports.ts";

/** A state of one settlement that is or was in force. */
export interface PastState {
  hash: string;
  /** The publication that brought it. */
  publication: string;
  version: number;
  publishedAt: string;
  kind: Publication["kind"];
  /** Of a rollback: hash of the publication that had brought this state first. */
  restores?: string;
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

/**
 * The settlement's states, the one in force first. Takes one read for each, so whoever looks for one stops early.
 * `publication`: hash of the publication that brought the state in force.
 */
export async function* statesOf(
  read: ReadPublication,
  code: SettlementCode,
  publication: string,
): AsyncGenerator<PastState, void, undefined> {
  let hash: string | undefined = publication;
  while (hash !== undefined) {
    const { changes, version, publishedAt, kind } = await read(hash);
    const change = changes[code];
    if (!change) throw new Error(`Publication ${hash} says nothing of settlement ${code}`);
    const { restores } = change;
    yield {
      hash: change.hash,
      publication: hash,
      version,
      publishedAt,
      kind,
      ...(restores !== undefined && { restores }),
    };
    hash = change.before?.publication;
  }
}

export const findState = async (
  states: AsyncIterable<PastState>,
  isIt: (state: PastState) => boolean,
): Promise<PastState | undefined> => {
  for await (const state of states) if (isIt(state)) return state;
  return undefined;
};
