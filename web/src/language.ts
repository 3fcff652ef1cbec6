import type { Language } from "../../src/domain/localized.ts";
import { preferences, tabStorage } from "./browser-storage.ts";
import type { InterfaceLanguage } from "./messages/all.ts";
import type { TextPart, Texts } from "./messages/hu.ts";
import { speakerOf } from "./messages/spoken.ts";
import { createStore, useStore } from "./store.ts";

export type { InterfaceLanguage } from "./messages/all.ts";

/** In the names of the files with the texts. The build puts it in (web/text-files.ts). */
declare const TEXTS_VERSION: string;

/** In the order of the switch, each named in itself. */
export const interfaceLanguages: readonly { code: InterfaceLanguage; name: string }[] = [
  { code: "hu", name: "Magyar" },
  { code: "en", name: "English" },
];

const STORAGE_KEY = "portal.language";

const spoken = createStore<{ language: InterfaceLanguage; texts: Partial<Texts> }>({
  language: "hu",
  texts: {},
});
const loaded: Partial<Record<InterfaceLanguage, Partial<Texts>>> = {};
/** What pages opened so far speak with: all of it changes with the language. */
const parts = new Set<TextPart>(["portal"]);
/** The language asked for last; another one is spoken as long as its texts are on the way. */
let asked: InterfaceLanguage = "hu";

const isInterfaceLanguage = (value: string | undefined): value is InterfaceLanguage =>
  interfaceLanguages.some(({ code }) => code === value);

const load = async (language: InterfaceLanguage, part: TextPart): Promise<void> => {
  const response = await fetch(`/assets/${part}.${language}-${TEXTS_VERSION}.json`);
  if (!response.ok) throw new Error(`Texts ${part}.${language}: ${response.status}`);
  const texts: unknown = await response.json();
  loaded[language] = { ...loaded[language], [part]: speakerOf(language)(texts) };
};

/** Shows the texts of all parts in the language asked for, once all are there. Rejects where one cannot be had. */
const speak = async (): Promise<void> => {
  const language = asked;
  const texts = loaded[language] ?? {};
  const missing = [...parts].filter((part) => !texts[part]);
  if (missing.length > 0) {
    await Promise.all(missing.map((part) => load(language, part)));
    // Another language or part may have been asked for in the meantime.
    return speak();
  }
  document.documentElement.lang = language;
  spoken.set({ language, texts });
};

const speakIn = async (language: InterfaceLanguage): Promise<void> => {
  asked = language;
  try {
    await speak();
  } catch (error) {
    asked = spoken.get().language;
    throw error;
  }
};

/** Changes the texts on the page in place; nothing typed is touched. */
export const chooseLanguage = async (language: InterfaceLanguage): Promise<void> => {
  preferences.write(STORAGE_KEY, language);
  await speakIn(language);
};

/** Before a page is shown that speaks with these parts. Rejects where they cannot be had. */
export const loadTexts = async (needed: readonly TextPart[]): Promise<void> => {
  for (const part of needed) parts.add(part);
  await speak();
};

/** The account's language, in a browser in which none was chosen. */
export const followAccount = async (language: Language | undefined): Promise<void> => {
  if (!isInterfaceLanguage(language) || preferences.read(STORAGE_KEY) !== undefined) return;
  // A text file that cannot be had: asked for again at the next page.
  await chooseLanguage(language).catch(() => preferences.remove(STORAGE_KEY));
};

/** Logging out empties the browser's storage; the pages that say goodbye still speak the same language. */
export const keepLanguageInTab = (): void => void tabStorage.write(STORAGE_KEY, spoken.get().language);

/** Hungarian unless the reader chose otherwise on an earlier visit. Rejects where there is nothing to speak with. */
export const startLanguage = async (): Promise<void> => {
  const chosen = preferences.read(STORAGE_KEY) ?? tabStorage.read(STORAGE_KEY);
  // Texts that cannot be had must not keep the page from opening: it opens in Hungarian.
  await speakIn(isInterfaceLanguage(chosen) ? chosen : "hu").catch(() => speakIn("hu"));
};

/** A text of the catalogue, as it is published or as the API repeats it. */
export type DisplayText = { hu: string } & { [Other in Language]?: string | undefined };

export const useLanguage = (): InterfaceLanguage => useStore(spoken).language;

/** The texts of a part: the page was fetched together with them (`lazy` in ui/lazy.tsx). */
export const useTexts = <Part extends TextPart>(part: Part): Texts[Part] => {
  const texts = useStore(spoken).texts[part];
  if (texts === undefined) throw new Error(`The texts "${part}" were not loaded with their page`);
  return texts;
};

/** What every page may say. */
export type Messages = Texts["portal"];
export const useMessages = (): Messages => useTexts("portal");
