import * as v from "valibot";
import { officeRoles, type Post } from "../../domain/office/post.ts";
import { postKeys } from "./keys.ts";

type Item = Record<string, unknown>;

const PostItemSchema = v.object({
  schemaVersion: v.literal(1),
  id: v.string(),
  office: v.string(),
  name: v.string(),
  roles: v.array(v.picklist(officeRoles)),
  teams: v.array(v.string()),
});

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parsePostItem = (item: Item): Post => {
  const { schemaVersion: _, ...post } = v.parse(PostItemSchema, item);
  return post as unknown as Post;
};

/** The post with its person, and its copy with the office. */
export const postItems = (personKey: string, post: Post): [Item, Item] => [
  { ...postKeys.post(personKey, post.office), schemaVersion: 1, ...post },
  { ...postKeys.ofOffice(post.office, personKey), schemaVersion: 1, personKey, ...post },
];
