import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { TIME_ZONE } from "../../web/src/format/instants.ts";
import { toLocalDate } from "../../src/domain/time.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { identify, inspect, watchErrors } from "../support/walk.ts";

const root = join(import.meta.dirname, "../..");
/** On the national list, and not among the project's examples. */
const CODE = "12414";
const FORM = "kommunalis-ado-adatbejelentes";

const WELCOME = "<img src=x onerror=alert(1)> **Üdvözöljük** Fertőrákoson!";
const DIFFERENT = `
theme: { accent: "#7a1f2b", crest: fertorakos.png }
texts:
  welcome: { hu: "${WELCOME}", en: Welcome }
  notice: { hu: A hivatal december 24-én zárva tart., en: Closed on 24 December. }
capacities: [own-name, company]
accounts: { communal-tax: 11742087-15393702-03090000 }
routes: [{ form: ${FORM}, team: ado }]
parameters:
  communal-tax:
    - from: "2020-01-01"
      values: { rate: 15000, reliefs: [{ id: pensioner, label: { hu: Nyugdíjas, en: Pensioner }, percent: 50 }] }
`;

const CLERKS = `offices:
  - office: fertorakos
    clerks:
      - name: Adóügyi Ádám
        person: { birthName: Adóügyi Ádám, mothersName: Számoló Sára, placeOfBirth: Győr, dateOfBirth: "1984-06-21" }
        roles: [case-officer]
        teams: [ado]
`;

const answersOn = (date: string) => ({
  contact: { email: "ugyfel@posta.example", phone: "+999000000001" },
  representation: { acts: false },
  taxpayer: {
    name: "Próba Elek",
    personalTaxId: "8365670003",
    address: { postalCode: "9421", settlement: "Fertőrákos", publicSpace: "Minta utca", houseNumber: "1" },
  },
  report: { agreement: "own", reason: "arises", arises: "acquired", date },
  property: {
    address: { postalCode: "9421", settlement: "Fertőrákos", publicSpace: "Minta utca" },
    parcel: "123/4",
    area: "inner",
    type: "flat",
    count: 1,
  },
  owner: { quality: "owner", share: "1/1" },
  relief: { id: "pensioner" },
  declaration: { truth: true },
});

interface Answer {
  id: string;
  state: string;
}

/** Runs in the browser, with its session. */
const callApi = async ([method, path, body]: readonly [string, string, unknown]) => {
  const headers = { "content-type": "application/json", "x-requested-with": "portal" };
  const answer = await fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Answer;
};

/** What docs/onboarding.md describes, in a portal that runs all the while. */
describe("a settlement that joins", () => {
  let portal: Portal;
  let browser: Browser;
  let page: Page;
  let stateDir = "";
  let folder = "";
  let draft = "";
  const errors: string[] = [];

  const ohp = (...words: string[]): Promise<{ code: number; text: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env["PATH"], PORTAL_STATE: stateDir };
      execFile(process.execPath, [join(root, "bin/ohp.ts"), ...words], { env }, (failure, out, error) => {
        resolve({ code: Number(failure?.code ?? 0), text: out + error });
      });
    });
  const own = (command: string, ...words: string[]) =>
    ohp("settlement", command, ...words, "--catalogue", folder);
  const publish = () => own("publish", CODE, "--region", "local");

  const settlementFile = () => join(folder, "settlements", `${CODE}-fertorakos.yaml`);
  const edit = (change: (text: string) => string): void => {
    const before = readFileSync(settlementFile(), "utf8");
    expect(change(before)).not.toBe(before);
    writeFileSync(settlementFile(), change(before));
  };

  const api = (method: string, path: string, body?: unknown): Promise<Answer> =>
    page.evaluate(callApi, [method, path, body] as const);
  /** Fills a draft and shows what is about to be submitted. */
  const fill = async (id: string): Promise<void> => {
    const date = toLocalDate(Math.floor(Date.now() / 1000), TIME_ZONE);
    await api("PUT", `/api/cases/${id}/answers`, { version: 0, answers: answersOn(date) });
    await page.goto(`${portal.origin}/urlap/${id}/ellenorzes`);
    await page.getByRole("button", { name: "Beküldés" }).waitFor();
  };
  const setClock = (shiftSeconds: number) =>
    fetch(`${portal.origin}/local/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ shiftSeconds }),
    });
  const start = async (): Promise<string> =>
    (await api("POST", "/api/cases", { settlement: CODE, form: FORM })).id;

  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), "portal-"));
    folder = mkdtempSync(join(tmpdir(), "municipality-"));
    [portal, browser] = await Promise.all([startTestPortal({ stateDir }), openBrowser()]);
    const context = await browser.newContext({ locale: "hu-HU" });
    watchErrors(context, errors);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
    for (const directory of [stateDir, folder]) rmSync(directory, { recursive: true, force: true });
  });

  it("is not there before it is published", async () => {
    await page.goto(`${portal.origin}/telepules/${CODE}`);
    const heading = page.getByRole("heading", { level: 1 });
    await heading.waitFor();
    expect(await heading.textContent()).toBe("Ez az oldal nem található");
  });

  it("is made, checked and published by the command line", async () => {
    expect(await own("init", "Fertőrákos", "--krid", "607006188")).toMatchObject({ code: 0 });
    copyFileSync(
      join(root, "catalogue/settlements/06895-kophaza.png"),
      join(folder, "settlements/fertorakos.png"),
    );
    edit((text) => `${text}${DIFFERENT}`);
    expect(await own("check")).toMatchObject({ code: 0 });
    expect(await publish()).toMatchObject({ code: 0 });
  });

  it("is found, and looks and reads as it says, with nothing of it run", async () => {
    await page.goto(portal.origin);
    await page.getByLabel("Település neve vagy irányítószáma").fill("fertorak");
    await page.getByRole("link", { name: /Fertőrákos/ }).click();
    await page.getByRole("heading", { level: 1, name: /Fertőrákos/ }).waitFor();
    const colour = () =>
      page.locator(".bar").evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await colour()).toBe("rgb(122, 31, 43)");
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>("img.crest")?.naturalWidth ?? 0) > 0,
    );
    await page.getByText("A hivatal december 24-én zárva tart.").waitFor();
    await page.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await page.locator("article strong").first().textContent()).toBe("Üdvözöljük");
    await page.getByText("11742087-15393702-03090000").waitFor();
    expect(await inspect(page, "settlement")).toEqual([]);

    await page.getByRole("link", { name: /kommunális adójáról/ }).click();
    await page.getByText("Ki nyújthatja be?").waitFor();
    // The form is for persons, in their own name or another's; the settlement takes the former only.
    expect(await page.locator("dd li").allTextContents()).toEqual(["Saját néven (magánszemélyként)"]);
    expect(await inspect(page, "service")).toEqual([]);
    // The next settlement has its own look, the portal its own.
    await page.getByRole("link", { name: "Önkormányzati Hivatali Portál" }).click();
    await page.getByRole("heading", { level: 1, name: /Önkormányzati ügyek/ }).waitFor();
    expect(await colour()).toBe("rgb(19, 80, 139)");
    expect(errors).toEqual([]);
  });

  it("computes with its rate and relief, also in a draft begun before the rate changed", async () => {
    await page.goto(`${portal.origin}/api/session/login?returnTo=/ugyeim`);
    await identify(page, "Próba Elek");
    await page.getByRole("heading", { level: 1, name: "Ügyeim" }).waitFor();
    draft = await start();
    await page.goto(`${portal.origin}/urlap/${draft}`);
    await page.getByText("Ki nyújthatja be?").waitFor();
    expect(await page.locator("dd li").allTextContents()).toEqual(["Saját néven (magánszemélyként)"]);
    edit((text) => text.replace("rate: 15000", "rate: 20000"));
    expect((await own("diff", CODE, "--region", "local")).text).toContain("15000 → 20000");
    expect(await publish()).toMatchObject({ code: 0 });

    // Functions look at what is published every half a minute.
    await setClock(60);
    await fill(await start());
    await page.getByText(/^20\s000\sFt$/).waitFor();
    await page.getByText(/^10\s000\sFt$/).waitFor();
    await fill(draft);
    await page.getByText(/^15\s000\sFt$/).waitFor();
    await page.getByText(/^7\s500\sFt$/).waitFor();
    expect(await page.locator(":root").getAttribute("data-settlement")).toBe("");
  });

  it("stays as it is when its files have a mistake", async () => {
    edit((text) => text.replace("#7a1f2b", "#ffcc00"));
    const refused = await publish();
    expect(refused.code).toBe(1);
    expect(refused.text).toMatch(/12414-fertorakos\.yaml:\d+:\d+: .*#ffcc00/);
    edit((text) => text.replace("#ffcc00", "#7a1f2b"));
    await page.goto(`${portal.origin}/telepules/${CODE}`);
    await page.getByRole("heading", { level: 1, name: /Fertőrákos/ }).waitFor();
  });

  it("says where to pay after the submission, and the case comes to the team its route names", async () => {
    await page.goto(`${portal.origin}/urlap/${draft}/ellenorzes`);
    await page.getByRole("button", { name: "Beküldés" }).click();
    await page.waitForURL(/bekuldve$/);
    await page.getByText("11742087-15393702-03090000").waitFor();
    await expect.poll(async () => (await api("GET", `/api/cases/${draft}`)).state).toBe("registered");

    const clerks = join(stateDir, "clerks.yaml");
    writeFileSync(clerks, CLERKS);
    const imported = await ohp("clerks", "import", clerks, "--local", "--catalogue", folder);
    expect(imported).toMatchObject({ code: 0 });
    const clerk = await (await browser.newContext({ locale: "hu-HU" })).newPage();
    clerk.setDefaultTimeout(30_000);
    await clerk.goto(`${portal.origin}/api/session/login?returnTo=/hivatal/fertorakos/lista/team:ado`);
    await identify(clerk, "Adóügyi Ádám");
    await clerk.getByRole("rowheader").first().waitFor();
    expect(await clerk.getByRole("rowheader").count()).toBe(1);
    expect(errors).toEqual([]);
  });

  it("is off the list when it is withdrawn, while its cases go on, and comes back by a rollback", async () => {
    const at = (command: string) => ohp("settlement", command, "Fertőrákos", "--region", "local");
    expect(await at("withdraw")).toMatchObject({ code: 0 });
    await page.goto(`${portal.origin}/telepules/${CODE}`);
    await page.getByRole("heading", { level: 1, name: "Ez az oldal nem található" }).waitFor();
    expect((await api("GET", `/api/cases/${draft}`)).state).toBe("registered");
    expect((await ohp("settlement", "list", "--region", "local")).text).not.toContain("Fertőrákos");
    expect(await at("rollback")).toMatchObject({ code: 0 });
    await page.goto(`${portal.origin}/telepules/${CODE}`);
    await page.getByRole("heading", { level: 1, name: /Fertőrákos/ }).waitFor();
  });
});
