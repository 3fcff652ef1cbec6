import type { EnvironmentKey, QueueName } from "../functions/manifest/definition.ts";
import type { RegionConfig } from "./region.ts";
import type { DataStack } from "./stacks/data-stack.ts";

/**
 * A value for every variable a function may ask for. The type makes the map total: a key added to the manifest
 * and forgotten here does not compile. Each function gets only the keys its manifest entry lists.
 */
export const environmentValues = (
  region: RegionConfig,
  data: DataStack,
  queueUrls: Record<QueueName, string>,
): Record<EnvironmentKey, string> => ({
  ACCOUNTS_TABLE: data.accounts.tableName,
  ATTACHMENTS_BUCKET: data.attachments.bucketName,
  CASES_TABLE: data.cases.tableName,
  CATALOGUE_BUCKET: data.catalogue.bucketName,
  DELIVERY_QUEUE_URL: queueUrls.delivery,
  FILING_QUEUE_URL: queueUrls.filing,
  IDENTIFICATION_LEVELS: JSON.stringify(region.identity.levels),
  LOG_LEVEL: region.logs.level,
  MAIL_FROM: region.mail.from,
  OIDC_CLIENT_ID: data.broker.clientId,
  OIDC_CLIENT_SECRET_ARN: data.broker.clientSecret.secretArn,
  OIDC_ISSUER: data.broker.issuer,
  OIDC_LOGOUT_STYLE: data.broker.logoutStyle,
  ORIGIN_KEY: data.originKeys.accepted,
  PORTAL_ORIGIN: region.portal.origin,
  REGISTRY_TABLE: data.registry.tableName,
  SESSIONS_TABLE: data.sessions.tableName,
  SESSION_ABSOLUTE_MINUTES: String(region.session.absoluteMinutes),
  SESSION_IDLE_MINUTES: String(region.session.idleMinutes),
  SYSTEM_TOKENS: JSON.stringify(region.systems.tokens ?? {}),
  TIME_ZONE: region.timeZone,
  WEBHOOK_ADDRESSES: JSON.stringify(region.systems.addresses),
  WEBHOOK_SECRETS_ARN: data.webhookSecrets.secretArn,
});

export const pickEnvironment = <Key extends EnvironmentKey>(
  values: Record<EnvironmentKey, string>,
  keys: readonly Key[],
): Record<Key, string> => Object.fromEntries(keys.map((key) => [key, values[key]])) as Record<Key, string>;
