import type { Client, Provider } from "oidc-provider";

/** What the provider's client can do beside what its type says. */
type LogoutClient = Client & { backchannelLogout(accountId: string, sid: string): Promise<void> };

export type BrokerSession = InstanceType<Provider["Session"]>;

/** Sends one logout token (OpenID Connect Back-Channel Logout 1.0); false when it was not taken. */
const tell = async (provider: Provider, clientId: string, session: BrokerSession): Promise<boolean> => {
  const client = (await provider.Client.find(clientId)) as LogoutClient | undefined;
  const sid = session.sidFor(clientId);
  if (!client?.backchannelLogoutUri || sid === undefined) return true;
  return client.backchannelLogout(session.accountId ?? "", sid).then(
    () => true,
    () => false,
  );
};

/** Ends a session of the broker, then tells every client that was logged in through it. False: not all took it. */
export const endEverywhere = async (provider: Provider, session: BrokerSession): Promise<boolean> => {
  const clients = Object.keys(session.authorizations ?? {});
  await session.destroy();
  const told = await Promise.all(clients.map((clientId) => tell(provider, clientId, session)));
  return told.every(Boolean);
};
