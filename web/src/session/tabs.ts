import type { TextStorage } from "../browser-storage.ts";

/**
 * What tabs of one browser tell each other; they share the session's cookie. No names and no contents: whoever needs
 * more asks the server. Instants are milliseconds of the server's clock.
 */
export type TabMessage =
  /** The session lives, until then. Said after every activity, after continuing and after a login. */
  | { kind: "alive"; person: string; idleEnd: number; end: number }
  /** It was found lapsed or ended. */
  | { kind: "over" }
  | { kind: "loggedOut" }
  | { kind: "switchedCapacity" }
  /** The warning of this end has been acknowledged. */
  | { kind: "noted"; end: number };

export interface Tabs {
  /** To all other tabs. */
  post: (message: TabMessage) => void;
  listen: (hear: (message: TabMessage) => void) => void;
}

interface Channel {
  postMessage: (message: unknown) => void;
  addEventListener: (kind: "message", listener: (event: { data: unknown }) => void) => void;
}
interface StorageNews {
  key: string | null;
  newValue: string | null;
}

export interface TabPorts {
  /** Undefined where the browser has no BroadcastChannel: then the common storage carries the messages. */
  channel: ((name: string) => Channel) | undefined;
  storage: Pick<TextStorage, "write" | "remove">;
  /** Calls back when another tab has written to the common storage. */
  onStorage: (listener: (event: StorageNews) => void) => void;
}

const NAME = "portal.session";

const parse = (text: string): TabMessage | undefined => {
  try {
    return JSON.parse(text) as TabMessage;
  } catch {
    return undefined;
  }
};

export const openTabs = ({ channel, storage, onStorage }: TabPorts): Tabs => {
  if (channel) {
    const opened = channel(NAME);
    return {
      post: opened.postMessage.bind(opened),
      listen: (hear) => opened.addEventListener("message", ({ data }) => hear(data as TabMessage)),
    };
  }
  return {
    post: (message) => {
      storage.write(NAME, JSON.stringify(message));
      // Only changes are news, so the same message must be one again the next time; nor is anything left behind.
      storage.remove(NAME);
    },
    listen: (hear) =>
      onStorage(({ key, newValue }) => {
        const message = key === NAME && newValue !== null ? parse(newValue) : undefined;
        if (message) hear(message);
      }),
  };
};
