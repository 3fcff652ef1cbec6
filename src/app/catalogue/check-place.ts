import type { SettlementCode } from "../../domain/ids.ts";
import { isSettlementCode } from "../../domain/settlement/settlement-code.ts";
import type { OfficeSource, SettlementSource } from "./municipality-source.ts";
import { fileNameOf, type NationalEntry, type NationalList, slugOf } from "./national-list.ts";
import type { Readable } from "./read-catalogue.ts";
import type { CatalogueProblem, Source } from "./source.ts";
import { withAlternatives } from "./suggestions.ts";

/** The settlement after which a file is called. */
const meantBy = (fileName: string, national: NationalList): NationalEntry | undefined => {
  const slug = fileName.replace(/^\d*-/, "");
  return [...national.values()].find(({ name }) => slugOf(name) === slug);
};

const wrongCode = (fileName: string, code: SettlementCode, national: NationalList): string | undefined => {
  const entry = national.get(code);
  if (entry && fileName === fileNameOf(entry)) return undefined;
  const meant = meantBy(fileName, national);
  const right = meant && meant.code !== code ? `; ${meant.name} is ${meant.code}` : "";
  if (entry) {
    return `is ${entry.name} in the national list, whose file is called ${fileNameOf(entry)}.yaml${right}`;
  }
  return isSettlementCode(code) ? `is not in the national list${right}` : `has a wrong check digit${right}`;
};

/** Whether the file is of the settlement it says, as the national list knows it. */
export const checkIdentity = (
  fileName: string,
  { value: { code, name }, problemAt }: Source<SettlementSource>,
  national: NationalList,
): CatalogueProblem[] => {
  const wrong = wrongCode(fileName, code, national);
  if (wrong !== undefined) return [problemAt(["code"], wrong)];
  const known = national.get(code)?.name;
  if (name.hu === undefined || name.hu === known) return [];
  const message = `is ${name.hu}, but ${code} is ${known ?? "nothing"} in the national list; leave it out`;
  return [problemAt(["name", "hu"], message)];
};

/** Whether there is such an office, and the book is its own. */
export const checkPlace = (
  { value: { office, book }, problemAt }: Source<SettlementSource>,
  { sources }: Readable<Source<OfficeSource>>,
): CatalogueProblem[] => {
  const books = sources.get(office)?.value.books.map(({ id }) => id);
  if (!books) {
    return [
      problemAt(["office"], withAlternatives(`refers to ${office}`, office, "offices", sources.keys())),
    ];
  }
  if (books.includes(book)) return [];
  return [problemAt(["book"], withAlternatives(`refers to ${book}`, book, "office's books", books))];
};
