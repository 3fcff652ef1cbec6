import { headerOf, type ViewerRequest } from "../distribution/message.ts";

/**
 * Why a request to the runtime's own addresses (`/local/…`) is not taken; undefined when it is. They are for the
 * person and the tests on this machine: another site's page must not reach them, not even by a name of its own that
 * leads to loopback (the Host says which name was used), and neither must a page on another port.
 */
export const foreignCall = ({ headers }: ViewerRequest, port: number): string | undefined => {
  const hosts = headers.filter(([name]) => name === "host").map(([, value]) => value);
  const own = [`localhost:${port}`, `127.0.0.1:${port}`];
  const [host = ""] = hosts;
  if (hosts.length !== 1 || !own.includes(host)) return `Host must be ${own.join(" or ")}.`;
  const origin = headerOf(headers, "origin");
  if (origin !== undefined && origin !== `http://${host}`) return `Origin must be http://${host}, or absent.`;
  const site = headerOf(headers, "sec-fetch-site");
  return site === undefined || site === "same-origin" || site === "none"
    ? undefined
    : "Pages of other sites may not call this.";
};
