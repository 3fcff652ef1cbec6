import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { readAnswer } from "../../../src/domain/form/answers.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { ComputedField, FormPage } from "../../../src/domain/form/definition.ts";
import { formatValue } from "../format/values.ts";
import { useLanguage, useMessages } from "../language.ts";
import { useLocalize } from "../ui/elements.tsx";

/** After this long without a change, in milliseconds. */
const PAUSE = 1_500;

const isShown = (field: FormPage["fields"][number]): field is ComputedField =>
  field.kind === "computed" && field.hidden !== true;

/**
 * Reads out those of the sentences that changed, once the typing pauses: a figure after every key would drown what is
 * being typed.
 */
export const News = ({ sentences }: { sentences: readonly string[] }) => {
  const known = useRef(sentences);
  const [news, setNews] = useState("");
  // At once: an effect after the frame would ask for a frame of its own at every key, and only a clock is set here.
  useLayoutEffect(() => {
    const timer = setTimeout(() => {
      const changed = sentences.filter((sentence) => !known.current.includes(sentence));
      known.current = sentences;
      // Also when it is nothing: a figure that is no more must not be read, and is news when it comes back.
      setNews(changed.join(". "));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [sentences.join("\n")]);
  return <output class="ds-sr-only">{news}</output>;
};

/** The computed values of a page. */
export const ComputedNews = ({ page, values }: { page: FormPage; values: Answers }) => {
  const language = useLanguage();
  const localize = useLocalize();
  const { form } = useMessages();
  const sentences = page.fields.filter(isShown).map((field) => {
    const value = readAnswer(values, field.key);
    return `${localize(field.label)}: ${value === undefined ? form.notComputable : formatValue(language, field, value)}`;
  });
  return <News sentences={sentences} />;
};
