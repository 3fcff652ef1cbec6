import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { identify, inspect } from "../support/walk.ts";

const start = "/telepules/06895/ugy/altalanos-celu-kerelem/inditas";
const pictures = process.env["SCREENSHOTS"];

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();

const press = (page: Page, name: string | RegExp) =>
  page
    .locator("main")
    .getByRole("button", { name, exact: typeof name === "string" })
    .click();

const main = (page: Page) => page.locator("main").innerText();

/** Natural identification data: name, name at birth, mother's name, place, year, month and day. */
const typePerson = async (page: Page, typed: readonly string[]): Promise<void> => {
  const labels = ["Név", "Születési név", "Anyja neve", "Születési hely", "Év", "Hónap", "Nap"];
  const birth = page.getByRole("group", { name: /Születési idő/ });
  for (const [index, label] of labels.entries()) {
    const within = index < 4 ? page.locator("main") : birth;
    await within.getByLabel(label, { exact: true }).fill(typed[index] ?? "");
  }
};

/** A general request from its start page to the confirmation; the address of the case. */
const submitRequest = async (page: Page, subject: string): Promise<string> => {
  const next = async (name: string) => {
    await press(page, "Tovább");
    await heading(page, name);
  };
  await page.getByRole("button", { name: /Kitöltés megkezdése|Új űrlap kezdése/ }).click();
  await page.waitForURL(/\/urlap\/[0-9A-Z]{26}$/);
  await page.getByRole("link", { name: "Az Ön adatai" }).click();
  await heading(page, "Az Ön adatai");
  await page.getByLabel(/E-mail-cím/).fill("valaki@example.hu");
  await page.getByLabel(/Telefonszám/).fill("+36 30 123 4567");
  await next("A kérelem tárgya");
  await page.getByLabel(/Témacsoport/).selectOption({ label: "Általános igazgatás" });
  await page.getByLabel(/Ügytípus/).selectOption({ label: "Fakivágás" });
  await page.getByLabel(/^Tárgy/).fill(subject);
  await next("A levél");
  await page.getByLabel(/A levél szövege/).fill("Tisztelt Hivatal! Kérem az engedélyt.");
  await page.getByLabel("Nem", { exact: true }).check();
  await next("Csatolmányok");
  await next("A válasz módja");
  await page.getByLabel("Elektronikusan, a tárhelyemre").check();
  await next("Nyilatkozat");
  await page.getByRole("checkbox").check();
  await next("Ellenőrizze az adatokat");
  await press(page, "Beküldés");
  await page.waitForURL(/\/bekuldve$/);
  return new URL(page.url()).pathname.replace("/bekuldve", "");
};

/** The personal account and acting for others, by two people in browsers of their own. */
describe("a person and those they act for", () => {
  let portal: Portal;
  let browser: Browser;
  /** Próba Elek: managing director of Minta Kft. in the local register. */
  let elek: Page;
  /** Mintáné Teszt Ágnes: gets a mandate from Elek. */
  let agnes: Page;
  const violations: string[] = [];
  const errors: string[] = [];
  /** Address of the case Ágnes submits for Elek. */
  let entrusted = "";

  const newPage = async (): Promise<Page> => {
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "hu-HU",
      acceptDownloads: true,
    });
    context.on("weberror", (error) => errors.push(String(error.error())));
    context.on("console", (message) => {
      if (message.type() === "error" && message.text().includes("Content Security Policy"))
        errors.push(message.text());
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  };
  const look = async (page: Page, name: string): Promise<void> => {
    if (pictures !== undefined) {
      await mkdir(pictures, { recursive: true });
      await page.setViewportSize({ width: 320, height: 640 });
      await page.screenshot({ path: join(pictures, `acting-${name}-320.png`), fullPage: true });
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), name).toBe(
      true,
    );
    violations.push(...(await inspect(page, `acting-${name}`)));
  };
  const open = (page: Page, path: string) => page.goto(portal.origin + path);

  const logIn = async (page: Page, person: string, path: string): Promise<void> => {
    await open(page, path);
    await press(page, /^Bejelentkezés/);
    await identify(page, person);
    await page.waitForURL((url) => url.origin === portal.origin);
  };
  const actFor = async (page: Page, option: RegExp): Promise<void> => {
    await open(page, "/szerepkor");
    await page.getByRole("radio", { name: option }).check();
    await press(page, "Szerepkörváltás");
    await page.waitForURL(/ugyeim/);
  };
  /** Links of the newest mail to an address. */
  const linkInMail = async (address: string): Promise<string> => {
    const answer = await fetch(`${portal.origin}/local/mailbox.json`);
    const { mails } = (await answer.json()) as { mails: { to: string[] | string; text: string }[] };
    const mail = mails.find(({ to }) => [to].flat().includes(address));
    return /https?:\/\/\S+#\S+/.exec(mail?.text ?? "")?.[0] ?? `no link in the mail to ${address}`;
  };

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
    // The very first request of a busy machine may meet the time limit of the function at the edge.
    await fetch(portal.origin);
    elek = await newPage();
    agnes = await newPage();
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("has an account from the first login, with the identity the broker gave", async () => {
    await logIn(elek, "Próba Elek", "/fiok");
    await heading(elek, "Ügyfélfiókom");
    await elek.getByText("Minta Mária").waitFor();
    const text = await main(elek);
    expect(text).toContain("1975. május 17.");
    expect(text).toMatch(/Frissítve: 2\d{3}\./);
    expect(text).toContain("nincs megadva");
    await look(elek, "01-account-new");
  });

  it("says what is wrong with what was typed, keeps it, and saves the rest of the account", async () => {
    await elek.getByRole("link", { name: "Módosítás: Telefonszám" }).click();
    await heading(elek, "Telefonszám");
    await elek.getByLabel(/Telefonszám/).fill("12");
    await press(elek, "Mentés");
    await elek.getByRole("heading", { name: "Javítsa a következőket" }).waitFor();
    await look(elek, "02-phone-error");
    expect(await elek.getByLabel(/Telefonszám/).inputValue()).toBe("12");
    await elek.getByRole("link", { name: /Adjon meg érvényes telefonszámot/ }).click();
    expect(await elek.getByLabel(/Telefonszám/).evaluate((box) => box === document.activeElement)).toBe(true);
    await elek.getByLabel(/Telefonszám/).fill("06 30 123-4567");
    await press(elek, "Mentés");
    await elek.getByText("Mentettük: Telefonszám.").waitFor();
    await elek.getByText("+36301234567").waitFor();

    await elek.getByRole("link", { name: "Módosítás: Postacím" }).click();
    await elek.getByLabel("Irányítószám").fill("94");
    await elek.getByLabel("Település", { exact: true }).fill("Kópháza");
    await press(elek, "Mentés");
    await elek.getByRole("link", { name: /A magyar irányítószám négy számjegy/ }).waitFor();
    await elek.getByRole("link", { name: /Töltse ki: Közterület/ }).waitFor();
    await look(elek, "03-address-errors");
    await elek.getByLabel("Irányítószám").fill("9495");
    await elek.getByLabel(/Közterület/).fill("Fő utca 1.");
    await press(elek, "Mentés");
    await elek.getByText("9495 Kópháza").waitFor();

    await elek.getByRole("link", { name: "Módosítás: Alapértelmezett település" }).click();
    await elek.getByRole("searchbox").fill("kophaza");
    await elek.getByRole("button", { name: /Kópháza/ }).click();
    await look(elek, "04-default-settlement");
    await press(elek, "Mentés");
    await elek.getByText("Mentettük: Alapértelmezett település.").waitFor();
    await open(elek, "/");
    await elek.getByText("Az Ön települése:").waitFor();
    await look(elek, "05-home");

    await open(elek, "/fiok/modositas/ertesitesek");
    await elek.getByLabel("Ha új bejelentkezés történik a fiókomba").check();
    await elek.getByLabel("Ha történik valami egy ügyben, amelyet én nyújtottam be").uncheck();
    expect(await elek.getByRole("checkbox").count()).toBe(2);
    await look(elek, "06-notifications");
    await press(elek, "Mentés");
    await elek.getByText("E-mailt csak megerősített címre küldünk.").waitFor();
  });

  it("keeps what was typed when the same was changed elsewhere, and saves it when it is meant", async () => {
    await open(elek, "/fiok/modositas/telefon");
    const other = await elek.context().newPage();
    await open(other, "/fiok/modositas/telefon");
    await other.getByLabel(/Telefonszám/).fill("+36 20 111 1111");
    await press(other, "Mentés");
    await other.getByText("+36201111111").waitFor();
    await other.close();
    await elek.getByLabel(/Telefonszám/).fill("+36 30 123 4567");
    await press(elek, "Mentés");
    await elek.getByText("Ezt az adatot közben máshol módosították").waitFor();
    expect(await main(elek)).toContain("+36201111111");
    expect(await elek.getByLabel(/Telefonszám/).inputValue()).toBe("+36 30 123 4567");
    await look(elek, "06b-conflict");
    await press(elek, "Mentés");
    await elek.getByText("+36301234567").waitFor();
  });

  it("makes the language of the account that of the pages", async () => {
    await open(elek, "/fiok/modositas/nyelv");
    await elek.getByLabel("English").check();
    await look(elek, "07-language");
    await press(elek, "Mentés");
    await heading(elek, "My account");
    await look(elek, "08-account-english");
    expect(await elek.evaluate(() => document.documentElement.lang)).toBe("en");
    const elsewhere = await newPage();
    await logIn(elsewhere, "Próba Elek", "/fiok");
    await heading(elsewhere, "My account");
    await elsewhere
      .getByRole("banner")
      .getByRole("button", { name: /^Log out/ })
      .click();
    await heading(elsewhere, "You have logged out");
    await elsewhere.context().close();
    await open(elek, "/fiok/modositas/nyelv");
    await elek.getByLabel("Magyar").check();
    await press(elek, "Save");
    await heading(elek, "Ügyfélfiókom");
  });

  it("verifies an e-mail address through the link, without a login, and only once", async () => {
    await open(elek, "/fiok/modositas/email");
    await elek.getByLabel("E-mail-cím").fill("elek@");
    await press(elek, "Megerősítő hivatkozás küldése");
    await elek.getByRole("link", { name: /Adjon meg érvényes e-mail-címet/ }).waitFor();
    await elek.getByLabel("E-mail-cím").fill("elek@example.hu");
    await press(elek, "Megerősítő hivatkozás küldése");
    await elek.getByText("Megerősítő hivatkozást küldtünk ide: elek@example.hu").waitFor();
    await look(elek, "09-email-waiting");
    const link = await linkInMail("elek@example.hu");
    const stranger = await newPage();
    await stranger.goto(link);
    await heading(stranger, "Megerősítette az e-mail-címét");
    expect(new URL(stranger.url()).hash).toBe("");
    await look(stranger, "10-email-verified");
    await stranger.goto("about:blank");
    await stranger.goto(link);
    await heading(stranger, "Ez a hivatkozás már nem használható");
    await look(stranger, "11-link-expired");
    await stranger.context().close();
    await elek.reload();
    await elek.getByText("megerősítve", { exact: true }).waitFor();
    expect(await main(elek)).not.toContain("Megerősítő hivatkozást küldtünk");
  });

  it("acts for a company of the register, says so everywhere, and keeps its cases apart", async () => {
    await open(elek, start);
    await elek.getByText("Saját néven (magánszemélyként)").waitFor();
    await elek.locator("main").getByRole("link", { name: "Szerepkörváltás" }).click();
    await heading(elek, "Szerepkörváltás");
    await look(elek, "12-capacities");
    await elek.getByRole("radio", { name: /egyéni vállalkozóként/ }).check();
    await elek.getByLabel("Adószám").fill("12345678-1-42");
    await press(elek, "Szerepkörváltás");
    await elek.getByRole("link", { name: /Nem létező adószám/ }).waitFor();
    await look(elek, "13-tax-number");
    expect(await elek.getByLabel("Adószám").inputValue()).toBe("12345678-1-42");
    await elek.getByRole("radio", { name: /Minta Kft\./ }).check();
    await press(elek, "Szerepkörváltás");
    await elek.waitForURL((url) => url.pathname === start);
    await elek
      .locator("header")
      .getByText(/Minta Kft\./)
      .waitFor();
    await elek.locator("main").getByText("törvényes képviselőként").waitFor();
    await look(elek, "14-start-company");
    const path = await submitRequest(elek, "A cég kérelme");
    await open(elek, "/ugyeim");
    await heading(elek, "Minta Kft. ügyei");
    await elek.locator(".case").waitFor();
    await look(elek, "15-company-cases");
    await open(elek, path);
    await elek.getByRole("heading", { name: "Ki járt el" }).waitFor();
    expect(await main(elek)).toMatch(/Próba Elek[\s\S]*Minta Kft\.[\s\S]*törvényes képviselőként/);
    await look(elek, "16-company-case");

    await actFor(elek, /Saját néven \(magánszemélyként\)/);
    await heading(elek, "Ügyeim");
    await elek.getByText("Még nincs ügye").waitFor();
    await open(elek, path);
    await elek.getByText("Nincs ilyen ügye, vagy nem az Ön ügye.").waitFor();
  });

  it("acts with an uploaded document: may start, may not look", async () => {
    await open(elek, "/szerepkor");
    await elek.getByRole("radio", { name: /feltöltött meghatalmazással/ }).check();
    await press(elek, "Tovább");
    await heading(elek, "Eljárás feltöltött meghatalmazással");
    await press(elek, "Szerepkörváltás");
    await elek.getByRole("link", { name: "Válasszon: Kit képvisel?" }).waitFor();
    await elek.getByRole("radio", { name: "Természetes személyt" }).check();
    const data = ["Képviselt Kázmér", "Képviselt Kázmér", "Kitalált Katalin", "Sopron", "1950", "2"];
    await typePerson(elek, [...data, "30"]);
    await press(elek, "Szerepkörváltás");
    await elek.getByRole("link", { name: /Adjon meg létező napot/ }).waitFor();
    await look(elek, "17-document");
    await typePerson(elek, [...data, "28"]);
    await press(elek, "Szerepkörváltás");
    await heading(elek, "Képviselt Kázmér ügyei");
    expect(await main(elek)).toContain("Ebben a szerepkörben nem láthatja az ügyeket");
    await look(elek, "18-cannot-list");
    await open(elek, "/meghatalmazasok");
    await elek.getByText(/Ebben a szerepkörben nem adhat meghatalmazást/).waitFor();
    await actFor(elek, /Saját néven \(magánszemélyként\)/);
  });

  it("gives a mandate to a person named by their data, and shows what was given", async () => {
    await open(elek, "/meghatalmazasok");
    await elek.getByText("Nincs adott meghatalmazás.").waitFor();
    await elek.getByRole("link", { name: "Új meghatalmazás adása" }).click();
    await heading(elek, "Meghatalmazás adása");
    await press(elek, "Meghatalmazás megadása");
    await elek.getByRole("heading", { name: "Javítsa a következőket" }).waitFor();
    await look(elek, "19-grant-errors");
    await typePerson(elek, [
      "Mintáné Teszt Ágnes",
      "Teszt Ágnes",
      "Kitalált Piroska",
      "Győr",
      "1988",
      "11",
      "2",
    ]);
    await elek.getByRole("radio", { name: "Csak ezekre a településekre:" }).check();
    await elek.getByRole("searchbox").fill("kophaza");
    await elek.getByRole("button", { name: /^Kópháza/ }).click();
    await elek.getByRole("radio", { name: "Csak ezekre az űrlapokra:" }).check();
    await elek.getByRole("checkbox", { name: "Általános célú kérelem" }).check();
    await look(elek, "20-grant");
    await press(elek, "Meghatalmazás megadása");
    await heading(elek, "Megadta a meghatalmazást");
    const text = await main(elek);
    expect(text).toContain("Mintáné Teszt Ágnes");
    expect(text).toContain("Általános célú kérelem; Kópháza");
    await look(elek, "21-granted");
  });

  it("is used by the proxy, whose name the represented person sees in the case", async () => {
    await logIn(agnes, "Mintáné Teszt Ágnes", "/meghatalmazasok");
    await agnes.getByRole("heading", { level: 3, name: /Próba Elek/ }).waitFor();
    await look(agnes, "22-received");
    await actFor(agnes, /Próba Elek/);
    await heading(agnes, "Próba Elek ügyei");
    await look(agnes, "23-cases-of-other");
    await open(agnes, start);
    await agnes.locator("main").getByText("a portálon adott meghatalmazás alapján").waitFor();
    entrusted = await submitRequest(agnes, "Elek kérelme");
    await open(elek, "/ugyeim");
    await elek.getByRole("link", { name: "Általános célú kérelem" }).click();
    await elek.getByRole("heading", { name: "Ki járt el" }).waitFor();
    expect(new URL(elek.url()).pathname).toBe(entrusted);
    expect(await main(elek)).toMatch(
      /Mintáné Teszt Ágnes[\s\S]*Próba Elek[\s\S]*portálon adott meghatalmazás/,
    );
    await look(elek, "24-case-by-proxy");
  });

  it("ends with the revocation at once, with a sentence that says why and the way on", async () => {
    await open(agnes, entrusted);
    await agnes.getByRole("heading", { name: "Ki járt el" }).waitFor();
    await open(elek, "/meghatalmazasok");
    await press(elek, /^Visszavonás: Mintáné/);
    await elek.getByRole("dialog", { name: "Visszavonja a meghatalmazást?" }).waitFor();
    await look(elek, "25-revoke");
    await elek.getByRole("dialog").getByRole("button", { name: "Visszavonás" }).click();
    await elek.getByText("Visszavonta a meghatalmazást. Meghatalmazott: Mintáné Teszt Ágnes.").waitFor();
    expect(await elek.locator(":focus").innerText()).toContain("Visszavonta a meghatalmazást.");
    await look(elek, "26-revoked");

    await agnes
      .locator("main")
      .getByRole("link", { name: /ügyei|Ügyeim/ })
      .first()
      .click();
    await agnes.getByText(/A meghatalmazást visszavonták/).waitFor();
    await look(agnes, "27-revoked-proxy");
    await agnes.locator("main").getByRole("link", { name: "Szerepkörváltás" }).click();
    await agnes.getByText("Ebben a szerepkörben már nem járhat el").waitFor();
    await look(agnes, "28-choose-another");
    await agnes.getByRole("radio", { name: /Saját néven \(magánszemélyként\)/ }).check();
    await press(agnes, "Szerepkörváltás");
    await heading(agnes, "Ügyeim");
    await open(agnes, entrusted);
    await agnes.getByText("Nincs ilyen ügye, vagy nem az Ön ügye.").waitFor();
    expect(await main(agnes)).not.toContain("KOPH/");
  });

  it("lists one's sessions, and logs out everywhere", async () => {
    const second = await newPage();
    await logIn(second, "Próba Elek", "/fiok/munkamenetek");
    await heading(second, "Bejelentkezéseim");
    await second.locator(".case").nth(1).waitFor();
    expect(await second.locator(".case").count()).toBe(2);
    expect(await second.getByText("Ez a böngésző", { exact: true }).count()).toBe(1);
    await look(second, "29-sessions");
    await press(second, "Kijelentkezés mindenhol");
    await second.getByRole("dialog").getByRole("button", { name: "Kijelentkezés mindenhol" }).click();
    await second.waitForURL(/kijelentkezve/);
    await elek.goto(`${portal.origin}/fiok`);
    await elek.getByText("Ehhez az oldalhoz be kell jelentkeznie").waitFor();
    await second.context().close();
  });

  it("hands over all data as a file", async () => {
    // The broker's own session in this browser lives on: it is another device's that was logged out there.
    await open(elek, "/fiok");
    await press(elek, /^Bejelentkezés/);
    await heading(elek, "Ügyfélfiókom");
    const [download] = await Promise.all([
      elek.waitForEvent("download"),
      press(elek, "Adataim letöltése (JSON)"),
    ]);
    expect(download.suggestedFilename()).toMatch(/^ohp-adataim-\d{4}-\d\d-\d\d\.json$/);
    const data = JSON.parse(await readFile(await download.path(), "utf8")) as {
      account: { settings: { phone: string } };
      cases: { acting: { actorName: string } }[];
    };
    expect(data.account.settings.phone).toBe("+36301234567");
    expect(data.cases.map(({ acting }) => acting.actorName)).toEqual(["Mintáné Teszt Ágnes"]);
  });

  it("deletes the account after saying what stays, and says goodbye", async () => {
    await elek.getByRole("link", { name: "Fiók törlése" }).click();
    await heading(elek, "Fiók törlése");
    await press(elek, "Fiók végleges törlése");
    await elek.getByRole("link", { name: "A törléshez jelölje be, hogy megértette" }).waitFor();
    await look(elek, "30-delete");
    await elek.getByRole("checkbox").check();
    await press(elek, "Fiók végleges törlése");
    await heading(elek, "A fiókját töröltük");
    await elek.getByText(/1 beküldött ügyét a hivatal/).waitFor();
    await look(elek, "31-goodbye");
    await logIn(elek, "Próba Elek", "/fiok");
    await heading(elek, "Ügyfélfiókom");
    await elek.getByText("Minta Mária").waitFor();
    expect(await main(elek)).not.toContain("+36301234567");
  });

  it("met no accessibility violation, no script error and no breach of the content security policy", () => {
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
  });
});
