import type { Directory } from "./people.ts";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? "");

const layout = (title: string, body: string): string => `<!doctype html>
<html lang="hu">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – KAÜ-szimulátor</title>
<link rel="stylesheet" href="/kau.css">
</head>
<body>
<header><p>KAÜ-szimulátor <span>kipróbáláshoz, kitalált személyekkel</span></p></header>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;

interface Choice {
  id: string;
  name: string;
  hint: string;
}

const radio = (group: string, { id, name, hint }: Choice, checked: boolean): string => `<div class="choice">
<input type="radio" id="${group}-${id}" name="${group}" value="${id}" required aria-describedby="${group}-${id}-hint"${checked ? " checked" : ""}>
<label for="${group}-${id}">${escape(name)}</label>
<p id="${group}-${id}-hint">${escape(hint)}</p>
</div>`;

const fieldset = (legend: string, choices: readonly string[]): string =>
  `<fieldset><legend>${escape(legend)}</legend>${choices.join("\n")}</fieldset>`;

const spokenDate = new Intl.DateTimeFormat("hu-HU", { dateStyle: "long", timeZone: "UTC" });

/** Plain form: works without scripts, and a test can post `person` and `method` to the same address. */
export const choicePage = ({ people, methods }: Directory, mistake: boolean): string => {
  const persons = people.map(({ id, name, placeOfBirth, birthdate }) =>
    radio("person", { id, name, hint: `${placeOfBirth}, ${spokenDate.format(new Date(birthdate))}` }, false),
  );
  const ways = methods.map((method, index) => radio("method", method, index === 0));
  return layout(
    "Azonosítás",
    `${mistake ? '<p class="mistake" role="alert">Válasszon egy személyt és egy azonosítási módot.</p>' : ""}
<form method="post">
${fieldset("Kiként jelentkezik be?", persons)}
${fieldset("Az azonosítás módja", ways)}
<p class="buttons"><button type="submit">Azonosítás</button>
<button type="submit" name="cancel" value="yes" formnovalidate class="secondary">Mégsem</button></p>
</form>`,
  );
};

/** `form` is the provider's own hidden form `op.logoutForm`. */
export const logoutPage = (form: string): string =>
  layout(
    "Kijelentkezés",
    `<p>Befejezi az azonosított munkamenetét?</p>
${form}
<p class="buttons"><button type="submit" form="op.logoutForm" name="logout" value="yes">Kijelentkezés</button>
<button type="submit" form="op.logoutForm" class="secondary">Mégsem</button></p>`,
  );

export const loggedOutPage = (): string =>
  layout("Kijelentkezett", "<p>Az azonosított munkamenete véget ért.</p>");

export const errorPage = (code: string, portal: string): string =>
  layout(
    "Az azonosítás nem folytatható",
    `<p>Kezdje újra a bejelentkezést a portálon. Hibakód: <code>${escape(code)}</code></p>
<p><a href="${escape(portal)}">Vissza a portálra</a></p>`,
  );

export interface ListedSession {
  uid: string;
  name: string;
  method: string;
  /** Seconds since the epoch. */
  since: number;
}

const spokenTime = new Intl.DateTimeFormat("hu-HU", {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "Europe/Budapest",
});

const outcomes = {
  ended: "A munkamenet véget ért, és erről a portál is tud.",
  untold: "A munkamenet itt véget ért, de a portál nem vette át az értesítést.",
  unknown: "Ez a munkamenet már véget ért.",
} as const;

const listedSession = ({ uid, name, method, since }: ListedSession, index: number): string =>
  `<li><form method="post"><p id="munkamenet-${index}">${escape(name)}, ${escape(method)}, azonosítva: ${spokenTime.format(since * 1000)}</p>
<input type="hidden" name="uid" value="${escape(uid)}">
<p class="buttons"><button type="submit" aria-describedby="munkamenet-${index}">Befejezés mindenhol</button></p></form></li>`;

/** Sessions of the broker, each with a button that ends it here and at the portal. */
export const sessionsPage = (
  sessions: readonly ListedSession[],
  outcome: keyof typeof outcomes | undefined,
): string =>
  layout(
    "KAÜ munkamenetek",
    `${outcome === undefined ? "" : `<p role="status">${outcomes[outcome]}</p>`}
${sessions.length === 0 ? "<p>Most senki nincs azonosítva.</p>" : `<ul class="sessions">${sessions.map(listedSession).join("\n")}</ul>`}`,
  );
