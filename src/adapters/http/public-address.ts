import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Networks no municipality's system lives in as seen from here: the machine's own, private and reserved ones. */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  notPublic.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  notPublic.addSubnet(network, prefix, "ipv6");

/** Whether an IP address can be anybody's on the internet; an IPv4 address written as IPv6 counts as what it is. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && !notPublic.check(address, family === 6 ? "ipv6" : "ipv4");
};

/** The host's name leads to nothing that may be called. */
export class ForbiddenAddress extends Error {
  override name = "ForbiddenAddress";
}

/**
 * The addresses a host may be called at; whoever calls must connect to one of these and not resolve the name again, or the
 * answer may be another one by then. One forbidden address among them is enough to refuse all.
 * @throws ForbiddenAddress, or the resolver's error
 */
export const publicAddresses = async (host: string): Promise<LookupAddress[]> => {
  const bare = host.replace(/^\[|\]$/g, "");
  const found = await lookup(bare, { all: true });
  if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address)))
    throw new ForbiddenAddress("The host is not on the public internet");
  return found;
};
