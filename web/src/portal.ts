import type { RouteName } from "../../src/contract/api.ts";
import { chooseAgainAddress } from "./acting/choice-address.ts";
import { createCatalogueReader } from "./api/catalogue.ts";
import { type CallOf, type ClientPorts, createCall, withActivity, withRecovery } from "./api/client.ts";
import { type Endpoints, endpoints } from "./api/endpoints.ts";
import { preferences } from "./browser-storage.ts";
import { forgetLocalDrafts } from "./form/forget-local.ts";
import { keepLanguageInTab } from "./language.ts";
import { currentAddress } from "./router.ts";
import { createSession } from "./session/session.ts";
import { openTabs } from "./session/tabs.ts";
import { typedTexts } from "./typed-text.ts";

/** An instant, nothing personal. */
const NOTED_END = "portal.session.noted-end";

/** The browser's side of the portal, put together once. */
const ports: ClientPorts = {
  fetch: (url, init) => window.fetch(url, init),
  wait: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

const readNoted = (): number | undefined => {
  const end = Number(preferences.read(NOTED_END));
  return end > 0 ? end : undefined;
};

export const session = createSession({
  call: createCall(ports, endpoints),
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
    forgetLocalDrafts(preferences);
  },
  claim: typedTexts.claim,
  tabs: openTabs(new BroadcastChannel("portal.session")),
  noted: { read: readNoted, write: (end) => void preferences.write(NOTED_END, String(end)) },
});

/** Calls of one area's pages: when the session has ended in between, they wait for the person and go on. */
export const callTo = <Names extends RouteName>(routes: Endpoints<Names>): CallOf<Names> =>
  withRecovery(
    withActivity(createCall(ports, routes), session, () => Date.now()),
    session.recover,
  );

export const call = callTo(endpoints);

export const catalogue = createCatalogueReader((address) => window.fetch(address));
