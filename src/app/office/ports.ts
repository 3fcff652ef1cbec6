import type { CaseRecord, EntryPlace } from "../../domain/case/case.ts";
import type { CaseId, OfficeId, SubmissionNumber } from "../../domain/ids.ts";
import type { Post } from "../../domain/office/post.ts";
import type { ListName } from "../../domain/office/worklist.ts";
import type { ArrivalPlace } from "../../domain/office/search.ts";

/** Posts as they are now: sees every write that was answered before. */
export interface PostReader {
  find(personKey: string, office: OfficeId): Promise<Post | undefined>;
  /** All posts of one person, in whatever office. */
  of(personKey: string): Promise<readonly Post[]>;
  /** Everybody who works in the office. */
  inOffice(office: OfficeId): Promise<readonly Post[]>;
}

/** A post with the person who holds it. */
export interface HeldPost {
  personKey: string;
  post: Post;
}

export interface PostStore {
  /**
   * From then on the office has these posts and no others. Repeating after a break-off is harmless: new posts come first,
   * ended ones go last.
   */
  replace(office: OfficeId, posts: readonly HeldPost[]): Promise<{ kept: number; ended: number }>;
}

/** What a list shows of a case; everything a worklist needs lies in its index. */
export type ListedCase = Pick<
  CaseRecord,
  | "id"
  | "state"
  | "catalogue"
  | "updatedAt"
  | "submission"
  | "arrival"
  | "registration"
  | "assignment"
  | "partyName"
  | "deadline"
>;

export interface WorklistPage {
  /** `position`: where the list goes on after this case. */
  cases: readonly (ListedCase & { position: string })[];
  /** Position of the last case read; absent at the end of the list. */
  next?: string;
}

export interface OfficeLists {
  /** Most urgent first, `done` newest first. One call, whatever the length of the list; may miss the last moments. */
  page(office: OfficeId, list: ListName, limit: number, after?: string): Promise<WorklistPage>;
}

export interface NamePage {
  /** By name. */
  ids: readonly CaseId[];
  /** Sort key of the last one read; absent at the end. */
  next?: string;
}

/**
 * Hides where a search goes on: that place is a name, maybe of somebody whose case the clerk may not see. `context` belongs
 * to it; under another one nothing is opened.
 */
export interface CursorSeal {
  seal(position: string, context: string): string;
  /** Undefined: not a cursor of ours. */
  open(cursor: string, context: string): string | undefined;
}

/** Where cases of an office are found by what is known of them. May miss what happened in the last moments. */
export interface CaseSearch {
  /** Cases of parties whose name begins with it (src/domain/office/search.ts); an empty one names all. */
  byName(office: OfficeId, prefix: string, limit: number, after?: string): Promise<NamePage>;
  byArrival(office: OfficeId, place: ArrivalPlace): Promise<CaseId | undefined>;
  bySubmission(number: SubmissionNumber): Promise<CaseId | undefined>;
  byEntry(office: OfficeId, place: EntryPlace): Promise<CaseId | undefined>;
  /** As of now, in no order; drafts and what is gone are left out. */
  cases(ids: readonly CaseId[]): Promise<readonly ListedCase[]>;
}
