import * as v from "valibot";
import { toPersonKey } from "../../domain/acting/person-key.ts";
import type { OfficeId } from "../../domain/ids.ts";
import { officeRoles } from "../../domain/office/post.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { personKeyOf } from "../acting/person-key.ts";
import { PersonSource, TextSource } from "../acting/person-source.ts";
import {
  type CatalogueProblem,
  type InvalidSource,
  readSource,
  type Source,
  type SourceFile,
} from "../catalogue/source.ts";
import { sha256 } from "../session/token.ts";
import type { HeldPost, PostStore } from "./ports.ts";

/** Who works in which office. The person is recognised at login by the natural identification data. */
const PostsSource = v.strictObject({
  offices: v.array(
    v.strictObject({
      office: TextSource,
      clerks: v.array(
        v.strictObject({
          person: PersonSource,
          /** As it stands on documents. */
          name: TextSource,
          roles: v.pipe(
            v.array(v.picklist(officeRoles, `must be one of ${officeRoles.join(", ")}`)),
            v.minLength(1, "must have at least one role"),
          ),
          teams: v.optional(v.array(TextSource), []),
        }),
      ),
    }),
  ),
});
type PostsSource = v.InferOutput<typeof PostsSource>;
type OfficeEntry = PostsSource["offices"][number];

/** The published offices' teams, so that a slip of the pen in a team's name is found before somebody misses their cases. */
export type TeamsOf = (office: string) => readonly string[] | undefined;

/** Says nothing of the person, and is the same after every import. */
const postId = async (office: string, personKey: string): Promise<string> =>
  toPersonKey(await sha256(`post|${office}|${personKey}`)).slice(0, 12);

const readOffice = async (
  { office, clerks }: OfficeEntry,
  index: number,
  { problemAt }: Source<PostsSource>,
  teamsOf: TeamsOf,
): Promise<{ posts: HeldPost[]; problems: CatalogueProblem[] }> => {
  const problems: CatalogueProblem[] = [];
  const posts: HeldPost[] = [];
  const teams = teamsOf(office);
  if (!teams) problems.push(problemAt(["offices", index, "office"], `is ${office}, which is no office`));
  for (const [place, { person, name, roles, teams: own }] of clerks.entries()) {
    const path = ["offices", index, "clerks", place];
    const personKey = await personKeyOf(person);
    if (personKey === undefined) {
      problems.push(problemAt([...path, "person"], "names nobody: each part needs letters or digits"));
      continue;
    }
    if (posts.some((held) => held.personKey === personKey))
      problems.push(problemAt([...path, "person"], "already has a post in this office"));
    for (const [number, team] of own.entries())
      if (teams && !teams.includes(team))
        problems.push(problemAt([...path, "teams", number], `is ${team}; the teams are ${teams.join(", ")}`));
    if (roles.includes("case-officer") && own.length === 0)
      problems.push(problemAt([...path, "roles"], "make a case officer, who needs a team"));
    const id = await postId(office, personKey);
    posts.push({
      personKey,
      post: { id, office: office as OfficeId, name, roles: [...new Set(roles)], teams: [...new Set(own)] },
    });
  }
  return { posts, problems };
};

export interface ImportedPosts {
  office: string;
  kept: number;
  ended: number;
}

/**
 * Loads a file (YAML) of offices with their clerks: each office named in it then has these posts and no others; whoever is
 * not in it any more has no access from the next request on. All or nothing: one mistake anywhere changes nothing, and
 * every mistake is named with file, line and field.
 */
export const importPosts = async (
  store: PostStore,
  file: SourceFile,
  teamsOf: TeamsOf,
): Promise<Result<ImportedPosts[], InvalidSource>> => {
  const source = readSource(file, PostsSource);
  if (!source.ok) return source;
  const { offices } = source.value.value;
  const read = await Promise.all(
    offices.map((entry, index) => readOffice(entry, index, source.value, teamsOf)),
  );
  const problems = read.flatMap((one) => one.problems);
  for (const [index, { office }] of offices.entries())
    if (offices.findIndex((other) => other.office === office) < index)
      problems.push(source.value.problemAt(["offices", index, "office"], "stands in this file twice"));
  if (problems.length > 0) return failure({ code: "invalid-source", problems });
  const imported: ImportedPosts[] = [];
  for (const [index, { office }] of offices.entries())
    imported.push({ office, ...(await store.replace(office as OfficeId, read[index]?.posts ?? [])) });
  return success(imported);
};
