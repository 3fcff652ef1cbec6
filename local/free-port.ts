import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere): one of those could be
 * taken by anybody's connection between our look and our use.
 */
const FIRST = 20_000;
const BEYOND = 32_000;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** A loopback port nobody listens on right now. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(FIRST, BEYOND);
    if (await isFree(port)) return port;
  }
};
