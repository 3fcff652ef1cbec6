import { describe, expect, it } from "vitest";
import { hashToken } from "../../../src/app/session/token.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import { ORIGIN } from "../../support/api-call.ts";
import { aSession, NOW } from "../session/fakes.ts";
import { id, OTHER_TOKEN, refused, setupAccount } from "./portal.ts";

describe("e-mail address", () => {
  it("gets a link, in a fragment, and counts only after it was opened", async () => {
    const { changeEmail, verify, lastToken, mailer, read } = await setupAccount();
    const asked = await changeEmail(" Valaki@Example.org ");
    expect(asked).toMatchObject({ status: 200, body: { pendingEmail: "Valaki@example.org" } });
    expect(asked.body).not.toHaveProperty("email");
    expect(mailer.sent).toMatchObject([{ to: "Valaki@example.org", subject: "E-mail-cím megerősítése" }]);
    expect(mailer.sent[0]?.text).toContain(`${ORIGIN}/fiok/email-megerositese#${lastToken()}\n`);
    expect(lastToken()).toHaveLength(43);
    expect(await verify(lastToken())).toMatchObject({ status: 204 });
    expect(await read()).toMatchObject({ email: { address: "Valaki@example.org", verified: true } });
    expect(await read()).not.toHaveProperty("pendingEmail");
  });

  it("keeps no token, only its hash", async () => {
    const { changeEmail, lastToken, accounts } = await setupAccount();
    await changeEmail("valaki@example.org");
    const stored = JSON.stringify([[...accounts.accounts], [...accounts.links]]);
    expect(stored).not.toContain(lastToken());
    expect(stored).toContain(await hashToken(lastToken()));
  });

  it("is written to in the account's language", async () => {
    const { save, changeEmail, mailer } = await setupAccount();
    await save(0, { ...defaultSettings, language: "en" });
    await changeEmail("valaki@example.org");
    expect(mailer.sent[0]?.subject).toBe("Confirm your e-mail address");
  });

  it("has links that work once", async () => {
    const { changeEmail, verify, lastToken } = await setupAccount();
    await changeEmail("valaki@example.org");
    await verify(lastToken());
    expect(await verify(lastToken())).toMatchObject({ status: 409, ...refused("link-expired") });
  });

  it("is confirmed by one of two clicks at once", async () => {
    const { changeEmail, verify, lastToken } = await setupAccount();
    await changeEmail("valaki@example.org");
    const statuses = await Promise.all([verify(lastToken()), verify(lastToken())]);
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([204, 409]));
  });

  it.each([
    [-1, 204],
    [0, 409],
  ])("has links that work for 24 hours: %i s after it → %i", async (more, status) => {
    const { changeEmail, verify, lastToken, clock, accounts } = await setupAccount();
    await changeEmail("valaki@example.org");
    clock.now = NOW + 24 * 3_600 + more;
    expect((await verify(lastToken())).status).toBe(status);
    expect(accounts.accounts.get(id)?.email).toBe(status === 204 ? "valaki@example.org" : undefined);
  });

  it("shows no address whose link is too old", async () => {
    const { changeEmail, clock, accounts, call, sessions } = await setupAccount();
    await changeEmail("valaki@example.org");
    clock.now = NOW + 24 * 3_600;
    await sessions.create(
      await hashToken("n".repeat(43)),
      aSession({ idleExpiresAt: clock.now + 9, absoluteExpiresAt: clock.now + 9 }),
    );
    expect(accounts.accounts.get(id)?.pendingEmail).toBeDefined();
    expect((await call("GET /api/account", { token: "n".repeat(43) })).body).not.toHaveProperty(
      "pendingEmail",
    );
  });

  it("has its earlier link superseded by a newer one", async () => {
    const { changeEmail, verify, lastToken, read } = await setupAccount();
    await changeEmail("elso@example.org");
    const first = lastToken();
    await changeEmail("masodik@example.org");
    expect(await verify(first)).toMatchObject(refused("link-expired"));
    expect(await verify(lastToken())).toMatchObject({ status: 204 });
    expect((await read()).email?.address).toBe("masodik@example.org");
  });

  it("is not confirmed by an earlier link that was left over", async () => {
    const { changeEmail, verify, lastToken, accounts, read } = await setupAccount();
    await changeEmail("elso@example.org");
    const first = lastToken();
    await changeEmail("masodik@example.org");
    accounts.links.set(await hashToken(first), id);
    expect(await verify(first)).toMatchObject(refused("link-expired"));
    expect(await read()).not.toHaveProperty("email");
  });

  it("is not confirmed by a link nobody sent", async () => {
    const { verify } = await setupAccount();
    expect(await verify("x".repeat(43))).toMatchObject({ status: 409, ...refused("link-expired") });
    expect(await verify("short")).toMatchObject({ status: 422 });
  });

  it("in use stays in use until the new one is confirmed; then the old one is told", async () => {
    const { confirmed, changeEmail, verify, lastToken, read, mailer } = await setupAccount();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    expect(await read()).toMatchObject({
      email: { address: "regi@example.org" },
      pendingEmail: "uj@example.org",
    });
    await verify(lastToken());
    expect((await read()).email?.address).toBe("uj@example.org");
    expect(mailer.sent.at(-1)).toMatchObject({
      to: "regi@example.org",
      subject: "Megváltozott az e-mail-cím",
    });
    expect(mailer.sent.at(-1)?.text).not.toContain("uj@example.org");
  });

  it("given again needs no link and withdraws the one under way", async () => {
    const { confirmed, changeEmail, verify, lastToken, mailer, read } = await setupAccount();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    const withdrawn = lastToken();
    const count = mailer.sent.length;
    await changeEmail("regi@example.org");
    expect(mailer.sent).toHaveLength(count);
    expect(await read()).not.toHaveProperty("pendingEmail");
    expect(await verify(withdrawn)).toMatchObject(refused("link-expired"));
  });

  it("can be removed, with a link under way; removing nothing is fine", async () => {
    const { confirmed, changeEmail, verify, lastToken, read, mailer } = await setupAccount();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    const withdrawn = lastToken();
    expect((await changeEmail(" ")).status).toBe(200);
    expect(await read()).not.toHaveProperty("email");
    expect(await verify(withdrawn)).toMatchObject(refused("link-expired"));
    expect(mailer.sent.at(-1)?.to).toBe("regi@example.org");
    const count = mailer.sent.length;
    expect((await changeEmail("")).status).toBe(200);
    expect(mailer.sent).toHaveLength(count);
  });

  it("may be used by two accounts, and neither is told of the other", async () => {
    const { confirmed, changeEmail, read } = await setupAccount();
    await confirmed("kozos@example.org");
    const alone = await changeEmail("egyedi@example.org", OTHER_TOKEN);
    const shared = await changeEmail("kozos@example.org", OTHER_TOKEN);
    expect(shared.status).toBe(alone.status);
    expect(Object.keys(shared.body as object)).toEqual(Object.keys(alone.body as object));
    expect((await read()).email?.address).toBe("kozos@example.org");
  });

  it.each(["nem cím", "a@b", "a@example.org\r\nBcc: b@example.org"])(
    "is refused when it is none: %j",
    async (address) => {
      const { changeEmail, mailer } = await setupAccount();
      expect(await changeEmail(address)).toMatchObject({
        status: 422,
        body: { code: "invalid-fields", errors: [{ field: "address", code: "email" }] },
      });
      expect(mailer.sent).toEqual([]);
    },
  );

  it("gets three e-mails an hour, however its domain is written", async () => {
    const { changeEmail, mailer } = await setupAccount();
    await changeEmail("aldozat@kőszeg.hu");
    await changeEmail("aldozat@xn--kszeg-49a.hu", OTHER_TOKEN);
    await changeEmail("aldozat@KŐSZEG.hu");
    expect((await changeEmail("aldozat@xn--kszeg-49a.hu")).status).toBe(429);
    expect(mailer.sent).toHaveLength(3);
  });

  it("gets three e-mails an hour, whoever asks, and says when to come back", async () => {
    const { changeEmail, mailer, clock } = await setupAccount();
    await changeEmail("aldozat@example.org");
    await changeEmail("aldozat@example.org", OTHER_TOKEN);
    await changeEmail("Aldozat@EXAMPLE.org");
    clock.now = NOW + 60;
    const fourth = await changeEmail("aldozat@example.org", OTHER_TOKEN);
    expect(fourth).toMatchObject({ status: 429, ...refused("too-many-requests") });
    expect(fourth.headers["retry-after"]).toBe("3540");
    expect(mailer.sent).toHaveLength(3);
  });

  it("cannot be changed more than five times an hour", async () => {
    const { changeEmail, mailer } = await setupAccount();
    for (const name of ["a", "b", "c", "d", "e"]) await changeEmail(`${name}@example.org`);
    expect(await changeEmail("f@example.org")).toMatchObject({ status: 429 });
    expect(mailer.sent).toHaveLength(5);
  });

  it("is told to try again when no mail can be sent, and then gets another link", async () => {
    const { changeEmail, verify, lastToken, mailer } = await setupAccount();
    mailer.failing = true;
    expect(await changeEmail("valaki@example.org")).toMatchObject({ status: 503, ...refused("too-busy") });
    mailer.failing = false;
    expect((await changeEmail("valaki@example.org")).status).toBe(200);
    expect((await verify(lastToken())).status).toBe(204);
  });

  it("is changed even when the old one cannot be told", async () => {
    const { confirmed, changeEmail, verify, lastToken, mailer, reported, read } = await setupAccount();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    mailer.failing = true;
    expect((await verify(lastToken())).status).toBe(204);
    expect((await read()).email?.address).toBe("uj@example.org");
    expect(reported).toHaveLength(1);
  });
});
