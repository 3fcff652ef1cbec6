import { memoryAccounts } from "./fakes.ts";
import { accountStoreContract } from "./store-contract.ts";

const store = memoryAccounts();
accountStoreContract("memory", () => store);
