import { describe, expect, it } from "vitest";
import { readCurrentOffice } from "../../../web/src/api/current-office.ts";
import { createCatalogueReader } from "../../../web/src/api/catalogue.ts";
import { api } from "../../../src/contract/api.ts";
import { type ClientPorts, createCall } from "../../../web/src/api/client.ts";
import { accountEndpoints } from "../../../web/src/api/account-endpoints.ts";
import { caseEndpoints } from "../../../web/src/api/case-endpoints.ts";
import { type Endpoint, endpoints } from "../../../web/src/api/endpoints.ts";
import { officeEndpoints } from "../../../web/src/api/office-endpoints.ts";

const allEndpoints = { ...endpoints, ...caseEndpoints, ...accountEndpoints, ...officeEndpoints };

const isFile = ([, , trait]: Endpoint): boolean => trait === "file";

const reply = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers });

const setup = (...replies: (Response | "no answer")[]) => {
  const requests: { url: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const ports: ClientPorts = {
    fetch: (url, init) => {
      requests.push({ url, init });
      const next = replies.shift();
      return next instanceof Response
        ? Promise.resolve(next)
        : Promise.reject(new TypeError("Failed to fetch"));
    },
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  const call = createCall(ports, allEndpoints);
  return { call, requests, waits };
};
const save = { params: { caseId: "01A/B" }, body: { version: 3, answers: { a: "ő" } } };

describe("calling the API", () => {
  it("sends what the request defence asks for", async () => {
    const { call, requests } = setup(reply(200, { version: 4, savedAt: "x" }));
    expect(await call("saveAnswers", save)).toEqual({ ok: true, value: { version: 4, savedAt: "x" } });
    expect(requests[0]?.url).toBe("/api/cases/01A%2FB/answers");
    expect(requests[0]?.init).toMatchObject({
      method: "PUT",
      credentials: "same-origin",
      headers: { "x-requested-with": "portal", "content-type": "application/json" },
      body: '{"version":3,"answers":{"a":"ő"}}',
    });
  });

  it("asks with a query, and without one where there is none", async () => {
    const { call, requests } = setup(reply(200, { cases: [] }), reply(200, { cases: [] }));
    await call("listCases", { query: { cursor: "a&b" } });
    await call("listCases", { query: { cursor: undefined } });
    expect(requests.map(({ url }) => url)).toEqual(["/api/cases?cursor=a%26b", "/api/cases"]);
    expect(requests[1]?.init.headers).not.toHaveProperty("content-type");
  });

  it("gives files as they are", async () => {
    const bytes = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff]);
    const { call, requests } = setup(new Response(bytes, { status: 200 }));
    const answer = await call("readReceipt", { params: { caseId: "01A" }, query: { language: "en" } });
    const file = answer.ok ? new Uint8Array(await answer.value.arrayBuffer()) : undefined;
    expect(file).toEqual(bytes);
    expect(requests[0]?.url).toBe("/api/cases/01A/documents/receipt?language=en");
  });

  it("takes a file for one exactly where the contract does", () => {
    const names = Object.keys(allEndpoints) as (keyof typeof allEndpoints)[];
    expect(names.filter((name) => isFile(allEndpoints[name]))).toEqual(
      names.filter((name) => "file" in api[name]),
    );
  });

  it("reads the problem with its errors and request id", async () => {
    const errors = [{ field: "a", code: "required" }];
    const { call } = setup(reply(422, { code: "invalid-fields", errors, requestId: "r1", title: "x" }));
    expect(await call("saveAnswers", save)).toEqual({
      ok: false,
      failure: { code: "invalid-fields", errors, requestId: "r1" },
    });
  });

  it("makes sense of refusals that are not ours", async () => {
    const html = new Response("<html>", { status: 502 });
    const { call } = setup(html, reply(429));
    expect(await call("startCase", { body: { settlement: "06895", form: "x" } })).toEqual({
      ok: false,
      failure: { code: "unexpected" },
    });
    expect(await call("startCase", { body: { settlement: "06895", form: "x" } })).toEqual({
      ok: false,
      failure: { code: "too-busy" },
    });
  });

  it("repeats what may be repeated: no answer, or too busy, and waits as long as asked", async () => {
    const busy = reply(503, { code: "too-busy" }, { "retry-after": "2" });
    const { call, requests, waits } = setup(busy, "no answer", reply(200, { cases: [] }));
    expect((await call("listCases", { query: {} })).ok).toBe(true);
    expect(requests).toHaveLength(3);
    expect(waits).toEqual([2000, 1500]);
  });

  it("does not take an answer that broke off for a success", async () => {
    const { call } = setup(new Response('{"state":"act', { status: 200 }), reply(204));
    expect(await call("status", {})).toEqual({ ok: false, failure: { code: "network" } });
    expect(await call("discardDraft", { params: { caseId: "x" } })).toEqual({ ok: true, value: undefined });
  });

  it("gives up after three attempts", async () => {
    const { call, requests } = setup();
    expect(await call("submitCase", { params: { caseId: "x" }, body: { version: 1 } })).toEqual({
      ok: false,
      failure: { code: "network" },
    });
    expect(requests).toHaveLength(3);
  });

  it("never repeats what would be done twice, nor a save of a page that goes away", async () => {
    const { call, requests } = setup();
    await call("startCase", { body: { settlement: "06895", form: "x" } });
    await call("saveAnswers", save, { keepalive: true });
    expect(requests).toHaveLength(2);
    expect(requests[1]?.init).toMatchObject({ keepalive: true });
  });
});

describe("reading the catalogue", () => {
  const files: Record<string, unknown> = {
    "/catalogue/current.json": { settlements: "h1", versions: "v1", offices: "o1", publishedAt: "x" },
    "/catalogue/settlements.h1.json": [{ code: "06895" }],
    "/catalogue/versions.v1.json": { "06895": "h2" },
    "/catalogue/settlement.h2.json": { code: "06895", services: [] },
    "/catalogue/offices.o1.json": { town: { hash: "h3", settlements: ["06895"] } },
    "/catalogue/office.h3.json": { id: "town", teams: [] },
  };

  /** A reader for whom one of the files is damaged. */
  const damaged = (address: string, content: () => unknown) =>
    createCatalogueReader((asked) =>
      Promise.resolve({
        ok: true,
        status: 200,
        json: async () => (asked === address ? content() : files[asked]),
      }),
    );
  const open = () => {
    const read: string[] = [];
    const reader = createCatalogueReader((address) => {
      read.push(address);
      return Promise.resolve(files[address] === undefined ? reply(404) : reply(200, files[address]));
    });
    return { reader, read };
  };

  it("follows the pointer and reads what never changes once", async () => {
    const { reader, read } = open();
    expect(await reader.currentSettlement("06895")).toMatchObject({ ok: true, value: { code: "06895" } });
    await reader.currentSettlement("06895");
    expect(read).toEqual([
      "/catalogue/current.json",
      "/catalogue/versions.v1.json",
      "/catalogue/settlement.h2.json",
      "/catalogue/current.json",
    ]);
  });

  it("sees at the next look what was published meanwhile, and still reads what was before", async () => {
    const published = { ...files };
    const reader = createCatalogueReader((address) => Promise.resolve(reply(200, published[address])));
    await reader.currentSettlement("06895");
    published["/catalogue/current.json"] = { settlements: "h1", versions: "v2", publishedAt: "y" };
    published["/catalogue/versions.v2.json"] = { "06895": "h4" };
    published["/catalogue/settlement.h4.json"] = { code: "06895", services: ["new"] };
    expect(await reader.currentSettlement("06895")).toMatchObject({ value: { services: ["new"] } });
    expect(await reader.settlement("h2")).toMatchObject({ value: { services: [] } });
  });

  it("reads an office with whom it serves", async () => {
    const { reader } = open();
    expect(await readCurrentOffice(reader, "town")).toEqual({
      ok: true,
      value: { office: { id: "town", teams: [] }, settlements: ["06895"] },
    });
    expect(await readCurrentOffice(reader, "toString")).toEqual({
      ok: false,
      failure: { code: "not-found" },
    });
  });

  it("knows nothing of a settlement that is not on the list, and remembers no failure", async () => {
    const { reader, read } = open();
    expect(await reader.currentSettlement("00000")).toEqual({ ok: false, failure: { code: "not-found" } });
    expect(await reader.currentSettlement("toString")).toMatchObject({ failure: { code: "not-found" } });
    await reader.form("nope");
    expect(await reader.form("nope")).toEqual({ ok: false, failure: { code: "not-found" } });
    expect(read.filter((address) => address.includes("form"))).toHaveLength(2);
  });

  it("tells a portal without any settlement from one that lacks this one", async () => {
    for (const status of [403, 404]) {
      const reader = createCatalogueReader(() => Promise.resolve(reply(status)));
      const none = { ok: false, failure: { code: "nothing-published" } };
      expect(await reader.listing()).toEqual(none);
      expect(await reader.currentSettlement("06895")).toEqual(none);
      expect(await readCurrentOffice(reader, "town")).toEqual(none);
    }
  });

  it("tells a damaged settlement, office or form from no connection, and asks again the next time", async () => {
    const contents = [() => null, () => JSON.parse('{"code":') as unknown];
    for (const content of contents) {
      const alone = { ok: false, failure: { code: "catalogue-damaged" } };
      const settlement = damaged("/catalogue/settlement.h2.json", content);
      expect(await settlement.currentSettlement("06895")).toEqual(alone);
      expect(await readCurrentOffice(settlement, "town")).toMatchObject({ ok: true });
      expect(await damaged("/catalogue/form.x.json", content).form("x")).toEqual(alone);
      const everybody = { ok: false, failure: { code: "unexpected" } };
      expect(await damaged("/catalogue/current.json", content).listing()).toEqual(everybody);
      expect(await damaged("/catalogue/versions.v1.json", content).settlementHash("06895")).toEqual(
        everybody,
      );
    }
    const answers: unknown[] = [null, { code: "06895" }];
    const mending = damaged("/catalogue/settlement.h2.json", () => answers.shift());
    expect(await mending.settlement("h2")).toMatchObject({ ok: false });
    expect(await mending.settlement("h2")).toMatchObject({ ok: true });
  });

  it("takes an answer that broke off on its way for no connection", async () => {
    const reader = createCatalogueReader(() =>
      Promise.resolve({ ok: true, status: 200, json: () => Promise.reject(new TypeError()) }),
    );
    expect(await reader.settlement("h2")).toEqual({ ok: false, failure: { code: "network" } });
  });

  it("tells no connection from nothing there", async () => {
    const reader = createCatalogueReader(() => Promise.reject(new TypeError()));
    expect(await reader.listing()).toEqual({ ok: false, failure: { code: "network" } });
  });
});
