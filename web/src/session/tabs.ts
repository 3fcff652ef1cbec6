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

/** Every browser the portal supports has BroadcastChannel. */
export const openTabs = (channel: Channel): Tabs => ({
  post: channel.postMessage.bind(channel),
  listen: (hear) => channel.addEventListener("message", ({ data }) => hear(data as TabMessage)),
});
