import type { CaseDocument } from "../../domain/case/case-document.ts";
import type { Attachment, EntryPlace } from "../../domain/case/case.ts";
import type { CaseChange } from "../../domain/case/change.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { BookAddress, BookCounter, RegistryEntry } from "../../domain/registry/book.ts";
import type { Dossier } from "../cases/ports.ts";

/** Everything of a submitted case: what was submitted, and what came later. */
export interface CaseFile extends Dossier {
  /** Oldest first. */
  documents: readonly CaseDocument[];
  /** Files that came with later documents, or wait for one. */
  laterFiles: readonly Attachment[];
}

export interface CaseFileReader {
  /** As of now: sees every write that was answered before. One call. */
  find(id: CaseId): Promise<CaseFile | undefined>;
}

export interface CaseworkStore extends CaseFileReader {
  /** The counter of a book's year; absent: no number given yet. */
  findBook(address: BookAddress): Promise<BookCounter | undefined>;
  /** A numbered entry of a book. */
  findEntry(office: OfficeId, place: EntryPlace): Promise<RegistryEntry | undefined>;
  /**
   * One transaction. `read-again`: the case or the book has changed since it was read, or nobody knows what happened (no
   * answer); read before anything else.
   */
  commit(change: CaseChange): Promise<"committed" | "read-again">;
}
