import { shiftProblem, type LocalClock } from "../clock/local-clock.ts";
import { headerOf, type Answer, type ViewerRequest } from "../distribution/message.ts";
import { isObject } from "../json.ts";
import { jsonControl, refusal } from "./answer.ts";

/**
 * `GET /local/clock` tells the clock, `POST /local/clock {"shiftSeconds": n}` puts it n seconds ahead of the
 * machine's own, 0 back to it. Both answer `{ shiftSeconds, now }`, `now` in ISO 8601.
 */
export const clockControl =
  (clock: LocalClock, shift: (seconds: number) => void) =>
  (request: ViewerRequest): Answer => {
    if (request.method === "POST") {
      const problem = set(request, shift);
      if (problem) return problem;
    } else if (request.method !== "GET") return refusal(405, "Only GET and POST.", [["allow", "GET, POST"]]);
    return jsonControl(200, { shiftSeconds: clock.shiftSeconds, now: clock.now().toISOString() });
  };

const set = (request: ViewerRequest, shift: (seconds: number) => void): Answer | undefined => {
  const type = headerOf(request.headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refusal(415, "The body must be application/json.");
  const seconds = shiftIn(request.body);
  const problem = shiftProblem(seconds);
  if (problem !== undefined) return refusal(400, problem);
  shift(Number(seconds));
  return undefined;
};

const shiftIn = (body: Buffer): unknown => {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isObject(value) ? value["shiftSeconds"] : undefined;
  } catch {
    return undefined;
  }
};
