import { connect } from "node:tls";
import type { Finding } from "../../src/app/catalogue/live-checks.ts";
import { type CataloguePointer, cataloguePaths } from "../../src/domain/settlement/settlement.ts";

const TIMEOUT_MILLISECONDS = 10_000;

const get = (address: string): Promise<Response> =>
  fetch(address, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });

const reasonOf = (error: unknown): string => {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
};

/** Whether browsers see what is in force in the bucket. */
export const checkPage = async (origin: string, { version }: CataloguePointer): Promise<Finding> => {
  try {
    const answer = await get(`${origin}/${cataloguePaths.pointer}`);
    if (!answer.ok) return { what: "page", result: "wrong", message: `${origin} answers ${answer.status}` };
    const seen = ((await answer.json()) as Partial<CataloguePointer>).version;
    return seen === version
      ? { what: "page", result: "fine", message: `${origin} shows version ${version}` }
      : {
          what: "page",
          result: "doubtful",
          message: `${origin} shows version ${seen}; ${version} within a minute`,
        };
  } catch (error) {
    return { what: "page", result: "wrong", message: `${origin} is not reached: ${reasonOf(error)}` };
  }
};

/** Whether a login begins at a broker that answers: clerks and citizens log in there alike. */
export const checkLogin = async (origin: string): Promise<Finding> => {
  try {
    const start = await get(`${origin}/api/session/login`);
    const location = start.headers.get("location");
    if (location === null) {
      return {
        what: "login",
        result: "wrong",
        message: `does not lead to the broker: status ${start.status}`,
      };
    }
    const broker = new URL(location, origin);
    const { status } = await get(broker.href);
    return status < 400
      ? { what: "login", result: "fine", message: `leads to ${broker.origin}, which answers` }
      : { what: "login", result: "wrong", message: `${broker.origin} answers ${status}` };
  } catch (error) {
    return { what: "login", result: "wrong", message: `is not reached: ${reasonOf(error)}` };
  }
};

const SOON_DAYS = 14;
const DAY_MILLISECONDS = 86_400_000;

/** Undefined: no certificate that browsers take. */
const certificateEnd = (host: string, port: number): Promise<Date | string> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, timeout: TIMEOUT_MILLISECONDS }, () => {
      const end = new Date(socket.getPeerCertificate().valid_to);
      socket.destroy();
      resolve(end);
    });
    socket.once("error", (error) => resolve(reasonOf(error)));
    socket.once("timeout", () => {
      socket.destroy();
      resolve("timeout");
    });
  });

export const checkCertificate = async (address: string, now: Date): Promise<Finding> => {
  const { protocol, hostname, port } = new URL(address);
  const about = { what: "certificate" as const, of: hostname };
  if (protocol !== "https:") return { ...about, result: "not-tried", message: "is reached without one" };
  const end = await certificateEnd(hostname, Number(port || 443));
  if (typeof end === "string") return { ...about, result: "wrong", message: `is not accepted: ${end}` };
  const days = Math.floor((end.getTime() - now.getTime()) / DAY_MILLISECONDS);
  return { ...about, result: days < SOON_DAYS ? "doubtful" : "fine", message: `is valid for ${days} days` };
};
