import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { chooseLanguage, interfaceLanguages, useLanguage, useMessages } from "../language.ts";
import { knownClerk } from "../office/known-clerk.ts";
import { session } from "../portal.ts";
import { place } from "../router.ts";
import { pathTo } from "../routes.ts";
import { chosenSettlement } from "../settlements/chosen.ts";
import { useStore } from "../store.ts";
import { LocalText } from "../ui/elements.tsx";
import { ActingLine, SessionCorner } from "./session-corner.tsx";

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

const isAt = (path: string, target: string): boolean => path === target || path.startsWith(`${target}/`);

const MainNavigation = () => {
  const messages = useMessages();
  const { path } = useStore(place);
  const settlement = useStore(chosenSettlement);
  const clerk = useStore(knownClerk);
  const state = useStore(session.state);
  const works = "person" in state && state.person === clerk;
  const start = settlement ? pathTo("settlement", { settlement: settlement.code }) : pathTo("settlements");
  const links = [
    { href: start, text: messages.portal.startCase },
    { href: pathTo("cases"), text: messages.portal.cases },
    { href: pathTo("account"), text: messages.pageNames.account },
    { href: pathTo("guide"), text: messages.portal.guide },
    ...(works ? [{ href: pathTo("office"), text: messages.portal.office }] : []),
  ];
  const current = isAt(path, "/urlap") ? start : path;
  return (
    <div class="container context__row">
      <nav aria-label={messages.portal.mainNavigation}>
        <ul class="context__links">
          {links.map(({ href, text }) => (
            <li key={text}>
              <a href={href} {...(isAt(current, href) ? { "aria-current": "true" } : {})}>
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
  );
};

interface Menu {
  open: boolean;
  toggle: () => void;
  button: RefObject<HTMLButtonElement | null>;
}

/** Closed again on every other page, and by Escape, which leads back to the button. */
const useMenu = (): Menu => {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { turn } = useStore(place);
  useLayoutEffect(() => setOpen(false), [turn]);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [open]);
  return { open, toggle: () => setOpen(!open), button };
};

/** On a narrow screen everything but the portal's name and the acting capacity waits behind the menu button. */
export const Header = () => {
  const messages = useMessages();
  const { open, toggle, button } = useMenu();
  return (
    <header class="header no-print" data-menu={open ? "open" : "closed"}>
      <div class="bar">
        <div class="container bar__row">
          <a class="brand" href={pathTo("home")}>
            <svg class="brand__mark" viewBox="0 0 32 32" aria-hidden="true">
              <path d="M16 3 29 11v3H3v-3zM6 16h4v9H6zm8 0h4v9h-4zm8 0h4v9h-4zM3 26.500h26V29H3z" />
            </svg>
            <span>{messages.portal.name}</span>
          </a>
          <button
            type="button"
            class="menu-button"
            aria-expanded={open}
            aria-controls="header-corner header-navigation"
            ref={button}
            onClick={toggle}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={open ? "M5 5l14 14M19 5L5 19" : "M3 6h18M3 12h18M3 18h18"} />
            </svg>
            {messages.session.menu}
          </button>
          <div class="corner" id="header-corner">
            <LanguageSwitch />
            <SessionCorner />
          </div>
          <ActingLine />
        </div>
      </div>
      <div class="context" id="header-navigation">
        <MainNavigation />
      </div>
    </header>
  );
};
