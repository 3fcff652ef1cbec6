import type { FormId } from "../../domain/ids.ts";
import type { Language, LocalizedText } from "../../domain/localized.ts";
import { isRecord } from "../../domain/form/answers.ts";
import { readAccountNumber } from "../../domain/settlement/account-number.ts";
import { contrastWithWhite, isReadable, readableColour } from "../../domain/settlement/contrast.ts";
import {
  cataloguePaths,
  type SettlementTexts,
  type TaxAccount,
  type Theme,
} from "../../domain/settlement/settlement.ts";
import type { LocalizedBlocks } from "../../domain/settlement/text-blocks.ts";
import { readCrest } from "./crest.ts";
import type { SettlementSource } from "./municipality-source.ts";
import type { ParameterGroupSource } from "./parameter-source.ts";
import type { PublishedForm, Readable } from "./read-catalogue.ts";
import { type Sha256, shortHash } from "./short-hash.ts";
import type { CatalogueProblem, Source } from "./source.ts";
import { suggestion } from "./suggestions.ts";
import { blocksOf } from "./text-blocks.ts";

type Settlement = Source<SettlementSource>;

/** Images beside the settlements' files, by path: `settlements/06895-kophaza.png`. */
export type Images = ReadonlyMap<string, Uint8Array>;

export interface CompiledTheme {
  theme?: Theme;
  /** What the crest's file is in the bucket. */
  crest?: { key: string; content: Uint8Array };
  problems: CatalogueProblem[];
}

export const compileTheme = (
  { value: { theme }, problemAt }: Settlement,
  images: Images,
  sha256: Sha256,
): CompiledTheme => {
  if (!theme) return { problems: [] };
  const problems: CatalogueProblem[] = [];
  const { accent, crest: name } = theme;
  if (accent !== undefined && !isReadable(accent)) {
    const contrast = (Math.floor(contrastWithWhite(accent) * 10) / 10).toFixed(1);
    const message = `is ${accent}, hard to read on white and under white (${contrast}:1, at least 4.5:1 is needed); the nearest readable colour is "${readableColour(accent)}"`;
    problems.push(problemAt(["theme", "accent"], message));
  }
  const colours = accent === undefined ? {} : { accent };
  if (name === undefined) return { theme: colours, problems };
  const content = images.get(`settlements/${name}`);
  const image = readCrest(name, content);
  if (!image.ok || !content) {
    if (!image.ok) problems.push(problemAt(["theme", "crest"], image.failure.message));
    return { theme: colours, problems };
  }
  const { type, width, height } = image.value;
  const key = cataloguePaths.crest(shortHash(sha256, content), type);
  const file = key.slice(key.lastIndexOf("/") + 1);
  return { theme: { ...colours, crest: { file, width, height } }, crest: { key, content }, problems };
};

/** Characters. */
const LONGEST_TEXT = { welcome: 4000, notice: 1000 } as const;
const textNames = ["welcome", "notice"] as const;

const blocksIn = (text: LocalizedText): LocalizedBlocks => ({
  ...(Object.fromEntries(
    Object.entries(text).map(([language, words]) => [language, blocksOf(words)]),
  ) as Partial<LocalizedBlocks>),
  hu: blocksOf(text.hu),
});

export const compileTexts = ({ value: { texts } }: Settlement): SettlementTexts => ({
  ...(texts?.welcome && { welcome: blocksIn(texts.welcome) }),
  ...(texts?.notice && { notice: blocksIn(texts.notice) }),
});

export const checkTexts = ({ value: { texts }, problemAt }: Settlement): CatalogueProblem[] =>
  textNames.flatMap((name) => {
    const longest = Math.max(0, ...Object.values(texts?.[name] ?? {}).map((words) => words.length));
    return longest <= LONGEST_TEXT[name]
      ? []
      : [problemAt(["texts", name], `has ${longest} characters; at most ${LONGEST_TEXT[name]} are allowed`)];
  });

/** A text in several languages lacks one that the settlement declares. */
export const checkTranslations = (
  { value: { texts, parameters }, problemAt }: Settlement,
  languages: readonly Language[],
): CatalogueProblem[] => {
  const lacking = (text: object) => languages.filter((language) => !Object.hasOwn(text, language));
  const problems = (path: (string | number)[], text: object) =>
    lacking(text).map((language) =>
      problemAt(path, `lacks ${language}, which is among the settlement's languages`),
    );
  return [
    ...textNames.flatMap((name) => {
      const text = texts?.[name];
      return text ? problems(["texts", name], text) : [];
    }),
    ...Object.entries(parameters).flatMap(([group, periods]) =>
      periods.flatMap(({ values }, index) =>
        Object.entries(values).flatMap(([value, entries]) =>
          (Array.isArray(entries) ? entries : []).flatMap((entry: unknown, place) =>
            isRecord(entry) && isRecord(entry["label"])
              ? problems(["parameters", group, index, "values", value, place, "label"], entry["label"])
              : [],
          ),
        ),
      ),
    ),
  ];
};
/** Accounts besides those of the taxes, with their names. */
const otherAccounts: Readonly<Record<string, LocalizedText>> = {
  "late-charge": { hu: "Késedelmi pótlék", en: "Late payment interest" },
  fine: { hu: "Bírság", en: "Fines" },
  duty: { hu: "Eljárási illeték", en: "Procedural duty" },
  other: { hu: "Egyéb bevételek", en: "Other payments" },
};

export const compileAccounts = (
  { value: { accounts = {} }, problemAt }: Settlement,
  groups: Readable<Source<ParameterGroupSource>>,
  forms: readonly PublishedForm[],
): { accounts: TaxAccount[]; problems: CatalogueProblem[] } => {
  const problems: CatalogueProblem[] = [];
  const compiled = Object.entries(accounts).flatMap(([id, typed]): TaxAccount[] => {
    const title = groups.sources.get(id)?.value.title;
    const name = title === undefined ? otherAccounts[id] : { hu: title };
    const number = readAccountNumber(typed);
    if (!name) {
      const known = [...groups.sources.keys(), ...Object.keys(otherAccounts)];
      const message = `is nothing one pays${suggestion(id, known) || ";"} There are ${known.join(", ")}`;
      problems.push(problemAt(["accounts", id], message));
    }
    if (!number) {
      const message = `is no account number: a check digit is wrong; it must be like 11742087-15393702-03090000, or an IBAN`;
      problems.push(problemAt(["accounts", id], message));
    }
    return name && number ? [{ id, name, ...number, forms: payingFor(id, forms) }] : [];
  });
  return { accounts: compiled, problems };
};

const payingFor = (id: string, forms: readonly PublishedForm[]): FormId[] =>
  forms.filter(({ form }) => form.parameters?.includes(id)).map(({ form }) => form.id);
