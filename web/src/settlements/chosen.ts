import { preferences } from "../browser-storage.ts";
import type { DisplayText } from "../language.ts";
import { createStore } from "../store.ts";

/** The settlement the visitor is at: shown in the header, offered again on the next visit. */
export interface ChosenSettlement {
  code: string;
  name: DisplayText;
}

const STORAGE_KEY = "portal.settlement";

const isChosen = (value: unknown): value is ChosenSettlement => {
  const candidate = value as Partial<ChosenSettlement> | null;
  return typeof candidate?.code === "string" && typeof candidate.name?.hu === "string";
};

const readKept = (): ChosenSettlement | undefined => {
  try {
    const value: unknown = JSON.parse(preferences.read(STORAGE_KEY) ?? "null");
    return isChosen(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const chosenSettlement = createStore<ChosenSettlement | undefined>(readKept());

export const chooseSettlement = ({ code, name }: ChosenSettlement): void => {
  if (chosenSettlement.get()?.code === code) return;
  chosenSettlement.set({ code, name });
  preferences.write(STORAGE_KEY, JSON.stringify({ code, name }));
};
