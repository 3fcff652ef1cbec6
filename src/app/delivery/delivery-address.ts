import { destinationName, type Destination } from "../../domain/delivery/handover.ts";
import { WEBHOOK_SECRET_PATTERN } from "../../domain/delivery/webhook.ts";
import type { PublishedSettlement, SpecialistSystem } from "../../domain/settlement/settlement.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import type { CaseFile } from "../casework/ports.ts";
import type { DeliveryAddress } from "./ports.ts";

export interface AddressDependencies {
  catalogue: Pick<Catalogue, "settlement" | "currentSettlement">;
  /** JSON: by `office/system` a secret, or several of which the first is the newest. */
  readSecrets: () => Promise<string>;
  /** By `office/system`: where this deployment reaches a system instead of the published address. */
  addresses: Readonly<Record<string, string>>;
}

const systemIn = ({ office }: PublishedSettlement, { system }: Destination) =>
  office.systems?.find(({ id }) => id === system);

/** Of the JSON of all systems' secrets: those of `office/system`, the newest first. */
const secretsOf = (json: string, name: string): string[] => {
  const value = (JSON.parse(json) as Readonly<Record<string, unknown>>)[name];
  return [value]
    .flat()
    .filter((one) => typeof one === "string" && WEBHOOK_SECRET_PATTERN.test(one)) as string[];
};

/**
 * Where this deployment reaches a system, named `office/system`: at the operator's own address where there is one, and
 * signed with its `secrets` (JSON, see AddressDependencies).
 */
export const reachedAt = (
  name: string,
  system: SpecialistSystem,
  secrets: string,
  addresses: AddressDependencies["addresses"],
): DeliveryAddress | { missing: string } => {
  const own = addresses[name];
  const url = own ?? system.url;
  const known = secretsOf(secrets, name);
  if (known.length === 0) return { missing: "no-secret" };
  return url === undefined
    ? { missing: "no-address" }
    : { url, secrets: known, name: system.name.hu, isTrusted: own !== undefined };
};

/**
 * Where the case's system is reached now: as the office publishes it today, because a system moves while cases are open;
 * as it was published with the case, where it is not there any more.
 */
export const createAddressBook =
  ({ catalogue, readSecrets, addresses }: AddressDependencies) =>
  async (
    { record }: CaseFile,
    destination: Destination,
  ): Promise<DeliveryAddress | "pull" | { missing: string }> => {
    const { code, hash } = record.catalogue.settlement;
    const now = await catalogue.currentSettlement(code);
    const system =
      (now && systemIn(now.settlement, destination)) ??
      systemIn(await catalogue.settlement(hash), destination);
    if (!system) return { missing: "unknown-system" };
    if (system.delivery === "pull") return "pull";
    return reachedAt(destinationName(destination), system, await readSecrets(), addresses);
  };
