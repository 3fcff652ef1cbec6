/** A request as a viewer sent it. */
export interface ViewerRequest {
  method: string;
  /** Percent-encoded, without the query. */
  path: string;
  /** Without the question mark. */
  query: string;
  /** Lower-case names, in the order sent. */
  headers: readonly Header[];
  body: Buffer;
  /** True when the body was longer than any origin takes; it is then empty. */
  bodyTooLarge: boolean;
  ip: string;
}

export type Header = readonly [name: string, value: string];

export interface Answer {
  status: number;
  /** Lower-case names; `set-cookie` may come more than once. */
  headers: readonly Header[];
  body: Buffer;
}

export const headerOf = (headers: readonly Header[], name: string): string | undefined =>
  headers.find(([one]) => one === name)?.[1];

/** Pairs of all cookie headers, as sent; HTTP/2 clients send one header for each. */
export const cookiesOf = (headers: readonly Header[]): string[] =>
  headers.filter(([name]) => name === "cookie").flatMap(([, value]) => value.split(/;\s*/).filter(Boolean));

export const withHeader = (headers: readonly Header[], name: string, value: string): Header[] => [
  ...headers.filter(([one]) => one !== name),
  [name, value],
];

/** An error CloudFront answers itself. */
export const errorAnswer = (status: number, title: string, detail: string): Answer => ({
  status,
  headers: [["content-type", "text/html"]],
  body: Buffer.from(
    `<!doctype html><title>ERROR: ${title}</title><h1>${status} ${title}</h1><p>${detail}</p>\n`,
  ),
});
