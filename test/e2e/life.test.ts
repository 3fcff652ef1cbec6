import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { importPosts } from "../../src/app/office/import-posts.ts";
import type { Answers } from "../../src/domain/case/case.ts";
import type { FormDefinition } from "../../src/domain/form/definition.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  type PublishedSettlement,
} from "../../src/domain/settlement/settlement.ts";
import { toLocalDate } from "../../src/domain/time.ts";
import { openBrowser } from "../support/browser.ts";
import { fillForm } from "../support/fill-form.ts";
import { pdfWith } from "../support/harmful-files.ts";
import { startTestPortal } from "../support/portal.ts";
import { readPdf, textOf } from "../support/read-pdf.ts";
import { readZip } from "../support/read-zip.ts";
import { identify, watchErrors } from "../support/walk.ts";

const FORM = "idegenforgalmi-ado-bevallas";
const TITLE = "Bevallás idegenforgalmi adóról";
const CITIZEN = "Gyűrűffyné Őszi Tűnde";
const EMAIL = "tunde@posta.example";
/** Milliseconds. */
const A_LIFE = { timeout: 150_000 };

/** Sopron receives and registers by hand; for this test by one person, while another one decides. */
const sopron = `
offices:
  - office: sopron
    clerks:
      - name: Iktató Irén
        person: { birthName: Iktató Irén, mothersName: Könyvelő Klára, placeOfBirth: Sopron, dateOfBirth: "1980-03-12" }
        roles: [records-clerk]
      - name: Adóügyi Ádám
        person: { birthName: Adóügyi Ádám, mothersName: Számoló Sára, placeOfBirth: Győr, dateOfBirth: "1984-06-21" }
        roles: [case-officer]
        teams: [igazgatas, ado]
`;

const address = { postalCode: "9400", settlement: "Sopron", publicSpace: "Fő tér", houseNumber: "1" };
const lastMonth = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
const answers: Answers = {
  contact: { email: EMAIL, phone: "+999000000001" },
  representation: { acts: false },
  taxpayer: { name: CITIZEN, kind: "person", personalTaxId: "8365 670 003", address },
  return: { kind: "monthly", month: lastMonth(new Date()) },
  accommodation: { name: "Őszirózsa Vendégház", address },
  nights: { total: 150, exempt: [{ ground: "under-18", count: 20 }], ordinanceExempt: 10 },
  declaration: { truth: true },
};

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).first();
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
/** What the page says it has just done. */
const said = (page: Page, text: string | RegExp) => page.locator("output").getByText(text).waitFor();

describe("a case's whole life", A_LIFE, () => {
  let portal: Portal;
  let browser: Browser;
  let citizen: Page;
  const errors: string[] = [];

  /** A person in a browser of their own. */
  const open = async (person: string, path: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "hu-HU" });
    watchErrors(context, errors);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${portal.origin}/api/session/login?returnTo=${encodeURIComponent(path)}`);
    await identify(page, person);
    return page;
  };
  const published = async <Body>(path: string): Promise<Body> =>
    (await (await fetch(`${portal.origin}/${path}`)).json()) as Body;
  const mails = async (): Promise<{ subject: string; text: string }[]> =>
    (await published<{ mails: { subject: string; text: string }[] }>("local/mailbox.json")).mails;

  const readForm = async (code: string) => {
    const { versions } = await published<CataloguePointer>(cataloguePaths.pointer);
    const hashes = await published<Record<string, string>>(cataloguePaths.versions(versions));
    const current = hashes[code] ?? "";
    const settlement = await published<PublishedSettlement>(cataloguePaths.settlement(current));
    const service = settlement.services.find(({ form }) => form === FORM);
    return {
      settlement,
      form: await published<FormDefinition>(cataloguePaths.form(service?.formHash ?? "")),
    };
  };
  /** From the service's page to the confirmation; ends on the page of the case. */
  const submit = async (code: string): Promise<string> => {
    await citizen.goto(`${portal.origin}/telepules/${code}/ugy/${FORM}/inditas`);
    await button(citizen, "Kitöltés megkezdése").press("Enter");
    await citizen.getByRole("link", { name: "Folytatás" }).press("Enter");
    const { form, settlement } = await readForm(code);
    const today = toLocalDate(Date.now() / 1000, "Europe/Budapest");
    const context = { today, parameters: settlement.parameters };
    await fillForm(citizen, form, { answers, slots: [], context });
    await button(citizen, "Beküldés").press("Enter");
    await citizen.waitForURL(/\/bekuldve$/);
    await citizen.getByRole("link", { name: "Az ügy oldala" }).press("Enter");
    await heading(citizen, "Ügyszámok").waitFor();
    return citizen.url().split("/").at(-1) ?? "";
  };
  /** What the office sent is read only once it was taken over. */
  const takeOver = async (kind: string): Promise<void> => {
    await citizen.goto(`${portal.origin}/ugyeim`);
    await citizen.getByRole("link", { name: TITLE }).first().press("Enter");
    await button(citizen, `Átveszem: ${kind}`).press("Enter");
    await said(citizen, `Átvette: ${kind}. Most már elolvashatja.`);
  };
  /** Events of the client's page, the oldest first, with their numbers. */
  const timeline = async (): Promise<string[]> => {
    const events = citizen.locator(".timeline li");
    const titles = await events.evaluateAll((items) =>
      items.map((item) => {
        const number = item.querySelector("strong.number")?.textContent;
        return [item.querySelector("h3")?.textContent, ...(number ? [number] : [])].join(" ");
      }),
    );
    return titles.toReversed();
  };

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal({ schedules: false }), openBrowser()]);
    Object.assign(process.env, portal.resources.sdkEnvironment);
    const tableName = portal.environment("office")["ACCOUNTS_TABLE"] ?? "";
    const source = { path: "sopron.yaml", text: sopron };
    const imported = await importPosts(createDynamoPostStore({ tableName }), source, () => [
      "igazgatas",
      "ado",
    ]);
    if (!imported.ok) throw new Error("The clerks were not imported");
    citizen = await open(CITIZEN, "/fiok/modositas/email");
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("begins with an address for notices", async () => {
    await citizen.getByLabel("E-mail-cím").fill(EMAIL);
    await button(citizen, "Megerősítő hivatkozás küldése").press("Enter");
    await expect.poll(async () => (await mails()).length).toBe(1);
    const [confirmation] = await mails();
    await citizen.goto(/http:\S+/.exec(confirmation?.text ?? "")?.[0] ?? "");
    await heading(citizen, "Megerősítette az e-mail-címét").waitFor();
  });

  it("led by three people: return, registration, supplement, decision, delivery, closing", async () => {
    const id = await submit("08518");
    await citizen.locator(".ds-tag").getByText("Beküldve", { exact: true }).waitFor();

    // The records clerk receives and registers by hand, from the lists.
    const clerk = await open("Iktató Irén", "/hivatal/sopron");
    for (const [list, act, number] of [
      ["Érkeztetésre vár", "Kijelöltek érkeztetése", /^Kész: E-SOPR\/1\/\d{4}$/],
      ["Iktatásra vár", "Kijelöltek iktatása", /^Kész: SOPR\/1-1\/\d{4}$/],
    ] as const) {
      await clerk.getByRole("link", { name: list }).press("Enter");
      await clerk.getByLabel(`Kijelölés: ${CITIZEN}, ${TITLE}`).press("Space");
      await button(clerk, act).press("Enter");
      await said(clerk, "Kész: 1 ügy.");
      await clerk.getByText(number).waitFor();
      await clerk.getByRole("link", { name: "Áttekintés" }).first().press("Enter");
    }
    const year = toLocalDate(Date.now() / 1000, "Europe/Budapest").slice(0, 4);

    // The tax officer finds it by its number, begins, and asks for what is missing.
    const officer = await open("Adóügyi Ádám", "/hivatal/sopron/kereses");
    await officer.getByLabel("Ügyszám vagy név").fill(`sopr/1/${year}`);
    await officer.getByLabel("Ügyszám vagy név").press("Enter");
    await officer.getByRole("link", { name: CITIZEN }).press("Enter");
    await heading(officer, "Az ügyfél adatai").waitFor();
    await button(officer, "Ügyintézés megkezdése").press("Enter");
    await button(officer, "Megkezdem").press("Enter");
    await said(officer, "Megtörtént: Ügyintézés megkezdése.");
    await button(officer, "Hiánypótlás kérése").press("Enter");
    await officer.getByLabel("Mit kér pótolni?").fill("Kérem a vendégkönyv másolatát.");
    await button(officer, "Hiánypótlást kérek").press("Enter");
    await officer.getByRole("dialog").getByRole("button", { name: "Hiánypótlást kérek" }).press("Enter");
    await said(officer, "Megtörtént: Hiánypótlás kérése.");
    const before = (await mails()).length;
    const told = async (): Promise<number> => {
      await portal.fireSchedule("notifier");
      return (await mails()).length - before;
    };
    await expect.poll(told).toBe(1);
    const [notice] = await mails();
    expect(notice?.text).toContain(`${portal.origin}/ugyeim`);
    expect(notice?.text).not.toMatch(/Gyűrűffyné|SOPR|idegenforgalmi|vendégkönyv/);

    // The citizen takes the request over and answers with text and a file.
    await takeOver("Hiánypótlási felhívás");
    const content = {
      name: "vendégkönyv.pdf",
      mimeType: "application/pdf",
      buffer: pdfWith(Buffer.from("v")),
    };
    await citizen.locator('input[type="file"]').setInputFiles([content]);
    await citizen.getByText("Rendben", { exact: true }).waitFor();
    await citizen.getByLabel("Válasza").fill("Mellékelem a vendégkönyvet.");
    await button(citizen, "Hiánypótlás beküldése").press("Enter");
    await said(citizen, "Beküldte a hiánypótlást.");

    // The officer sees the answer and decides, in writing and with a file.
    await officer.reload();
    await officer.getByText("Mellékelem a vendégkönyvet.").waitFor();
    await button(officer, "Döntés kiadása").press("Enter");
    await button(officer, "Kiadom a döntést").press("Enter");
    const missing = officer.getByText("Írja be a döntés szövegét, vagy töltsön fel legalább egy fájlt");
    await missing.first().waitFor();
    await officer
      .getByLabel("A döntés szövege")
      .fill(
        `HATÁROZAT\n\n${CITIZEN} adóját megállapítom: ő, ű, Ő, Ű.\n\nINDOKOLÁS\n\nA bevallás megalapozott.`,
      );
    // What was wrong is over as soon as there is a text.
    await expect.poll(() => missing.count()).toBe(0);
    await officer.getByLabel("Fájlok").setInputFiles([{ ...content, name: "határozat.pdf" }]);
    await officer.getByText("Rendben", { exact: true }).waitFor();
    await button(officer, "Kiadom a döntést").press("Enter");
    await officer.getByRole("dialog").getByRole("button", { name: "Kiadom a döntést" }).press("Enter");
    await said(officer, "Megtörtént: Döntés kiadása.");
    await officer.getByText("Az ügy akkor zárható le").waitFor();
    expect(await button(officer, "Ügy lezárása").count()).toBe(0);

    // The citizen takes it over and keeps it as PDF.
    await takeOver("Döntés");
    const [letter] = await Promise.all([
      citizen.waitForEvent("download"),
      citizen.getByRole("button", { name: /^Letöltés \(PDF\): Döntés/ }).press("Enter"),
    ]);
    expect(letter.suggestedFilename()).toBe(`irat-SOPR-1-4-${year}.pdf`);
    const text = textOf(await readPdf(await readFile(await letter.path())));
    for (const part of [CITIZEN, "ő, ű, Ő, Ű", "határozat.pdf", "Adóügyi Ádám", `SOPR/1-4/${year}`, "Átvéve"])
      expect(text).toContain(part);

    // The officer closes it; the citizen sees the whole life, who looked, and takes everything home.
    await officer.reload();
    await button(officer, "Ügy lezárása").press("Enter");
    await button(officer, "Lezárom").press("Enter");
    await officer.getByRole("dialog").getByRole("button", { name: "Lezárom" }).press("Enter");
    await said(officer, "Megtörtént: Ügy lezárása.");
    await citizen.goto(`${portal.origin}/ugyeim/${id}`);
    await citizen.locator(".ds-tag").getByText("Lezárva", { exact: true }).waitFor();
    expect(await timeline()).toEqual([
      "Megkezdte az űrlap kitöltését",
      "Beküldte az űrlapot",
      `A hivatal érkeztette a beadványt E-SOPR/1/${year}`,
      `A hivatal iktatta a beadványt SOPR/1-1/${year}`,
      "A hivatal átadta ügyintézésre",
      "Az ügyintézés megkezdődött",
      `A hivatal hiánypótlást kért SOPR/1-2/${year}`,
      "Átvette a hivatal iratát",
      `Beküldte a hiánypótlást SOPR/1-3/${year}`,
      `Döntés született SOPR/1-4/${year}`,
      "Átvette a hivatal iratát",
      "Az ügy lezárult",
    ]);
    await citizen.getByText("Ki nézett bele az ügyébe?").click();
    await citizen.locator(".access").first().waitFor();
    const looked = (await citizen.locator(".access").allTextContents()).join();
    for (const name of ["Iktató Irén", "Adóügyi Ádám"]) expect(looked).toContain(name);
    const [archive] = await Promise.all([
      citizen.waitForEvent("download"),
      button(citizen, "Minden letöltése egy fájlban (ZIP)").press("Enter"),
    ]);
    expect([...readZip(await readFile(await archive.path())).keys()]).toEqual([
      "urlap.pdf",
      "feladasi-igazolas.pdf",
      "gepi-adatok.json",
      "esemenyek.json",
      "iratok/01-hianypotlasi-felhivas.pdf",
      "iratok/02-hianypotlas.pdf",
      "iratok/03-dontes.pdf",
      "fajlok/01-vendégkönyv.pdf",
      "fajlok/02-határozat.pdf",
    ]);
    await Promise.all([clerk.context().close(), officer.context().close()]);
  });

  it("led by the tax system alone: nobody of the office touches it", async () => {
    const behaviour = { answer: "supplement" };
    const told = await fetch(`${portal.origin}/local/tax-system`, {
      method: "POST",
      body: JSON.stringify({ behaviour }),
    });
    expect(told.status).toBe(200);
    const id = await submit("02495");
    const state = async (wanted: string): Promise<void> => {
      const tag = citizen.locator(".ds-tag").getByText(wanted, { exact: true });
      await expect
        .poll(
          async () => {
            await citizen.goto(`${portal.origin}/ugyeim/${id}`);
            await heading(citizen, "Ügyszámok").waitFor();
            return tag.count();
          },
          { timeout: 40_000, interval: 500 },
        )
        .toBe(1);
    };
    /** What the client did since goes to the system with the sweeper's next round. */
    const sweep = async (minutes: number): Promise<void> => {
      portal.shiftClock(minutes * 60 + 5);
      expect(await portal.fireSchedule("delivery-sweeper")).toMatchObject({ ok: true });
    };
    await state("Hiánypótlásra vár");
    await takeOver("Hiánypótlási felhívás");
    await citizen.getByLabel("Válasza").fill("Itt vannak a vendégkönyv oldalai.");
    await button(citizen, "Hiánypótlás beküldése").press("Enter");
    await said(citizen, "Beküldte a hiánypótlást.");
    await sweep(2);
    await state("Döntés született");
    await takeOver("Döntés");
    await sweep(4);
    await state("Lezárva");
    expect(await citizen.getByText("Gépi ügyintézés (Adószakrendszer)").count()).toBeGreaterThan(0);
    expect((await timeline()).at(-1)).toBe("Az ügy lezárult");
  });

  it("without an error in any browser", () => {
    expect(errors).toEqual([]);
  });
});
