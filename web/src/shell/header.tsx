import { useState } from "preact/hooks";
import { chooseLanguage, interfaceLanguages, useLanguage, useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { place } from "../router.ts";
import { pathTo } from "../routes.ts";
import { chosenSettlement } from "../settlements/chosen.ts";
import { useStore } from "../store.ts";
import { Button, LocalText, Notice } from "../ui/elements.tsx";

const LanguageSwitch = () => {
  const messages = useMessages();
  const current = useLanguage();
  return (
    <ul class="languages" aria-label={messages.portal.chooseLanguage}>
      {interfaceLanguages.map(({ code, name }) => (
        <li key={code}>
          <button
            type="button"
            class="languages__choice"
            lang={code}
            aria-pressed={code === current}
            onClick={() => void chooseLanguage(code)}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
};

const SessionCorner = () => {
  const messages = useMessages();
  const state = useStore(session.state);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const logOut = async (): Promise<void> => {
    setBusy(true);
    setFailed((await session.logOut()) !== undefined);
    setBusy(false);
  };
  if (state.kind === "unknown" || state.kind === "unreachable") return <div class="session-corner" />;
  if (state.kind === "anonymous" || state.kind === "ended") {
    return (
      <div class="session-corner">
        <Button variant="secondary" size="sm" onClick={() => session.logIn()}>
          {messages.portal.login}
        </Button>
      </div>
    );
  }
  return (
    <div class="session-corner">
      <span class="session-corner__name">
        <span class="ds-sr-only">{messages.portal.loggedInAs("")}</span>
        {state.displayName}
      </span>
      <Button variant="secondary" size="sm" busy={busy} onClick={logOut}>
        {messages.portal.logout}
      </Button>
      {failed && (
        <Notice tone="danger" role="alert">
          <p>{messages.session.logoutFailed}</p>
        </Notice>
      )}
    </div>
  );
};

const isAt = (path: string, target: string): boolean => path === target || path.startsWith(`${target}/`);

const MainNavigation = () => {
  const messages = useMessages();
  const { path } = useStore(place);
  const settlement = useStore(chosenSettlement);
  const start = settlement ? pathTo("settlement", { settlement: settlement.code }) : pathTo("settlements");
  const links = [
    { href: start, text: messages.portal.startCase, current: isAt(path, start) || isAt(path, "/urlap") },
    { href: pathTo("cases"), text: messages.portal.cases, current: isAt(path, pathTo("cases")) },
    { href: pathTo("guide"), text: messages.portal.guide, current: isAt(path, pathTo("guide")) },
  ];
  return (
    <div class="context">
      <div class="container context__row">
        <nav aria-label={messages.portal.mainNavigation}>
          <ul class="context__links">
            {links.map(({ href, text, current }) => (
              <li key={text}>
                <a href={href} {...(current ? { "aria-current": "true" } : {})}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {settlement && (
          <p class="context__settlement">
            <span class="context__label">{messages.portal.settlement}:</span>{" "}
            <strong>
              <LocalText text={settlement.name} />
            </strong>{" "}
            <a class="ds-link" href={pathTo("settlements")}>
              {messages.portal.changeSettlement}
            </a>
          </p>
        )}
      </div>
    </div>
  );
};

export const Header = () => {
  const messages = useMessages();
  return (
    <header class="header no-print">
      <div class="bar">
        <div class="container bar__row">
          <a class="brand" href={pathTo("home")}>
            <svg class="brand__mark" viewBox="0 0 32 32" aria-hidden="true">
              <path d="M16 3 29 11v3H3v-3zM6 16h4v9H6zm8 0h4v9h-4zm8 0h4v9h-4zM3 26.500h26V29H3z" />
            </svg>
            <span>{messages.portal.name}</span>
          </a>
          <LanguageSwitch />
          <SessionCorner />
        </div>
      </div>
      <MainNavigation />
    </header>
  );
};
