import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createS3Catalogue } from "../../../src/adapters/s3/catalogue.ts";
import { NothingPublished } from "../../../src/app/catalogue/ports.ts";
import type { FormId, OfficeId, SettlementCode } from "../../../src/domain/ids.ts";

const KOPHAZA = "06895" as SettlementCode;
const s3 = mockClient(S3Client);
afterEach(() => {
  s3.reset();
});

type Output = { Body?: never };

const pointer = (name: string) => ({ versions: name.repeat(16), offices: name.repeat(16) });

/** A bucket of JSON objects whose content a test may change, and a clock it may move. */
const setup = () => {
  const objects: Record<string, unknown> = {
    "catalogue/current.json": { ...pointer("a"), forms: "0".repeat(16) },
    [`catalogue/versions.${"a".repeat(16)}.json`]: { [KOPHAZA]: "b".repeat(16) },
    [`catalogue/forms.${"0".repeat(16)}.json`]: [],
    [`catalogue/offices.${"a".repeat(16)}.json`]: {
      kophaza: { hash: "1".repeat(16), krid: "123456789", books: ["KOPH"], settlements: [KOPHAZA] },
    },
    [`catalogue/office.${"1".repeat(16)}.json`]: { id: "kophaza" },
    [`catalogue/settlement.${"b".repeat(16)}.json`]: { code: KOPHAZA, county: "first" },
    [`catalogue/form.${"f".repeat(16)}.json`]: { id: "sample" },
  };
  const time = { now: 1000 };
  s3.on(GetObjectCommand).callsFake(({ Bucket, Key }: { Bucket: string; Key: string }): Output => {
    const content = Bucket === "bucket" ? objects[Key] : undefined;
    if (content === undefined) throw new Error(`NoSuchKey ${Key}`);
    const Body = { transformToString: () => Promise.resolve(JSON.stringify(content)) };
    return { Body } as unknown as Output;
  });
  const keysRead = () =>
    s3.commandCalls(GetObjectCommand).map((call) => call.args[0].input.Key?.replace(/(.)\1{15}/, "$1"));
  const publish = (listing: string, settlement: string) => {
    objects["catalogue/current.json"] = pointer(listing);
    objects[`catalogue/versions.${listing.repeat(16)}.json`] = { [KOPHAZA]: settlement.repeat(16) };
    objects[`catalogue/settlement.${settlement.repeat(16)}.json`] = { code: KOPHAZA, county: settlement };
  };
  const catalogue = createS3Catalogue({ bucket: "bucket", clock: () => time.now });
  return { catalogue, objects, time, keysRead, publish };
};

const refuseWith = (name: string) =>
  s3.on(GetObjectCommand).rejects(Object.assign(new Error(name), { name }));

describe("createS3Catalogue", () => {
  it("reads settlement and form by hash with one GetObject each, then from memory", async () => {
    const { catalogue, keysRead } = setup();
    expect(await catalogue.settlement("b".repeat(16))).toMatchObject({ county: "first" });
    expect(await catalogue.form("f".repeat(16))).toMatchObject({ id: "sample" });
    await catalogue.settlement("b".repeat(16));
    await catalogue.form("f".repeat(16));
    expect(keysRead()).toEqual(["catalogue/settlement.b.json", "catalogue/form.f.json"]);
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
      "catalogue/versions.a.json",
      "catalogue/settlement.b.json",
    ]);
  });

  it("knows which forms are offered somewhere, as far as the publication says", async () => {
    const { catalogue, objects, time, keysRead } = setup();
    const form = "sample" as FormId;
    expect(await catalogue.offersForm(form)).toBe(false);
    objects["catalogue/current.json"] = { ...pointer("a"), forms: "e".repeat(16) };
    objects[`catalogue/forms.${"e".repeat(16)}.json`] = ["sample"];
    time.now += 30;
    expect(await catalogue.offersForm(form)).toBe(true);
    expect(await catalogue.offersForm("constructor" as FormId)).toBe(false);
    expect(keysRead().filter((key) => key === "catalogue/forms.e.json")).toHaveLength(1);
  });

  it("finds the current settlement with its hash; undefined when there is none", async () => {
    const { catalogue } = setup();
    expect(await catalogue.currentSettlement(KOPHAZA)).toEqual({
      settlement: { code: KOPHAZA, county: "first" },
      hash: "b".repeat(16),
    });
    expect(await catalogue.currentSettlement("08518" as SettlementCode)).toBeUndefined();
    expect(await catalogue.currentSettlement("__proto__" as SettlementCode)).toBeUndefined();
  });

  it("sees a publication after 30 seconds at the latest", async () => {
    const { catalogue, time, publish, keysRead } = setup();
    const county = async () => (await catalogue.currentSettlement(KOPHAZA))?.settlement.county;
    expect(await county()).toBe("first");
    publish("c", "d");
    time.now += 29;
    expect(await county()).toBe("first");
    expect(keysRead()).toHaveLength(3);
    time.now += 1;
    expect(await county()).toBe("d");
    expect(keysRead().slice(3)).toEqual([
      "catalogue/current.json",
      "catalogue/versions.c.json",
      "catalogue/settlement.d.json",
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
    const hash = "e".repeat(16);
    await expect(catalogue.settlement(hash)).rejects.toThrow("NoSuchKey");
    objects[`catalogue/settlement.${hash}.json`] = { county: "late" };
    expect(await catalogue.settlement(hash)).toEqual({ county: "late" });
  });

  it("does not remember a pointer it could not read", async () => {
    const { catalogue, objects } = setup();
    const current = objects["catalogue/current.json"];
    delete objects["catalogue/current.json"];
    await expect(catalogue.currentSettlement(KOPHAZA)).rejects.toThrow("NoSuchKey");
    objects["catalogue/current.json"] = current;
    expect(await catalogue.currentSettlement(KOPHAZA)).toBeDefined();
  });
});
