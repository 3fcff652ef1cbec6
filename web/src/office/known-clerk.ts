import { tabStorage } from "../browser-storage.ts";
import { createStore } from "../store.ts";

const KEY = "portal.clerk";

/**
 * Who has been found to have a post in an office, for the link in the header: nobody else is asked about it. Only a
 * link: what a post allows is looked up by the portal at every request.
 */
export const knownClerk = createStore<string | undefined>(tabStorage.read(KEY));

export const rememberClerk = (person: string | undefined): void => {
  if (person === undefined) tabStorage.remove(KEY);
  else tabStorage.write(KEY, person);
  knownClerk.set(person);
};
