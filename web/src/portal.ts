import { createCatalogueReader } from "./api/catalogue.ts";
import { createCall, withRecovery } from "./api/client.ts";
import { currentAddress } from "./router.ts";
import { createSession } from "./session/session.ts";
import { typedTexts } from "./typed-text.ts";

/** The browser's side of the portal, put together once. */
const plainCall = createCall({
  fetch: (url, init) => window.fetch(url, init),
  wait: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
});

export const session = createSession({
  call: plainCall,
  now: () => Date.now(),
  leave: (address) => window.location.assign(address),
  here: currentAddress,
  forget: typedTexts.forgetAll,
  claim: typedTexts.claim,
});

/** Calls of the pages: when the session has ended in between, they wait for the person and go on. */
export const call = withRecovery(plainCall, session.recover);

export const catalogue = createCatalogueReader((address) => window.fetch(address));
