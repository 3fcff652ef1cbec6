import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Portal } from "../../../local/runtime.ts";
import { createDynamoPostStore } from "../../../src/adapters/dynamo/post-store.ts";
import { personKeyOf } from "../../../src/app/acting/person-key.ts";
import type { OfficeCase, WorklistEntry } from "../../../src/contract/office.ts";
import type { OfficeId } from "../../../src/domain/ids.ts";
import { type Client, logIn } from "../cases/client.ts";

interface ClerksFile {
  offices: {
    office: string;
    clerks: {
      name: string;
      person: { birthName: string; mothersName: string; placeOfBirth: string; dateOfBirth: string };
    }[];
  }[];
}

const clerks = (
  parse(readFileSync(join(import.meta.dirname, "../../../local/clerks.yaml"), "utf8")) as ClerksFile
).offices.flatMap(({ office, clerks: held }) => held.map((clerk) => ({ office, ...clerk })));

const find = (name: string) => {
  const clerk = clerks.find((one) => one.name === name);
  if (!clerk) throw new Error(`Nobody is called ${name} in local/clerks.yaml`);
  return clerk;
};

/** A clerk of local/clerks.yaml with an open session. */
export const logInClerk = (portal: Portal, name: string): Promise<Client> => {
  const { person } = find(name);
  return logIn(portal, name, { person: { name, ...person } });
};

/** Takes the post away as the operator's next import would; the answer gives it back. */
export const withdrawPost = async (portal: Portal, name: string): Promise<() => Promise<void>> => {
  const { office, person } = find(name);
  const store = createDynamoPostStore({ tableName: portal.environment("office")["ACCOUNTS_TABLE"] ?? "" });
  const held = await Promise.all(
    clerks
      .filter((clerk) => clerk.office === office)
      .map(async (clerk) => {
        const personKey = (await personKeyOf(clerk.person)) ?? "";
        const post = await store.find(personKey, office as OfficeId);
        if (!post) throw new Error(`${clerk.name} has no post`);
        return { personKey, post };
      }),
  );
  const gone = await personKeyOf(person);
  await store.replace(
    office as OfficeId,
    held.filter(({ personKey }) => personKey !== gone),
  );
  return async () => void (await store.replace(office as OfficeId, held));
};

/** What a clerk's pages ask for. */
export const deskOf = (clerk: Client, office = "kophaza") => {
  const base = `/api/office/${office}`;
  return {
    get: <Body = never>(path: string) => clerk.call<Body>("GET", `${base}${path}`),
    post: <Body = never>(path: string, body?: unknown) => clerk.call<Body>("POST", `${base}${path}`, body),
    read: async (id: string): Promise<OfficeCase> => {
      const answer = await clerk.call<OfficeCase>("GET", `${base}/cases/${id}`);
      if (answer.status !== 200) throw new Error(`Not read: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    list: async (list: string): Promise<WorklistEntry[]> =>
      (await clerk.call<{ entries: WorklistEntry[] }>("GET", `${base}/worklist?list=${list}`)).body.entries,
    search: async (text: string): Promise<string[]> =>
      (await clerk.call<{ entries: WorklistEntry[] }>("POST", `${base}/search`, { text })).body.entries.map(
        ({ id }) => id,
      ),
    act: (id: string, action: object) =>
      clerk.call<OfficeCase>("POST", `${base}/cases/${id}/actions`, action),
  };
};
export type Desk = ReturnType<typeof deskOf>;
