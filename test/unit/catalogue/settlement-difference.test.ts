import { describe, expect, it } from "vitest";
import { settlementDifferences } from "../../../src/app/catalogue/settlement-difference.ts";
import type { FormId } from "../../../src/domain/ids.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import { aReadySettlement } from "./publishing.ts";

const { settlement: base } = aReadySettlement({ forms: ["a", "b"] });

const differences = (before: Partial<PublishedSettlement>, after: Partial<PublishedSettlement>) =>
  settlementDifferences({ ...base, ...before }, { ...base, ...after });

const rate = (from: string, value: number) => ({ from, rate: value });
const parameters = (...periods: { from: string; rate: number }[]) =>
  ({ parameters: { "business-tax": periods } }) as unknown as Partial<PublishedSettlement>;

const to = (form: string) => ({ form: form as FormId, team: "ado" });

const notice = (text: string): Partial<PublishedSettlement> => ({
  texts: {
    notice: {
      hu: [
        { kind: "paragraph", content: [{ kind: "text", text: "Zárva:" }] },
        {
          kind: "list",
          ordered: false,
          items: [[{ kind: "strong", content: [{ kind: "text", text }] }]],
        },
      ],
    },
  },
});

describe("settlementDifferences", () => {
  it("is empty for what is the same, in whatever order its fields stand", () => {
    const { code, ...rest } = base;
    expect(settlementDifferences(base, { ...rest, code })).toEqual([]);
  });

  it("names a rate by its group and the day it holds from", () => {
    expect(differences(parameters(rate("2026-01-01", 18)), parameters(rate("2026-01-01", 20)))).toEqual([
      { section: "rates and reliefs", what: "business-tax 2026-01-01 rate", before: "18", after: "20" },
    ]);
  });

  it("names what comes and what goes", () => {
    const old = parameters(rate("2026-01-01", 18));
    const both = parameters(rate("2026-01-01", 18), rate("2027-01-01", 20));
    expect(differences(old, both)).toEqual([
      { section: "rates and reliefs", what: "business-tax 2027-01-01 rate", after: "20" },
    ]);
    const [goes] = differences(both, old);
    expect(goes).not.toHaveProperty("after");
  });

  it("names a service that comes, by its form", () => {
    const [first] = base.services;
    if (!first) throw new Error("The sample has services");
    expect(differences({ services: [first] }, {})).toMatchObject([{ section: "services", what: "b" }]);
  });

  it("tells all of a settlement that is not published yet, in lines people can read", () => {
    const found = settlementDifferences(undefined, {
      ...base,
      ...parameters(rate("2026-01-01", 18)),
      ...notice("kedd"),
    });
    expect(
      found.every(
        ({ before, after = "" }) => before === undefined && !/[{}]/.test(after.replaceAll(/{[a-z]+}/g, "")),
      ),
    ).toBe(true);
    const [service] = base.services;
    expect(found).toContainEqual({
      section: "services",
      what: service?.form,
      after: `${service?.title.hu} ${service?.version}`,
    });
    expect(found).toContainEqual({
      section: "rates and reliefs",
      what: "business-tax 2026-01-01 rate",
      after: "18",
    });
    expect(found).toContainEqual({ section: "texts", what: "notice hu", after: "Zárva: kedd" });
    expect(new Set(found.map(({ section }) => section))).toContain("office");
  });

  it("tells that only the order has changed, because the first route counts", () => {
    expect(differences({ routes: [to("a"), to("b")] }, { routes: [to("b"), to("a")] })).toEqual([
      { section: "filing", what: "routes order", before: "a, b", after: "b, a" },
    ]);
  });

  it("shows texts as text", () => {
    expect(differences(notice("hétfő"), notice("kedd"))).toEqual([
      { section: "texts", what: "notice hu", before: "Zárva: hétfő", after: "Zárva: kedd" },
    ]);
  });

  it("misses nothing: every field belongs to a section", () => {
    const changed = JSON.parse(JSON.stringify(base), (key, value: unknown) =>
      typeof value === "string" && key !== "code" ? `${value}!` : value,
    ) as PublishedSettlement;
    const found = differences({}, changed);
    for (const what of ["name hu", "county", "district", "postcodes", "book"])
      expect(found.map((one) => one.what)).toContain(what);
  });
});
