/** Sends one request; `fetch` without following redirects for real servers, a handler for the portal. */
export type Transport = (
  url: URL,
  init: { method: string; cookies: string[]; form?: URLSearchParams },
) => Promise<{
  status: number;
  location?: string | undefined;
  cookies: string[];
  text: string;
}>;

export interface Page {
  url: URL;
  status: number;
  text: string;
}

/** Host → name → value. */
type Jar = Map<string, Map<string, string>>;

const MAX_REDIRECTS = 10;

/** Cookies by host as a browser keeps them (paths apart), redirects followed until a page. */
export const createBrowser = (transportFor: (url: URL) => Transport, jar: Jar = new Map()) => {
  const cookiesOf = (url: URL): Map<string, string> => {
    const known = jar.get(url.hostname) ?? new Map<string, string>();
    jar.set(url.hostname, known);
    return known;
  };
  const keep = (url: URL, lines: readonly string[]): void => {
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const isGone = /max-age=0|expires=thu, 01 jan 1970/i.test(line);
      if (isGone) cookiesOf(url).delete(name);
      else cookiesOf(url).set(name, value);
    }
  };

  const step = async (url: URL, method = "GET", form?: URLSearchParams) => {
    const cookies = [...cookiesOf(url)].map(([name, value]) => `${name}=${value}`);
    const answer = await transportFor(url)(url, { method, cookies, ...(form && { form }) });
    keep(url, answer.cookies);
    return answer;
  };

  const visit = async (address: string | URL, method = "GET", form?: URLSearchParams): Promise<Page> => {
    let url = new URL(address);
    let answer = await step(url, method, form);
    for (let count = 0; answer.location !== undefined; count++) {
      if (count === MAX_REDIRECTS) throw new Error(`Too many redirects at ${url.pathname}`);
      url = new URL(answer.location, url);
      answer = await step(url);
    }
    return { url, status: answer.status, text: answer.text };
  };

  return {
    visit,
    /** One request, redirect not followed: to look at where it would lead. */
    step,
    submit: (page: Page, fields: Record<string, string>) =>
      visit(page.url, "POST", new URLSearchParams(fields)),
    cookies: cookiesOf,
    /** Takes Set-Cookie lines of an answer the browser did not fetch itself. */
    keep,
    jar,
  };
};
export type Browser = ReturnType<typeof createBrowser>;

export const overHttp: Transport = async (url, { method, cookies, form }) => {
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: { cookie: cookies.join("; "), accept: "text/html" },
    ...(form && { body: form }),
  });
  return {
    status: response.status,
    location: response.headers.get("location") ?? undefined,
    cookies: response.headers.getSetCookie(),
    text: await response.text(),
  };
};
