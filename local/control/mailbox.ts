import { createHash } from "node:crypto";
import type { Answer, Header, ViewerRequest } from "../distribution/message.ts";
import type { Mail, Mailbox } from "../mail/mailbox.ts";
import { jsonControl, refusal } from "./answer.ts";

const readOnly = refusal(405, "Only GET.", [["allow", "GET"]]);

/** `GET /local/mailbox.json`: `{ mails }`, newest first. */
export const mailboxJson =
  (mailbox: Mailbox) =>
  ({ method }: ViewerRequest): Answer =>
    method === "GET" ? jsonControl(200, { mails: mailbox.mails() }) : readOnly;

/** `GET /local/mailbox`: the same as a page for people. */
export const mailboxPage =
  (mailbox: Mailbox) =>
  ({ method }: ViewerRequest): Answer =>
    method === "GET"
      ? { status: 200, headers: pageHeaders, body: Buffer.from(page(mailbox.mails())) }
      : readOnly;

const style =
  "body{font:1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}" +
  "article{border-top:1px solid #767676;padding:.5rem 0}h1{font-size:1.5rem}h2{font-size:1.15rem;margin:.5rem 0}" +
  "dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:0}dd{margin:0;overflow-wrap:anywhere}" +
  "p.text{white-space:pre-wrap;overflow-wrap:anywhere}";

const pageHeaders: readonly Header[] = [
  ["content-type", "text/html; charset=utf-8"],
  ["cache-control", "no-store"],
  [
    "content-security-policy",
    `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ["referrer-policy", "no-referrer"],
  ["x-content-type-options", "nosniff"],
];

const escape = (text: string): string =>
  text.replaceAll(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`);

/** An address up to the punctuation of the sentence it stands in. */
const links = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g;

/** Text as HTML, with the addresses in it to be followed. */
const linked = (text: string): string => {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: link, index } of text.matchAll(links)) {
    parts.push(escape(text.slice(from, index)), `<a href="${escape(link)}">${escape(link)}</a>`);
    from = index + link.length;
  }
  return parts.join("") + escape(text.slice(from));
};

const spoken = new Intl.DateTimeFormat("hu", {
  dateStyle: "long",
  timeStyle: "medium",
  timeZone: "Europe/Budapest",
});

const article = ({ id, sentAt, from, to, subject, text }: Mail): string => `
<article aria-labelledby="mail-${id}">
<h2 id="mail-${id}">${escape(subject)}</h2>
<dl>
<dt>Címzett</dt><dd>${escape(to.join(", "))}</dd>
<dt>Feladó</dt><dd>${escape(from)}</dd>
<dt>Ideje</dt><dd><time datetime="${sentAt}">${spoken.format(new Date(sentAt))}</time></dd>
</dl>
<p class="text">${linked(text)}</p>
</article>`;

const page = (mails: readonly Mail[]): string => `<!doctype html>
<html lang="hu">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Helyi postafiók</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Helyi postafiók</h1>
<p>Ezeket az e-maileket a portál elküldte volna; ezen a gépen maradtak. A legújabb van elöl.</p>
${mails.length === 0 ? "<p>Még nem érkezett levél.</p>" : mails.map(article).join("\n")}
</main>
</body>
</html>
`;
