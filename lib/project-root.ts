import { fileURLToPath } from "node:url";

/** Directory of package.json; everything built or read is found from here, wherever a command is run from. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url));
