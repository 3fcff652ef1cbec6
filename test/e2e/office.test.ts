import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { readPdf, textOf } from "../support/read-pdf.ts";
import { submitCase } from "../support/submit-case.ts";
import { callApi, identify, inspect } from "../support/walk.ts";

interface Answer {
  id: string;
  state: string;
  revision: number;
  documents: { id: string; kind: string }[];
}

const api = (page: Page, method: string, path: string, body?: unknown): Promise<Answer> =>
  callApi(page, method, path, body);

const SUBJECT = "Kérdés a piactér használatáról";

const narrow = (page: Page) => page.setViewportSize({ width: 320, height: 700 });
const wide = (page: Page) => page.setViewportSize({ width: 1280, height: 800 });

/** How far the page is wider than the window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

/** What explains a field, as a screen reader says it. */
const description = (field: Locator) =>
  field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent)
      .join(" "),
  );

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });

/** Accessible, and no wider than a phone. */
const expectSound = async (page: Page, name: string): Promise<void> => {
  expect(await inspect(page, name)).toEqual([]);
  await narrow(page);
  expect(await overflow(page), name).toBe(0);
  await wide(page);
};

describe("pages of the office", () => {
  let portal: Portal;
  let browser: Browser;
  let client: Page;

  const open = async (person: string, address: string): Promise<Page> => {
    const page = await (await browser.newContext({ locale: "hu-HU", acceptDownloads: true })).newPage();
    page.setDefaultTimeout(30_000);
    await wide(page);
    await page.goto(`${portal.origin}/api/session/login?returnTo=${encodeURIComponent(address)}`);
    await identify(page, person);
    return page;
  };

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
    client = await open("Próba Elek", "/ugyeim");
    await heading(client, "Ügyeim").waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("are nobody's who works in no office", async () => {
    await client.goto(`${portal.origin}/hivatal`);
    await heading(client, "Önnek nincs hivatali munkaköre").waitFor();
    expect(await client.getByRole("link", { name: "Hivatali felület" }).count()).toBe(0);
    await client.goto(`${portal.origin}/fiok`);
    await heading(client, "Elérhetőségek").waitFor();
    expect(await client.getByRole("link", { name: "Hivatali felület" }).count()).toBe(0);
  });

  it("let a clerk receive and register several cases at once, by keyboard alone", async () => {
    for (let count = 0; count < 3; count++) await submitCase(client, "08518");
    const clerk = await open("Soproni Sára", "/hivatal");
    await heading(clerk, "Áttekintés").waitFor();
    await clerk.getByRole("table", { name: "Munkalisták az ügyek számával" }).waitFor();
    await expectSound(clerk, "office-overview");
    const list = clerk.getByRole("row").filter({ hasText: "Érkeztetésre vár" });
    expect(await list.getByRole("cell").first().textContent()).toContain("3");

    await clerk.getByRole("link", { name: "Érkeztetésre vár" }).press("Enter");
    await heading(clerk, "Érkeztetésre vár").waitFor();
    expect(await clerk.title()).toBe("Érkeztetésre vár – Önkormányzati Hivatali Portál");
    await expectSound(clerk, "office-worklist");

    await clerk.getByRole("button", { name: "Kijelöltek érkeztetése" }).press("Enter");
    expect(await clerk.getByRole("alert").textContent()).toBe("Előbb jelöljön ki legalább egy ügyet.");
    await clerk.getByLabel("Az oldal összes ügyének kijelölése").press("Space");
    await clerk.getByText("3 ügy kijelölve.").waitFor();
    await clerk.getByLabel("Kijelölés: Próba Elek, Általános célú kérelem").first().press("Space");
    await clerk.getByText("2 ügy kijelölve.").waitFor();
    await clerk.getByRole("button", { name: "Kijelöltek érkeztetése" }).press("Enter");
    await clerk.getByText("Kész: 2 ügy.").waitFor();
    expect(await focused(clerk)).toBe("Kész: 2 ügy.");
    expect(await clerk.getByText(/^Kész: E-SOPR\/\d+\/\d{4}$/).count()).toBe(2);
    await clerk.getByRole("button", { name: "Lista frissítése" }).press("Enter");
    await expect.poll(() => clerk.getByRole("rowheader").count()).toBe(1);

    await clerk.goto(`${portal.origin}/hivatal/sopron/lista/to-register`);
    await clerk.getByLabel("Az oldal összes ügyének kijelölése").press("Space");
    await clerk.getByRole("button", { name: "Kijelöltek iktatása" }).press("Enter");
    await clerk.getByText("Kész: 2 ügy.").waitFor();
    const numbers = await clerk.getByText(/^Kész: SOPR\//).allTextContents();
    expect(new Set(numbers).size).toBe(2);
    await clerk.context().close();
  });

  it("say of each case how it went, and keep what failed selected", async () => {
    const { id } = await submitCase(client, "08518");
    const clerk = await open("Soproni Sára", "/hivatal/sopron/lista/to-receive");
    await heading(clerk, "Érkeztetésre vár").waitFor();
    const all = await clerk.getByRole("rowheader").count();
    // Between reading the list and acting on it the client changes their mind.
    const seen = await api(client, "GET", `/api/cases/${id}`);
    await api(client, "POST", `/api/cases/${id}/withdrawal`, { revision: seen.revision, reason: "Tévedés." });
    await clerk.getByLabel("Az oldal összes ügyének kijelölése").check();
    await clerk.getByRole("button", { name: "Kijelöltek érkeztetése" }).click();
    await clerk.getByText(`Kész: ${all - 1} ügy, nem sikerült: 1 ügy.`, { exact: false }).waitFor();
    expect(await clerk.getByText("Közben más intézkedett vagy az ügyfél visszavonta").count()).toBe(1);
    await clerk.getByText("1 ügy kijelölve.").waitFor();
    await clerk.context().close();
  });

  it("declare a mistaken entry invalid: its number says so to the clerk and to the client", async () => {
    const { id } = await submitCase(client, "08518");
    const clerk = await open("Soproni Sára", `/hivatal/sopron/ugy/${id}`);
    for (const step of ["receiving", "registering"])
      await api(clerk, "POST", `/api/office/sopron/${step}`, { cases: [id] });
    await clerk.reload();
    const action = "Téves iktatás érvénytelenítése";
    await clerk.getByRole("button", { name: action }).click();
    await clerk.getByLabel(/^Az ügy iktatása: SOPR\//).check();
    await clerk.getByLabel("Indok egy mondatban").fill("Kétszer iktatva.");
    await clerk.getByRole("button", { name: "Érvénytelenítem" }).click();
    await clerk.getByRole("dialog").getByRole("button", { name: "Érvénytelenítem" }).click();
    await clerk.getByText(`Megtörtént: ${action}.`).waitFor();
    const marked = /SOPR\/\d+-1\/\d{4} érvénytelenítve/;
    expect(await clerk.getByRole("region", { name: "Az ügy adatai" }).textContent()).toMatch(marked);
    await clerk.context().close();

    await client.goto(`${portal.origin}/ugyeim/${id}`);
    await client.getByText("érvénytelenítve", { exact: true }).waitFor();
    expect(await client.locator("section").filter({ hasText: "Ügyszámok" }).textContent()).toMatch(marked);
    await client.goto(`${portal.origin}/ugyeim/${id}/bekuldve`);
    await client.getByText("érvénytelenítve", { exact: true }).waitFor();
    await client.goto(`${portal.origin}/ugyeim`);
    const listed = client.locator(`#case-${id}`);
    await listed.waitFor();
    expect(await listed.textContent()).toMatch(marked);
    expect(await client.getByText("érvénytelenítve", { exact: true }).count()).toBe(1);
    expect(await inspect(client, "void-number")).toEqual([]);
  });

  it("hide other offices and their cases", async () => {
    const { id } = await submitCase(client);
    const clerk = await open("Soproni Sára", `/hivatal/kophaza/ugy/${id}`);
    await clerk.getByText("Ebben a hivatalban Önnek nincs munkaköre").waitFor();
    await clerk.goto(`${portal.origin}/hivatal/sopron/ugy/${id}`);
    const told = clerk.getByText("Ilyen ügy nincs, vagy nem ehhez a munkakörhöz tartozik.");
    await told.waitFor();
    expect(await clerk.getByText("Próba Elek").count()).toBe(0);
    await clerk.context().close();
  });

  describe("lead a case through its life", () => {
    let officer: Page;
    let id: string;

    const act = async (action: string, submit: string, sure = true): Promise<void> => {
      await officer.getByRole("button", { name: action, exact: true }).click();
      expect(await focused(officer)).toBe(action);
      await officer.getByRole("button", { name: submit, exact: true }).click();
      if (sure) await officer.getByRole("dialog").getByRole("button", { name: submit }).click();
    };
    /** The client takes over what the office has sent. */
    const takeOver = async (wanted: string): Promise<Answer> => {
      const { documents } = await api(client, "GET", `/api/cases/${id}`);
      const document = documents.find(({ kind }) => kind === wanted);
      return api(client, "POST", `/api/cases/${id}/documents/${document?.id}/takeover`);
    };
    const done = (action: string) => officer.getByText(`Megtörtént: ${action}.`).waitFor();

    beforeAll(async () => {
      ({ id } = await submitCase(client));
      await client.goto(`${portal.origin}/ugyeim/${id}`);
      await client.getByText("Iktatva", { exact: true }).waitFor();
      officer = await open("Igazgató Ilona", "/hivatal");
      await officer.getByRole("link", { name: /Igazgatási csoport/ }).click();
      await officer.locator(`a[href$="/ugy/${id}"]`).click();
      await heading(officer, "Az ügy adatai").waitFor();
    });

    it("from what was submitted, found by its number", async () => {
      await officer.getByText(SUBJECT).waitFor();
      await expectSound(officer, "office-case");
      const number = await officer
        .getByText(/^KOPH\/\d+-1\/\d{4}$/)
        .first()
        .textContent();
      await officer.getByRole("link", { name: "Keresés" }).click();
      await officer.getByRole("button", { name: "Keresés" }).click();
      await heading(officer, "Javítsa a következőket").waitFor();
      expect(await officer.title()).toMatch(/^Hiba: Keresés/);
      await officer.getByLabel("Ügyszám vagy név").fill(number ?? "");
      await officer.getByRole("button", { name: "Keresés" }).click();
      await officer.getByText("1 találat látható.").waitFor();
      await expectSound(officer, "office-search");
      expect(officer.url()).toBe(`${portal.origin}/hivatal/kophaza/kereses`);
      await officer.locator(`a[href$="/ugy/${id}"]`).click();
      await heading(officer, "Az ügy adatai").waitFor();
    });

    it("asking for a supplement: nothing typed is lost by an error, a reload or somebody else's change", async () => {
      await act("Ügyintézés megkezdése", "Megkezdem", false);
      await done("Ügyintézés megkezdése");
      expect(await focused(officer)).toBe("Megtörtént: Ügyintézés megkezdése.");

      await act("Hiánypótlás kérése", "Hiánypótlást kérek", false);
      await heading(officer, "Javítsa a következőket").waitFor();
      await expectSound(officer, "office-action");
      await officer.getByLabel("Mit kér pótolni?").fill("Kérem, csatolja a helyszínrajzot.");
      await officer.reload();
      await officer.getByText("Amit korábban ide írt, megmaradt.").waitFor();

      const seen = await api(client, "GET", `/api/cases/${id}`);
      const message = { revision: seen.revision, text: "Közben írtam." };
      await api(client, "POST", `/api/cases/${id}/messages`, message);
      await officer.getByRole("button", { name: "Hiánypótlást kérek" }).click();
      const sure = officer.getByRole("dialog");
      const fromMiddle = async () => {
        const box = await sure.boundingBox();
        return Math.abs((box?.y ?? 0) + (box?.height ?? 0) / 2 - (officer.viewportSize()?.height ?? 0) / 2);
      };
      // It slides there.
      await expect.poll(fromMiddle).toBeLessThanOrEqual(1);
      await sure.getByRole("button", { name: "Hiánypótlást kérek" }).click();
      await heading(officer, "Az ügy közben megváltozott").waitFor();
      await officer.getByText("Közben írtam.").waitFor();
      expect(await officer.getByLabel("Mit kér pótolni?").inputValue()).toBe(
        "Kérem, csatolja a helyszínrajzot.",
      );
      await officer.getByRole("button", { name: "Hiánypótlást kérek" }).click();
      await officer.getByRole("dialog").getByRole("button", { name: "Hiánypótlást kérek" }).click();
      await done("Hiánypótlás kérése");
      expect((await api(client, "GET", `/api/cases/${id}`)).state).toBe("supplement-requested");
    });

    it("to a decision with a file, which is closed once it is delivered", async () => {
      const asked = await takeOver("supplement-request");
      const answer = { revision: asked.revision, text: "Itt a helyszínrajz leírása.", files: [] };
      await api(client, "POST", `/api/cases/${id}/supplement`, answer);
      await officer.reload();
      await officer.getByText("Itt a helyszínrajz leírása.").waitFor();

      await officer.getByRole("button", { name: "Döntés kiadása" }).click();
      // Neither of the two is optional, and each says when it is needed.
      const form = officer.getByRole("region", { name: "Döntés kiadása" });
      expect(await form.getByText("nem kötelező").count()).toBe(0);
      expect(await description(form.getByLabel("A döntés szövege"))).toMatch(/vagy csatolja fájlként/);
      expect(await description(form.getByLabel("Fájlok"))).toMatch(/ha a döntés szövegét nem írja be.*PDF/);
      expect(await form.getByLabel("A döntés szövege").getAttribute("aria-required")).toBe("false");
      await officer
        .getByLabel("A döntés szövege")
        .fill("A kérelemnek helyt adok.\n\nIndokolás: megalapozott.");
      portal.scanner.setFaults({ hang: true });
      await officer.getByLabel(/^Fájlok/).setInputFiles({
        name: "határozat.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF-1.7\n%%EOF\n"),
      });
      await officer.getByText("Vírusellenőrzés…").waitFor();
      await officer.getByRole("button", { name: "Kiadom a döntést" }).click();
      await officer.getByRole("link", { name: /^Várja meg/ }).click();
      expect(await officer.getByLabel(/^Fájlok/).evaluate((input) => input.matches(":focus"))).toBe(true);
      await portal.scanner.deliver();
      portal.scanner.setFaults();
      await officer.getByText("Rendben", { exact: true }).waitFor();
      await officer
        .getByText(/^Várja meg/)
        .first()
        .waitFor({ state: "detached" });
      await officer.getByRole("button", { name: "Kiadom a döntést" }).click();
      expect(await inspect(officer, "office-sure")).toEqual([]);
      await officer.getByRole("dialog").getByRole("button", { name: "Kiadom a döntést" }).click();
      await done("Döntés kiadása");
      await officer.getByText("Az ügyfél még nem vette át.").first().waitFor();

      const [letter] = await Promise.all([
        officer.waitForEvent("download"),
        officer.getByRole("button", { name: /^Letöltés \(PDF\): Döntés/ }).click(),
      ]);
      const pdf = await readPdf(await readFile(await letter.path()));
      expect(textOf(pdf)).toContain("A kérelemnek helyt adok.");
      const [file] = await Promise.all([
        officer.waitForEvent("download"),
        officer.getByRole("button", { name: "Megnyitás: határozat.pdf" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe("határozat.pdf");

      await takeOver("decision");
      await officer.reload();
      await officer
        .getByText(/^Átvéve: /)
        .first()
        .waitFor();
      await act("Ügy lezárása", "Lezárom");
      await done("Ügy lezárása");
      await officer.getByText("Ebben az állapotban Önnek nincs intézkedése.").waitFor();
      await officer.getByText("Betekintési napló").click();
      await officer.getByRole("table", { name: "Ki, mikor, mit tett az üggyel" }).waitFor();
      expect(await officer.getByRole("cell", { name: "intézkedett" }).count()).toBeGreaterThan(3);
      await expectSound(officer, "office-case-closed");
    });

    it("in English too", async () => {
      await officer.getByRole("button", { name: "English" }).click();
      await heading(officer, "Facts of the case").waitFor();
      expect(await officer.title()).toMatch(/ – Closed – Municipal E-Administration Portal$/);
      await officer.getByRole("link", { name: "Registry books" }).click();
      await officer.getByRole("table", { name: "Registry books by year" }).waitFor();
      await expectSound(officer, "office-books");
    });
  });
});
