import { useEffect, useState } from "preact/hooks";
import type { AccountView } from "../../../src/contract/account.ts";
import { useIdentityRows } from "../form/identity-rows.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { usePageMessages } from "../messages/pages.ts";
import { loadPosts } from "../office/posts.ts";
import { pathTo } from "../routes.ts";
import { Notice, type Row, SummaryList } from "../ui/elements.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";
import {
  type AccountPart,
  addressLines,
  hasVerifiedEmail,
  justDone,
  languageName,
  notificationNames,
} from "./account-parts.ts";
import { DownloadData } from "./download-data.tsx";
import { EmailState } from "./email-state.tsx";
import { SettlementName } from "../settlements/settlement-name.tsx";
import { call } from "./calls.ts";

const ChangeLink = ({ part }: { part: AccountPart }) => {
  const { account } = usePageMessages();
  return (
    <a
      class="ds-link"
      href={pathTo("accountPart", { part })}
      aria-label={account.changeLabel({ part: account.parts[part] })}
    >
      {account.change}
    </a>
  );
};

const Absent = () => <span class="muted">{usePageMessages().account.notGiven}</span>;

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul class="plain-list plain-list--tight">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

const Identity = ({ view }: { view: AccountView }) => {
  const { account } = usePageMessages();
  const language = useLanguage();
  const rows = useIdentityRows(view.identity);
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {account.identity.title}
      </h2>
      <p>{account.identity.text}</p>
      <SummaryList rows={rows} />
      <p class="small">
        {account.identity.refreshed({ when: formatDateTime(language, view.identityRefreshedAt) })}
      </p>
    </section>
  );
};

/** Every part that can be changed, each with the link to its own short form. */
const useRows = (
  view: AccountView,
  refresh: (view: AccountView) => void,
): Record<"contact" | "other", Row[]> => {
  const messages = usePageMessages();
  const { account } = messages;
  const { phone, address, language, notifications, defaultSettlement } = view.settings;
  const wanted = notificationNames(messages, notifications);
  const row = (part: AccountPart, value: Row["value"]): Row => ({
    name: account.parts[part],
    value,
    action: <ChangeLink part={part} />,
  });
  return {
    contact: [
      row("email", <EmailState view={view} refresh={refresh} />),
      row("telefon", phone ?? <Absent />),
      row("postacim", address ? <Lines lines={addressLines(messages, address)} /> : <Absent />),
    ],
    other: [
      row("nyelv", <span lang={language}>{languageName(language)}</span>),
      row(
        "ertesitesek",
        <>
          {wanted.length > 0 ? <Lines lines={wanted} /> : account.notifications.none}
          {wanted.length > 0 && !hasVerifiedEmail(view) && (
            <span class="hint">{account.notifications.needsEmail}</span>
          )}
        </>,
      ),
      row("telepules", defaultSettlement ? <SettlementName code={defaultSettlement} /> : <Absent />),
    ],
  };
};

/** Only for whoever works in an office; nobody else learns that there is such a place. */
const OfficeLink = () => {
  const { portal } = usePageMessages();
  const posts = useLoad(loadPosts, []);
  if (posts.kind !== "ready" || posts.value.length === 0) return null;
  return (
    <li>
      <a class="ds-link" href={pathTo("office")}>
        {portal.office}
      </a>
    </li>
  );
};

const AccountOverview = ({ loaded }: { loaded: AccountView }) => {
  const messages = usePageMessages();
  const { account, pageNames } = messages;
  const language = useLanguage();
  const [view, setView] = useState(loaded);
  const rows = useRows(view, setView);
  return (
    <>
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {account.contact}
        </h2>
        <SummaryList rows={rows.contact} />
      </section>
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {account.preferences}
        </h2>
        <SummaryList rows={rows.other} />
      </section>
      <Identity view={view} />
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {account.more}
        </h2>
        <ul class="ds-list">
          <li>
            <a class="ds-link" href={pathTo("sessions")}>
              {pageNames.ownSessions}
            </a>
          </li>
          <li>
            <a class="ds-link" href={pathTo("mandates")}>
              {pageNames.mandates}
            </a>
          </li>
          <li>
            <a class="ds-link" href={`${pathTo("capacity")}?vissza=${pathTo("account")}`}>
              {pageNames.capacity}
            </a>
          </li>
          <OfficeLink />
        </ul>
      </section>
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {account.data.title}
        </h2>
        <p>{account.data.text}</p>
        <DownloadData />
        <p>
          <a class="ds-link" href={pathTo("deleteAccount")}>
            {account.data.deleteLink}
          </a>
        </p>
        <p class="small">{account.created({ when: formatDateTime(language, view.createdAt) })}</p>
      </section>
    </>
  );
};

/** The personal account: what the portal knows, and the way to change each part of it. */
export const AccountPage = () => {
  const messages = usePageMessages();
  const { account } = messages;
  const [search] = useState(() => window.location.search);
  const done = justDone(messages, search);
  // Said once: a reload or coming back to this page does not say it again.
  useEffect(() => {
    if (done !== undefined) window.history.replaceState(null, "", pathTo("account"));
  }, []);
  const state = useLoad(() => call("readAccount", {}), []);
  return (
    <Page title={account.title} name={account.title} lead={account.lead}>
      {done !== undefined && (
        <Notice tone="success" role="alert">
          <p>{done}</p>
        </Notice>
      )}
      <WhenLoaded state={state}>{(loaded) => <AccountOverview loaded={loaded} />}</WhenLoaded>
    </Page>
  );
};
