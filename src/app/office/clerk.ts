import type { AccountId, OfficeId } from "../../domain/ids.ts";
import type { Post } from "../../domain/office/post.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { PostReader } from "./ports.ts";

/** Who asks, and in which office they say they work. */
export interface Clerk {
  personKey: string;
  account: AccountId;
  office: OfficeId;
}

export interface NotAClerk {
  code: "not-a-clerk";
}

/** The post the person has in the office at this moment. */
export const findPost = async (
  posts: Pick<PostReader, "find">,
  { personKey, office }: Clerk,
): Promise<Result<Post, NotAClerk>> => {
  const post = await posts.find(personKey, office);
  return post ? success(post) : failure({ code: "not-a-clerk" });
};

/**
 * Reads data while the post is looked up beside it, so that a page costs no call more. Whoever has no post gets nothing of
 * the data, not even that reading it went wrong.
 */
export const readAsClerk = async <T>(
  posts: Pick<PostReader, "find">,
  clerk: Clerk,
  read: () => Promise<T>,
): Promise<Result<{ post: Post; data: T }, NotAClerk>> => {
  const reading = read();
  reading.catch(() => undefined);
  const post = await findPost(posts, clerk);
  return post.ok ? success({ post: post.value, data: await reading }) : post;
};
