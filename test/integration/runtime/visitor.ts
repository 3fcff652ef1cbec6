import type { Portal } from "../../../local/runtime.ts";
import { type Browser, createBrowser, overHttp } from "../../unit/broker/browser.ts";

export const newBrowser = (): Browser => createBrowser(() => overHttp);

/** Identifies a person at the simulated broker; gives the address the browser ends at. */
export const logIn = async (portal: Portal, browser: Browser, person = "proba-elek"): Promise<string> => {
  const choice = await browser.visit(`${portal.origin}/api/session/login?returnTo=/ugyek`);
  const back = await browser.submit(choice, { person, method: "dap" });
  return back.url.href;
};

/** What a page of the portal in this browser gets as JSON. */
export const read = async <Body>(portal: Portal, browser: Browser, path: string): Promise<Body> =>
  JSON.parse((await browser.step(new URL(path, portal.origin))).text) as Body;

/** A request of a page of the portal in this browser; gives its status. */
export const post = async (portal: Portal, browser: Browser, path: string): Promise<number> => {
  const url = new URL(path, portal.origin);
  const cookie = [...browser.cookies(url)].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { cookie, origin: portal.origin, "x-requested-with": "portal" };
  const answer = await fetch(url, { method: "POST", headers });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    browser.cookies(url).set(name, value);
  }
  return answer.status;
};
