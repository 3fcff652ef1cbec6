import type { Language } from "../../src/domain/localized.ts";
import { preferences, tabStorage } from "./browser-storage.ts";
import { hu, type Messages } from "./messages/hu.ts";
import { createStore, useStore } from "./store.ts";

export type { Messages } from "./messages/hu.ts";

/** Interface languages there are texts for; more are added here and nowhere else. */
const loaders = {
  hu: () => Promise.resolve(hu),
  en: () => import("./messages/en.ts").then((module) => module.en),
} as const satisfies Partial<Record<Language, () => Promise<Messages>>>;
export type InterfaceLanguage = keyof typeof loaders;

/** In the order of the switch, each named in itself. */
export const interfaceLanguages: readonly { code: InterfaceLanguage; name: string }[] = [
  { code: "hu", name: "Magyar" },
  { code: "en", name: "English" },
];

const STORAGE_KEY = "portal.language";

const spoken = createStore<{ language: InterfaceLanguage; messages: Messages }>({
  language: "hu",
  messages: hu,
});

const isInterfaceLanguage = (value: string | undefined): value is InterfaceLanguage =>
  value !== undefined && Object.hasOwn(loaders, value);

const apply = async (language: InterfaceLanguage): Promise<void> => {
  const messages = await loaders[language]();
  document.documentElement.lang = language;
  spoken.set({ language, messages });
};

/** Changes the texts on the page in place; nothing typed is touched. */
export const chooseLanguage = async (language: InterfaceLanguage): Promise<void> => {
  preferences.write(STORAGE_KEY, language);
  await apply(language);
};

/** The account's language, in a browser in which none was chosen. */
export const followAccount = async (language: Language | undefined): Promise<void> => {
  if (!isInterfaceLanguage(language) || preferences.read(STORAGE_KEY) !== undefined) return;
  // A text file that cannot be had: asked for again at the next page.
  await chooseLanguage(language).catch(() => preferences.remove(STORAGE_KEY));
};

/** Logging out empties the browser's storage; the pages that say goodbye still speak the same language. */
export const keepLanguageInTab = (): void => void tabStorage.write(STORAGE_KEY, spoken.get().language);

/** Hungarian unless the reader chose otherwise on an earlier visit. */
export const startLanguage = async (): Promise<void> => {
  const chosen = preferences.read(STORAGE_KEY) ?? tabStorage.read(STORAGE_KEY);
  // A text file that cannot be had must not keep the page from opening: it opens in Hungarian.
  if (isInterfaceLanguage(chosen) && chosen !== "hu") await apply(chosen).catch(() => undefined);
};

/** A text of the catalogue, as it is published or as the API repeats it. */
export type DisplayText = { hu: string } & { [Other in Language]?: string | undefined };

export const useMessages = (): Messages => useStore(spoken).messages;
export const useLanguage = (): InterfaceLanguage => useStore(spoken).language;
