import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Mail } from "../../../local/mail/mailbox.ts";
import { scratchDirectory, startFixture, type Fixture } from "./support.ts";

const scratch = scratchDirectory();
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({}, { directory: scratch.path });
});
afterEach(() => {
  fixture.portal.gateway.setRules([]);
  fixture.portal.shiftClock(0);
});
afterAll(async () => {
  await fixture.stop();
  scratch.remove();
});

const letter = {
  to: ["anna@posta.example"],
  subject: "Megerősítés <&>",
  text: "Kattintson ide: http://localhost:8080/fiok?a=1&b=2.\n<script>alert(1)</script>",
};

const send = (changes: object = {}) =>
  fixture.act<{ MessageId?: string; name?: string; message?: string }>("mail", { ...letter, ...changes });

const mails = async (): Promise<readonly Mail[]> => {
  const answer = await fetch(`${fixture.portal.origin}/local/mailbox.json`);
  return ((await answer.json()) as { mails: readonly Mail[] }).mails;
};

const isSend = ({ service, operation }: { service: string; operation: string }) =>
  service === "ses" && operation === "SendEmail";

it("keeps what was sent, newest first, by the clock of the sender", async () => {
  const { MessageId } = await send();
  fixture.portal.shiftClock(86_400);
  await send({ subject: "Második" });
  const [second, first] = await mails();
  expect(first).toEqual({
    ...letter,
    id: MessageId,
    from: "Portal <noreply@mail.example>",
    sentAt: expect.any(String),
  });
  expect(second?.subject).toBe("Második");
  const apart = Date.parse(second?.sentAt ?? "") - Date.parse(first?.sentAt ?? "");
  expect(Math.round(apart / 3_600_000)).toBe(24);
});

it("shows it on a page with a link to follow, and nothing in it runs", async () => {
  await send();
  const answer = await fetch(`${fixture.portal.origin}/local/mailbox`);
  const page = await answer.text();
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  expect(page).toContain("Megerősítés &#60;&#38;&#62;");
  expect(page).toContain('<a href="http://localhost:8080/fiok?a=1&#38;b=2">');
  expect(page).not.toContain("<script>");
});

it.each([
  ["nobody@elsewhere.example", "AccessDeniedException"],
  ["unverified@elsewhere.example", "MessageRejected"],
  ["noreply@othermail.example", "AccessDeniedException"],
])("refuses %s as SES does: %s", async (from, name) => {
  const before = await mails();
  expect(await send({ from })).toMatchObject({ name });
  expect(await mails()).toEqual(before);
});

it.each([
  { to: [] },
  { to: ["anna@posta.example, bela@posta.example"] },
  { to: ["anna@kőszeg.example"] },
  { subject: "a\r\nBcc: b@posta.example" },
])("takes no e-mail with %j", async (changes) => {
  expect(await send(changes)).toMatchObject({ name: "BadRequestException" });
});

it("sends from a domain below the identity's too, but with no configuration set it may not use", async () => {
  expect(await send({ from: "a@sub.mail.example" })).toHaveProperty("MessageId");
  expect(await send({ set: "another" })).toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("configuration-set/another"),
  });
});

it("fails when a test wants it to, and forgets the answer of what was sent", async () => {
  fixture.portal.gateway.setRules([
    { when: isSend, fault: { kind: "refuse", code: "TooManyRequestsException", status: 429 }, times: 1 },
    { when: isSend, fault: { kind: "lose-answer" }, times: 1 },
  ]);
  const before = (await mails()).length;
  expect(await send()).toMatchObject({ name: "TooManyRequestsException" });
  expect((await send()).MessageId).toBeUndefined();
  expect((await mails()).length).toBe(before + 1);
});

it("remembers after a restart, and that the function lost a permission it needs", async () => {
  const before = await mails();
  await fixture.stop();
  fixture = await startFixture({ withoutMailSettingsGrant: true }, { directory: scratch.path });
  expect(await mails()).toEqual(before);
  expect(await send()).toMatchObject({ name: "AccessDeniedException" });
});
