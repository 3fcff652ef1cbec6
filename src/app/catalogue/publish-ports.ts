import type { CataloguePointer, PublishedSettlement } from "../../domain/settlement/settlement.ts";
import type { Sha256 } from "./short-hash.ts";

/** JSON as text, an image as bytes. */
export type PublishedContent = string | Uint8Array;

/** A settlement as compiled, with all it refers to. */
export interface ReadySettlement {
  settlement: PublishedSettlement;
  hash: string;
  officeHash: string;
  /** By key in the bucket: the settlement itself, its office, forms and crest. Immutable all of them. */
  objects: ReadonlyMap<string, PublishedContent>;
}

/** The bucket of a region's catalogue, as its publishers see it. */
export interface PublicationStore {
  /** What is in force, with a tag that names exactly this state; `undefined` before the first publication. */
  current(): Promise<{ pointer: CataloguePointer; tag: string } | undefined>;
  /** A published JSON object. Throws when there is none. */
  read<T>(key: string): Promise<T>;
  /** Whether there may be such an object: `false` is certain, and a broken-off publication leaves some, too. */
  has(key: string): Promise<boolean>;
  /** Stores an immutable object; what is there already under its key stays. */
  put(key: string, content: PublishedContent): Promise<void>;
  /**
   * Puts the pointer in force if the one in force is still that of `tag` (`undefined`: if there is none), in one step;
   * `false` when another publisher was faster, and then nothing has changed.
   */
  switchPointer(pointer: CataloguePointer, tag: string | undefined): Promise<boolean>;
}

export interface PublishDependencies {
  store: PublicationStore;
  sha256: Sha256;
  /** ISO instant of now. */
  now: () => string;
  /** Waits before attempt 2, 3 … after another publisher was faster. */
  pause: (attempt: number) => Promise<unknown>;
}
