export interface Answer<Body = never> {
  status: number;
  headers: Headers;
  /** Parsed; undefined when there is none. */
  body: Body;
}

/** A request to a running portal as a script of one of its pages makes it. `cookie`: the header's value. */
export const requestAsPage = async <Body = never>(
  origin: string,
  { method, path, body, cookie }: { method: string; path: string; body?: unknown; cookie?: string },
): Promise<Answer<Body>> => {
  const answer = await fetch(origin + path, {
    method,
    headers: {
      origin,
      "x-requested-with": "portal",
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const parsed = (text === "" ? undefined : JSON.parse(text)) as Body;
  return { status: answer.status, headers: answer.headers, body: parsed };
};
