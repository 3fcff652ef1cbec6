import { type Result, success } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { session } from "../portal.ts";
import { createStore, type Store } from "../store.ts";
import { type OfficePost, readPosts } from "./calls.ts";
import { rememberClerk } from "./known-clerk.ts";

/**
 * The posts of the person, asked for once while the page lives: what a post allows is decided by the portal at every
 * request, here they only say which pages there are.
 */
let known: { person: string; posts: readonly OfficePost[] } | undefined;

const person = (): string => {
  const state = session.state.get();
  return "person" in state ? state.person : "";
};

export const loadPosts = async (): Promise<Result<readonly OfficePost[], ApiFailure>> => {
  const who = person();
  if (known && known.person === who) return success(known.posts);
  const answer = await readPosts();
  if (!answer.ok) return answer;
  known = { person: who, posts: answer.value.posts };
  rememberClerk(known.posts.length > 0 ? who : undefined);
  return success(known.posts);
};

/** Where a list was left, so that the case's page can lead back to it. Nothing of it stands in an address. */
export const lastList: Store<string | undefined> = createStore<string | undefined>(undefined);
