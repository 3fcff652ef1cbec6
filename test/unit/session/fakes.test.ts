import {
  memoryAccountStore,
  memoryLogoutTokenStore,
  memorySessionStore,
  memoryTransactionStore,
} from "./fakes.ts";
import { storeContract } from "./store-contract.ts";

const stores = {
  sessions: memorySessionStore(),
  transactions: memoryTransactionStore(),
  accounts: memoryAccountStore(),
  logoutTokens: memoryLogoutTokenStore(),
};

storeContract("memory", () => stores);
