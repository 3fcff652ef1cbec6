import { isNumbered, type RegistryEntry } from "../../domain/registry/book.ts";
import { findStoredNumberFault, type StoredNumberFault } from "../../domain/registry/stored-number.ts";
import type { StoredNumbers } from "./ports.ts";

export interface CasesProof {
  /** Numbers that were held against their cases. */
  numbers: number;
  /** The first entry, by its place in the book, whose case says otherwise. */
  fault?: { fault: StoredNumberFault; sequence: number };
}

const AT_ONCE = 100;

/**
 * Holds every number of a proven book against the case or document that carries it. Numbers never change once they are
 * given, so the office may go on working meanwhile. `entries` are in their order.
 */
export const verifyCases = async (
  stored: StoredNumbers,
  entries: readonly RegistryEntry[],
): Promise<CasesProof> => {
  const numbered = entries.filter(isNumbered);
  for (let from = 0; from < numbered.length; from += AT_ONCE) {
    const some = numbered.slice(from, from + AT_ONCE);
    const found = await stored.of(some);
    for (const [index, entry] of some.entries()) {
      const fault = findStoredNumberFault(entry, found[index]);
      if (fault) return { numbers: from + index + 1, fault: { fault, sequence: entry.sequence } };
    }
  }
  return { numbers: numbered.length };
};
