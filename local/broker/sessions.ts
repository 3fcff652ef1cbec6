import type { AdapterPayload, Provider } from "oidc-provider";
import { endEverywhere } from "./end-everywhere.ts";
import { readForm } from "./form.ts";
import { type ListedSession, sessionsPage } from "./pages.ts";
import type { Directory } from "./people.ts";
import type { BrokerStore } from "./store.ts";

const PATH = "/munkamenetek";

type Middleware = Parameters<Provider["use"]>[0];

const toListed = (payload: AdapterPayload, { people, methods }: Directory): ListedSession[] => {
  const person = people.find(({ id }) => id === payload.accountId);
  if (!person || payload.uid === undefined || payload.loginTs === undefined) return [];
  const method = methods.find(({ acr }) => acr === payload["acr"]);
  return [{ uid: payload.uid, name: person.name, method: method?.name ?? "", since: payload.loginTs }];
};

/** Forms of other sites end nobody's session, not even a made-up person's. */
const isOwnForm = (site: string | undefined): boolean =>
  site === undefined || site === "same-origin" || site === "none";

const endNamed = async (provider: Provider, uid: string | null): Promise<"ended" | "untold" | "unknown"> => {
  const session = uid === null ? undefined : await provider.Session.findByUid(uid);
  if (!session) return "unknown";
  return (await endEverywhere(provider, session)) ? "ended" : "untold";
};

/**
 * GET lists the broker's sessions, POST `uid` ends one everywhere: the portal is told by back-channel logout,
 * as when somebody logs out at the broker or at another service. Everybody may end anybody's, for testing.
 */
export const sessionPages =
  (provider: Provider, directory: Directory, store: Pick<BrokerStore, "list">): Middleware =>
  async (context, next) => {
    if (context.path !== PATH) {
      await next();
      return;
    }
    const isPost = context.method === "POST";
    if (isPost && !isOwnForm(context.get("sec-fetch-site") || undefined)) {
      context.status = 403;
      return;
    }
    const outcome = isPost ? await endNamed(provider, (await readForm(context.req)).get("uid")) : undefined;
    context.status = outcome === "unknown" ? 404 : 200;
    context.type = "html";
    const sessions = store.list("Session").flatMap((payload) => toListed(payload, directory));
    context.body = sessionsPage(sessions, outcome);
  };
