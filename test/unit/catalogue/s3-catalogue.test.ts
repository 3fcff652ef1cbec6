import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createS3Catalogue } from "../../../src/adapters/s3/catalogue.ts";
import { CatalogueDamaged, NothingPublished } from "../../../src/app/catalogue/ports.ts";
import { shortHash } from "../../../src/app/catalogue/short-hash.ts";
import type { FormId, OfficeId, SettlementCode } from "../../../src/domain/ids.ts";
import { cataloguePaths, type PublishedOffices } from "../../../src/domain/settlement/settlement.ts";
import { HARKA, KOPHAZA, sha256 } from "./publishing.ts";

const s3 = mockClient(S3Client);
afterEach(() => {
  s3.reset();
});

type Output = { Body?: never };

/** Which kind of object a key is of. */
const kindOf = (key = ""): string => key.replace(/\.[0-9a-f]{16}/, "");

const officesWith = (hash: string): PublishedOffices => ({
  ["kophaza" as OfficeId]: { hash, krid: "123456789", books: ["KOPH"], settlements: [KOPHAZA] },
});

/** A bucket of objects named by their content, which a test may change, and a clock it may move. */
const setup = () => {
  const objects: Record<string, string> = {};
  const put = (pathOf: (hash: string) => string, content: unknown): string => {
    const text = JSON.stringify(content);
    const hash = shortHash(sha256, text);
    objects[pathOf(hash)] = text;
    return hash;
  };
  /** As a publication does it. */
  const publish = ({ county = "first", forms = [] }: { county?: string; forms?: string[] } = {}) => {
    const settlement = put(cataloguePaths.settlement, { code: KOPHAZA, county });
    const office = put(cataloguePaths.office, { id: "kophaza" });
    objects[cataloguePaths.pointer] = JSON.stringify({
      version: 1,
      settlements: "s",
      publication: "p",
      entries: "e",
      versions: put(cataloguePaths.versions, { [KOPHAZA]: settlement, [HARKA]: harka }),
      forms: put(cataloguePaths.offeredForms, forms),
      offices: put(cataloguePaths.offices, officesWith(office)),
    });
    return { settlement, office };
  };
  const harka = put(cataloguePaths.settlement, { code: HARKA });
  const form = put(cataloguePaths.form, { id: "sample" });
  const hashes = { ...publish(), form };
  const time = { now: 1000 };
  s3.on(GetObjectCommand).callsFake(({ Bucket, Key }: { Bucket: string; Key: string }): Output => {
    const content = Bucket === "bucket" ? objects[Key] : undefined;
    if (content === undefined) throw new Error(`NoSuchKey ${Key}`);
    const Body = { transformToString: () => Promise.resolve(content) };
    return { Body } as unknown as Output;
  });
  const keysRead = () => s3.commandCalls(GetObjectCommand).map((call) => kindOf(call.args[0].input.Key));
  const catalogue = createS3Catalogue({ bucket: "bucket", clock: () => time.now });
  return { catalogue, objects, hashes, time, keysRead, publish };
};

/** All that must not be taken for what was published. */
const damages: readonly [string, (text: string) => string][] = [
  ["a flipped bit that leaves it JSON", (text) => text.replace("0", "1")],
  ["its end missing", (text) => text.slice(0, -5)],
  ["null in its place", () => "null"],
  ["nothing in it", () => ""],
];

const refuseWith = (name: string) =>
  s3.on(GetObjectCommand).rejects(Object.assign(new Error(name), { name }));

describe("createS3Catalogue", () => {
  it("reads settlement and form by hash with one GetObject each, then from memory", async () => {
    const { catalogue, hashes, keysRead } = setup();
    expect(await catalogue.settlement(hashes.settlement)).toMatchObject({ county: "first" });
    expect(await catalogue.form(hashes.form)).toMatchObject({ id: "sample" });
    await catalogue.settlement(hashes.settlement);
    await catalogue.form(hashes.form);
    expect(keysRead()).toEqual(["catalogue/settlement.json", "catalogue/form.json"]);
  });

  it("says that nothing is published yet, as long as there is no pointer", async () => {
    const { catalogue } = setup();
    for (const name of ["NoSuchKey", "AccessDenied"]) {
      refuseWith(name);
      await expect(catalogue.currentSettlement(KOPHAZA)).rejects.toThrow(NothingPublished);
    }
    refuseWith("SlowDown");
    await expect(catalogue.currentSettlement(KOPHAZA)).rejects.toThrow("SlowDown");
  });

  it("shares one read between parallel callers", async () => {
    const { catalogue, keysRead } = setup();
    await Promise.all([1, 2, 3].map(() => catalogue.currentSettlement(KOPHAZA)));
    expect(keysRead()).toEqual([
      "catalogue/current.json",
      "catalogue/versions.json",
      "catalogue/settlement.json",
    ]);
  });

  it("knows which forms are offered somewhere, as far as the publication says", async () => {
    const { catalogue, publish, time, keysRead } = setup();
    const form = "sample" as FormId;
    expect(await catalogue.offersForm(form)).toBe(false);
    publish({ forms: ["sample"] });
    time.now += 30;
    expect(await catalogue.offersForm(form)).toBe(true);
    expect(await catalogue.offersForm("constructor" as FormId)).toBe(false);
    expect(keysRead().filter((key) => key === "catalogue/forms.json")).toHaveLength(2);
  });

  it("finds the current settlement with its hash; undefined when there is none", async () => {
    const { catalogue, hashes } = setup();
    expect(await catalogue.currentSettlement(KOPHAZA)).toEqual({
      settlement: { code: KOPHAZA, county: "first" },
      hash: hashes.settlement,
    });
    expect(await catalogue.currentSettlement("08518" as SettlementCode)).toBeUndefined();
    expect(await catalogue.currentSettlement("__proto__" as SettlementCode)).toBeUndefined();
  });

  it("sees a publication after 30 seconds at the latest", async () => {
    const { catalogue, time, publish, keysRead } = setup();
    const county = async () => (await catalogue.currentSettlement(KOPHAZA))?.settlement.county;
    expect(await county()).toBe("first");
    publish({ county: "second" });
    time.now += 29;
    expect(await county()).toBe("first");
    expect(keysRead()).toHaveLength(3);
    time.now += 1;
    expect(await county()).toBe("second");
    expect(keysRead().slice(3)).toEqual([
      "catalogue/current.json",
      "catalogue/versions.json",
      "catalogue/settlement.json",
    ]);
  });

  it("finds an office as published now; undefined when no settlement belongs to it", async () => {
    const { catalogue } = setup();
    expect(await catalogue.currentOffice("kophaza" as OfficeId)).toEqual({ id: "kophaza" });
    expect(await catalogue.currentOffice("sopron" as OfficeId)).toBeUndefined();
    expect(await catalogue.currentOffice("constructor" as OfficeId)).toBeUndefined();
  });

  it("looks at nothing but the pointer when nothing was published", async () => {
    const { catalogue, time, keysRead } = setup();
    await catalogue.currentSettlement(KOPHAZA);
    time.now += 30;
    await catalogue.currentSettlement(KOPHAZA);
    expect(keysRead().slice(3)).toEqual(["catalogue/current.json"]);
  });

  it("throws for a hash nothing was published under, and asks again the next time", async () => {
    const { catalogue, objects } = setup();
    const text = JSON.stringify({ county: "late" });
    const hash = shortHash(sha256, text);
    await expect(catalogue.settlement(hash)).rejects.toThrow("NoSuchKey");
    objects[cataloguePaths.settlement(hash)] = text;
    expect(await catalogue.settlement(hash)).toEqual({ county: "late" });
  });

  it("does not remember a pointer it could not read", async () => {
    const { catalogue, objects } = setup();
    const current = objects[cataloguePaths.pointer] ?? "";
    delete objects[cataloguePaths.pointer];
    await expect(catalogue.currentSettlement(KOPHAZA)).rejects.toThrow("NoSuchKey");
    for (const damaged of ["", "{", "null", "{}"]) {
      objects[cataloguePaths.pointer] = damaged;
      await expect(catalogue.currentSettlement(KOPHAZA)).rejects.toThrow(CatalogueDamaged);
    }
    objects[cataloguePaths.pointer] = current;
    expect(await catalogue.currentSettlement(KOPHAZA)).toBeDefined();
  });

  it.each(damages)(
    "uses no settlement with %s, until it is whole again; others go on",
    async (_, damaged) => {
      const { catalogue, objects, hashes } = setup();
      const key = cataloguePaths.settlement(hashes.settlement);
      const whole = objects[key] ?? "";
      objects[key] = damaged(whole);
      for (const read of [
        () => catalogue.settlement(hashes.settlement),
        () => catalogue.currentSettlement(KOPHAZA),
      ]) {
        await expect(read()).rejects.toThrow(new CatalogueDamaged(key));
      }
      expect((await catalogue.currentSettlement(HARKA))?.settlement).toEqual({ code: HARKA });
      objects[key] = whole;
      expect((await catalogue.currentSettlement(KOPHAZA))?.settlement.county).toBe("first");
    },
  );

  it("uses no damaged form, office or list either", async () => {
    const { catalogue, objects, hashes } = setup();
    for (const key of Object.keys(objects)) if (key !== cataloguePaths.pointer) objects[key] += " ";
    for (const read of [
      () => catalogue.form(hashes.form),
      () => catalogue.currentOffice("kophaza" as OfficeId),
      () => catalogue.offersForm("sample" as FormId),
      () => catalogue.currentSettlement(KOPHAZA),
    ]) {
      await expect(read()).rejects.toThrow(CatalogueDamaged);
    }
  });
});
