import { chooseAgainAddress } from "./acting/way-back.ts";
import { createCatalogueReader } from "./api/catalogue.ts";
import { createCall, withActivity, withRecovery } from "./api/client.ts";
import { preferences } from "./browser-storage.ts";
import { createLocalDrafts } from "./form/local-drafts.ts";
import { keepLanguageInTab } from "./language.ts";
import { currentAddress } from "./router.ts";
import { createSession } from "./session/session.ts";
import { openTabs } from "./session/tabs.ts";
import { typedTexts } from "./typed-text.ts";

/** An instant, nothing personal. */
const NOTED_END = "portal.session.noted-end";

/** The browser's side of the portal, put together once. */
const plainCall = createCall({
  fetch: (url, init) => window.fetch(url, init),
  wait: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
});

const readNoted = (): number | undefined => {
  const end = Number(preferences.read(NOTED_END));
  return end > 0 ? end : undefined;
};

export const localDrafts = createLocalDrafts(preferences);

export const session = createSession({
  call: plainCall,
  now: () => Date.now(),
  leave: (address) => {
    keepLanguageInTab();
    window.location.assign(address);
  },
  reload: () => window.location.reload(),
  here: currentAddress,
  chooseAgain: chooseAgainAddress,
  forget: () => {
    typedTexts.forgetAll();
    localDrafts.forgetAll();
  },
  claim: typedTexts.claim,
  tabs: openTabs({
    channel: "BroadcastChannel" in window ? (name) => new BroadcastChannel(name) : undefined,
    storage: preferences,
    onStorage: (listener) => window.addEventListener("storage", listener),
  }),
  noted: { read: readNoted, write: (end) => void preferences.write(NOTED_END, String(end)) },
});

/** Calls of the pages: when the session has ended in between, they wait for the person and go on. */
export const call = withRecovery(
  withActivity(plainCall, session, () => Date.now()),
  session.recover,
);

export const catalogue = createCatalogueReader((address) => window.fetch(address));
