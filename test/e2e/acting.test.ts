import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heading, main, openPeople, type People, press } from "../support/people.ts";
import { callApi } from "../support/walk.ts";

const start = "/telepules/06895/ugy/altalanos-celu-kerelem/inditas";

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

/** Acting for others, by two people in browsers of their own. */
describe("a person and those they act for", () => {
  let people: People;
  /** Próba Elek: managing director of Minta Kft. in the local register. */
  let elek: Page;
  /** Mintáné Teszt Ágnes: gets a mandate from Elek. */
  let agnes: Page;
  /** Address of the case Ágnes submits for Elek. */
  let entrusted = "";

  const look = (page: Page, name: string) => people.look(page, name);
  const open = (page: Page, path: string) => people.open(page, path);
  const actFor = async (page: Page, option: RegExp): Promise<void> => {
    await open(page, "/szerepkor");
    await page.getByRole("radio", { name: option }).check();
    await press(page, "Szerepkörváltás");
    await page.waitForURL(/ugyeim/);
  };
  beforeAll(async () => {
    people = await openPeople("acting");
    elek = await people.newPage();
    agnes = await people.newPage();
    await people.logIn(elek, "Próba Elek", "/ugyeim");
  });
  afterAll(() => people.stop());

  it("acts for a company of the register, says so everywhere, and keeps its cases apart", async () => {
    await open(elek, start);
    await elek.getByText("Saját néven (magánszemélyként)").waitFor();
    await elek.locator("main").getByRole("link", { name: "Szerepkörváltás" }).click();
    await heading(elek, "Szerepkörváltás");
    await look(elek, "01-capacities");
    await elek.getByRole("radio", { name: /egyéni vállalkozóként/ }).check();
    await elek.getByLabel("Adószám").fill("12345678-1-42");
    await press(elek, "Szerepkörváltás");
    await elek.getByRole("link", { name: /Nem létező adószám/ }).waitFor();
    await look(elek, "02-tax-number");
    expect(await elek.getByLabel("Adószám").inputValue()).toBe("12345678-1-42");
    await elek.getByRole("radio", { name: /Minta Kft\./ }).check();
    await press(elek, "Szerepkörváltás");
    await elek.waitForURL((url) => url.pathname === start);
    await elek
      .locator("header")
      .getByText(/Minta Kft\./)
      .waitFor();
    await elek.locator("main").getByText("törvényes képviselőként").waitFor();
    await look(elek, "03-start-company");
    const path = await submitRequest(elek, "A cég kérelme");
    await open(elek, "/ugyeim");
    await heading(elek, "Minta Kft. ügyei");
    await elek.locator(".case").waitFor();
    await look(elek, "04-company-cases");
    await open(elek, path);
    await elek.getByRole("heading", { name: "Ki járt el" }).waitFor();
    expect(await main(elek)).toMatch(/Próba Elek[\s\S]*Minta Kft\.[\s\S]*törvényes képviselőként/);
    await look(elek, "05-company-case");

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
    await look(elek, "06-document");
    await typePerson(elek, [...data, "28"]);
    await press(elek, "Szerepkörváltás");
    await heading(elek, "Képviselt Kázmér ügyei");
    expect(await main(elek)).toContain("Ebben a szerepkörben nem láthatja az ügyeket");
    await look(elek, "07-cannot-list");
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
    await look(elek, "08-grant-errors");
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
    await look(elek, "09-grant");
    await press(elek, "Meghatalmazás megadása");
    await heading(elek, "Megadta a meghatalmazást");
    const text = await main(elek);
    expect(text).toContain("Mintáné Teszt Ágnes");
    expect(text).toContain("Általános célú kérelem; Kópháza");
    await look(elek, "10-granted");
  });

  it("is used by the proxy, whose name the represented person sees in the case", async () => {
    await people.logIn(agnes, "Mintáné Teszt Ágnes", "/meghatalmazasok");
    await agnes.getByRole("heading", { level: 3, name: /Próba Elek/ }).waitFor();
    await look(agnes, "11-received");
    await actFor(agnes, /Próba Elek/);
    await heading(agnes, "Próba Elek ügyei");
    await look(agnes, "12-cases-of-other");
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
    await look(elek, "13-case-by-proxy");
  });

  it("names the proxy in the data the represented person can take along", async () => {
    const { cases } = await callApi<{ cases: { acting: { actorName: string } }[] }>(
      elek,
      "GET",
      "/api/account/data",
    );
    expect(cases.map(({ acting }) => acting.actorName)).toEqual(["Mintáné Teszt Ágnes"]);
  });

  it("ends with the revocation at once, with a sentence that says why and the way on", async () => {
    await open(agnes, entrusted);
    await agnes.getByRole("heading", { name: "Ki járt el" }).waitFor();
    await open(elek, "/meghatalmazasok");
    await press(elek, /^Visszavonás: Mintáné/);
    await elek.getByRole("dialog", { name: "Visszavonja a meghatalmazást?" }).waitFor();
    await look(elek, "14-revoke");
    await elek.getByRole("dialog").getByRole("button", { name: "Visszavonás" }).click();
    await elek.getByText("Visszavonta a meghatalmazást. Meghatalmazott: Mintáné Teszt Ágnes.").waitFor();
    expect(await elek.locator(":focus").innerText()).toContain("Visszavonta a meghatalmazást.");
    await look(elek, "15-revoked");

    await agnes
      .locator("main")
      .getByRole("link", { name: /ügyei|Ügyeim/ })
      .first()
      .click();
    await agnes.getByText(/A meghatalmazást visszavonták/).waitFor();
    await look(agnes, "16-revoked-proxy");
    await agnes.locator("main").getByRole("link", { name: "Szerepkörváltás" }).click();
    await agnes.getByText("Ebben a szerepkörben már nem járhat el").waitFor();
    await look(agnes, "17-choose-another");
    await agnes.getByRole("radio", { name: /Saját néven \(magánszemélyként\)/ }).check();
    await press(agnes, "Szerepkörváltás");
    await heading(agnes, "Ügyeim");
    await open(agnes, entrusted);
    await agnes.getByText("Nincs ilyen ügye, vagy nem az Ön ügye.").waitFor();
    expect(await main(agnes)).not.toContain("KOPH/");
  });

  it("met no accessibility violation, no script error and no breach of the content security policy", () => {
    expect(people.violations).toEqual([]);
    expect(people.errors).toEqual([]);
  });
});
