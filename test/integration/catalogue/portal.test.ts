import { execFile } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  type PublishedSettlement,
  type PublishedVersions,
} from "../../../src/domain/settlement/settlement.ts";
import { startTestPortal } from "../../support/portal.ts";

const root = join(import.meta.dirname, "../../..");
const KOPHAZA = "06895";

let portal: Portal;
let stateDir = "";
let folder = "";

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "portal-"));
  portal = await startTestPortal({ stateDir });
  folder = mkdtempSync(join(tmpdir(), "municipality-"));
  const own = globSync("{settlements/06895-*,offices/kophaza.yaml}", { cwd: join(root, "catalogue") });
  for (const file of own) cpSync(join(root, "catalogue", file), join(folder, file));
});
afterAll(async () => {
  await portal.stop();
  for (const directory of [stateDir, folder]) rmSync(directory, { recursive: true, force: true });
});

interface Ran {
  code: number;
  out: string;
  error: string;
}

const ohp = (...words: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const environment = { PATH: process.env["PATH"], PORTAL_STATE: stateDir };
    const command = [join(root, "bin/ohp.ts"), "settlement", ...words, "--region", "local"];
    execFile(process.execPath, command, { env: environment }, (failure, out, error) => {
      resolve({ code: Number(failure?.code ?? 0), out, error });
    });
  });

const publish = (...words: string[]) => ohp("publish", ...words, "--catalogue", folder);

const get = async <T>(path: string): Promise<T> => {
  const answer = await fetch(`${portal.origin}/${path}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
};

const pointer = () => get<CataloguePointer>(cataloguePaths.pointer);

const seen = async (code = KOPHAZA): Promise<PublishedSettlement> => {
  const versions = await get<Record<string, string>>(cataloguePaths.versions((await pointer()).versions));
  return get<PublishedSettlement>(cataloguePaths.settlement(versions[code] ?? ""));
};

const change = (file: string, edit: (text: string) => string): void => {
  const path = join(folder, file);
  const text = edit(readFileSync(path, "utf8"));
  expect(text).not.toBe(readFileSync(path, "utf8"));
  writeFileSync(path, text);
};
const OFFICE = "offices/kophaza.yaml";
/** The contact stands last in the office's file. */
const setEmail = (name: string): void =>
  change(OFFICE, (text) => `${text.replace(/ {2}email: .*\n/, "")}  email: ${name}@kophaza.example\n`);

const caching = async (path: string) =>
  (await fetch(`${portal.origin}/${path}`)).headers.get("cache-control");

const examine = async (code: string) =>
  JSON.parse((await ohp("doctor", code, "--json")).out) as {
    findings: { what: string; of?: string; result: string; message: string }[];
  };

const behave = (receive: string) =>
  fetch(`${portal.origin}/local/tax-system`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ behaviour: { receive } }),
  });

const put = ({ operation }: { operation: string }): boolean => operation === "PutObject";

describe("publishing to a running portal", () => {
  it("npm start has published the project's settlements", async () => {
    const versions = await get<PublishedVersions>(cataloguePaths.versions((await pointer()).versions));
    expect(Object.keys(versions)).toContain(KOPHAZA);
    expect((await pointer()).version).toBe(1);
  });

  it("is seen through CloudFront at once: immutable objects, and a pointer kept for 30 seconds", async () => {
    setEmail("state1");
    expect(await publish(KOPHAZA)).toMatchObject({ code: 0, error: "" });
    expect((await seen()).office.contact.email).toBe("state1@kophaza.example");
    const { version, versions } = await pointer();
    expect(version).toBe(2);
    expect(await caching(cataloguePaths.pointer)).toContain("s-maxage=30");
    expect(await caching(cataloguePaths.versions(versions))).toContain("immutable");
  });

  it("a mistake keeps the settlement as it was published, named with file, line and column", async () => {
    const before = readFileSync(join(folder, OFFICE), "utf8");
    change(OFFICE, (text) => text.replace("krid:", "kridd:"));
    const { code, error } = await publish("kophaza");
    expect(code).toBe(1);
    expect(error).toMatch(/offices\/kophaza\.yaml:\d+:\d+: .*krid/);
    expect((await pointer()).version).toBe(2);
    writeFileSync(join(folder, OFFICE), before);
  });

  it("refuses the older state, and says how to go back to it; the rollback does", async () => {
    setEmail("state2");
    await publish("Kópháza");
    setEmail("state1");
    const refused = await publish(KOPHAZA);
    expect(refused.code).toBe(1);
    expect(refused.error).toContain(`npx ohp settlement rollback ${KOPHAZA} --to 2 --region local`);
    expect((await seen()).office.contact.email).toBe("state2@kophaza.example");
    expect(await ohp("rollback", KOPHAZA)).toMatchObject({ code: 0 });
    expect((await seen()).office.contact.email).toBe("state1@kophaza.example");
  });

  it("status names the versions a settlement can go back to, list what is published, diff what would change", async () => {
    const status = JSON.parse((await ohp("status", KOPHAZA, "--json")).out) as {
      states: { version: number }[];
    };
    expect(status.states.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
    expect((await ohp("status")).out).toMatch(/version 4, \d+ settlements/);
    expect((await ohp("list")).out).toMatch(/^06895 +Kópháza/m);
    setEmail("state9");
    const diff = await ohp("diff", KOPHAZA, "--catalogue", folder);
    expect(diff).toMatchObject({ code: 0, error: "" });
    expect(diff.out).toContain("contact email: state1@kophaza.example → state9@kophaza.example");
    expect((await pointer()).version).toBe(4);
  });

  it("the doctor finds a whole settlement fine, down to its specialist system, and a dead system wrong", async () => {
    const kophaza = (await examine(KOPHAZA)).findings;
    expect(kophaza.filter(({ result }) => result === "wrong")).toEqual([]);
    const { findings } = await examine("02495");
    // The example has a tax system, and nobody in its teams (local/clerks.yaml).
    const wrong = findings.filter(({ result }) => result === "wrong");
    expect(wrong.map(({ what }) => what)).toEqual(["clerks", "clerks"]);
    const results = (what: string) => [
      ...new Set(findings.filter((one) => one.what === what).map(({ result }) => result)),
    ];
    for (const what of ["published", "page", "login", "service", "webhook"])
      expect(results(what)).toEqual(["fine"]);
    expect((await behave("down")).ok).toBe(true);
    expect((await examine("02495")).findings).toContainEqual({
      what: "webhook",
      of: "ado",
      result: "wrong",
      message: "does not take the portal's message: status-503",
    });
    await behave("take");
  });

  it("a publish killed half-way has changed nothing that is seen, and is repeated", async () => {
    const before = await pointer();
    setEmail("state3");
    for (const skip of [0, 2, 5]) {
      portal.gateway.setRules([
        { when: put, skip, fault: { kind: "refuse", status: 403, code: "AccessDenied" } },
      ]);
      expect((await publish(KOPHAZA)).code).toBe(1);
      expect(await pointer()).toEqual(before);
    }
    portal.gateway.setRules([]);
    expect((await publish(KOPHAZA)).code).toBe(0);
    expect((await seen()).office.contact.email).toBe("state3@kophaza.example");
  });

  it("two at once lose nothing of each other", async () => {
    setEmail("state4");
    const before = (await pointer()).version;
    const reports = await Promise.all([
      publish(KOPHAZA),
      ohp("rollback", "08518", "--to", "1"),
      publish(KOPHAZA),
    ]);
    // Of two who publish the same one may find it published.
    expect(reports.map(({ code }) => code)).toEqual([0, 1, 0]);
    expect((await pointer()).version).toBeGreaterThan(before);
    expect((await seen()).office.contact.email).toBe("state4@kophaza.example");
  });

  it.each([
    ["no region", ["publish", KOPHAZA], "--region"],
    ["a typo", ["publish", "kophza"], "Did you mean kophaza"],
    ["neither settlements nor --all", ["publish"], "--all"],
  ])("says what is wrong with %s, without a stack trace", async (what, words, sentence) => {
    const environment = { PATH: process.env["PATH"], PORTAL_STATE: stateDir };
    const where = what === "no region" ? [] : ["--region", "local"];
    const ran = await new Promise<Ran>((resolve) => {
      const command = [join(root, "bin/ohp.ts"), "settlement", ...words, ...where, "--catalogue", folder];
      execFile(process.execPath, command, { env: environment }, (failure, out, error) =>
        resolve({ code: Number(failure?.code ?? 0), out, error }),
      );
    });
    expect(ran.code).toBe(2);
    expect(ran.error).toContain(sentence);
    expect(ran.error).not.toMatch(/\n\s+at /);
  });
});
