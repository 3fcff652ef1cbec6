import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heading, main, openPeople, type People, press } from "../support/people.ts";
import { submitCase } from "../support/submit-case.ts";

/** What a person sees and decides about their own account. */
describe("a personal account", () => {
  let people: People;
  /** Próba Elek. */
  let elek: Page;

  const look = (page: Page, name: string) => people.look(page, name);
  const open = (page: Page, path: string) => people.open(page, path);
  /** Links of the newest mail to an address. */
  const linkInMail = async (address: string): Promise<string> => {
    const answer = await fetch(`${people.portal.origin}/local/mailbox.json`);
    const { mails } = (await answer.json()) as { mails: { to: string[] | string; text: string }[] };
    const mail = mails.find(({ to }) => [to].flat().includes(address));
    return /https?:\/\/\S+#\S+/.exec(mail?.text ?? "")?.[0] ?? `no link in the mail to ${address}`;
  };

  beforeAll(async () => {
    people = await openPeople("account");
    elek = await people.newPage();
  });
  afterAll(() => people.stop());

  it("has an account from the first login, with the identity the broker gave", async () => {
    await people.logIn(elek, "Próba Elek", "/fiok");
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
    const elsewhere = await people.newPage();
    await people.logIn(elsewhere, "Próba Elek", "/fiok");
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
    const stranger = await people.newPage();
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

  it("lists one's sessions, and logs out everywhere", async () => {
    const second = await people.newPage();
    await people.logIn(second, "Próba Elek", "/fiok/munkamenetek");
    await heading(second, "Bejelentkezéseim");
    await second.locator(".case").nth(1).waitFor();
    expect(await second.locator(".case").count()).toBe(2);
    expect(await second.getByText("Ez a böngésző", { exact: true }).count()).toBe(1);
    await look(second, "12-sessions");
    await press(second, "Kijelentkezés mindenhol");
    await second.getByRole("dialog").getByRole("button", { name: "Kijelentkezés mindenhol" }).click();
    await second.waitForURL(/kijelentkezve/);
    await elek.goto(`${people.portal.origin}/fiok`);
    await elek.getByText("Ehhez az oldalhoz be kell jelentkeznie").waitFor();
    await second.context().close();
  });

  it("hands over all data as a file", async () => {
    // The broker's own session in this browser lives on: it is another device's that was logged out there.
    await open(elek, "/fiok");
    await press(elek, /^Bejelentkezés/);
    await heading(elek, "Ügyfélfiókom");
    await submitCase(elek);
    const [download] = await Promise.all([
      elek.waitForEvent("download"),
      press(elek, "Adataim letöltése (JSON)"),
    ]);
    expect(download.suggestedFilename()).toMatch(/^ohp-adataim-\d{4}-\d\d-\d\d\.json$/);
    const data = JSON.parse(await readFile(await download.path(), "utf8")) as {
      account: { settings: { phone: string } };
      cases: unknown;
    };
    expect(data.account.settings.phone).toBe("+36301234567");
    expect(data.cases).toMatchObject([
      { form: { id: "altalanos-celu-kerelem" }, acting: { actorName: "Próba Elek" } },
    ]);
  });

  it("deletes the account after saying what stays, and says goodbye", async () => {
    await elek.getByRole("link", { name: "Fiók törlése" }).click();
    await heading(elek, "Fiók törlése");
    await press(elek, "Fiók végleges törlése");
    await elek.getByRole("link", { name: "A törléshez jelölje be, hogy megértette" }).waitFor();
    await look(elek, "13-delete");
    await elek.getByRole("checkbox").check();
    await press(elek, "Fiók végleges törlése");
    await heading(elek, "A fiókját töröltük");
    await elek.getByText(/1 beküldött ügyét a hivatal/).waitFor();
    await look(elek, "14-goodbye");
    await people.logIn(elek, "Próba Elek", "/fiok");
    await heading(elek, "Ügyfélfiókom");
    await elek.getByText("Minta Mária").waitFor();
    expect(await main(elek)).not.toContain("+36301234567");
  });

  it("met no accessibility violation, no script error and no breach of the content security policy", () => {
    expect(people.violations).toEqual([]);
    expect(people.errors).toEqual([]);
  });
});
