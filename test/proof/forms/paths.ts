import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { FieldError, FormDefinition, FormPage } from "../../../src/domain/form/definition.ts";
import type { Engine } from "./engine.ts";
import type { Input } from "./inputs.ts";

export interface Outcome {
  /** What the portal understands of what was typed: what is sent and stored. */
  understood: Answers;
  unreadable: readonly FieldError[];
  /** Pages shown, with the fields and options on offer. */
  pages: readonly FormPage[];
  /** Visible answers with computed values: what is submitted. */
  values: Answers;
  errors: readonly FieldError[];
}

/** As the pages do it (web/src/form): read what is typed, show what follows, check. */
export const browserPath = (
  run: Engine,
  form: FormDefinition,
  { answers, files, context }: Input,
): Outcome => {
  const { answers: understood, errors: unreadable } = run.readDraft(form, answers);
  return {
    understood,
    unreadable,
    pages: run.visiblePages(form, understood, context),
    values: run.visibleAnswers(form, understood, context),
    errors: run.validateAnswers(form, answers, files, context),
  };
};

const overTheWire = (answers: unknown): unknown => JSON.parse(JSON.stringify(answers));

/** As saving and submitting do it (src/app/cases): accept, store, read, drop what is hidden, check. */
export const serverPath = (
  run: Engine,
  form: FormDefinition,
  { files, context }: Input,
  sent: Answers,
): Outcome | undefined => {
  const accepted = run.acceptDraft(form, overTheWire(sent));
  if (!accepted.ok) return undefined;
  const stored = overTheWire(accepted.value) as Answers;
  const values = run.visibleAnswers(form, stored, context);
  const pages = run.visiblePages(form, stored, context);
  const slots = new Set(pages.flatMap((page) => page.slots ?? []));
  const attachments = files.filter(({ slot }) => slots.has(slot));
  const errors = run.validateAnswers(form, values, attachments, context);
  return { understood: stored, unreadable: [], pages, values, errors };
};

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** Where the two sides, and each side with itself, say different things. */
export const disagreements = (
  browser: Engine,
  server: Engine,
  form: FormDefinition,
  input: Input,
): string[] => {
  const here = browserPath(browser, form, input);
  const there = serverPath(server, form, input, here.understood);
  if (!there) return ["the server refuses what the browser sends"];
  const { context, files } = input;
  const reopened = browser.validateAnswers(form, here.understood, files, context);
  const page = (id: string) => browser.validatePage(form, id, here.understood, files, context);
  const claims: [string, boolean][] = [
    ["what is sent is stored as it is", same(here.understood, there.understood)],
    ["the same pages, fields and options are shown", same(here.pages, there.pages)],
    ["the same values are computed", same(here.values, there.values)],
    ["the same errors are found", same(reopened, there.errors)],
    [
      "what could be read is checked alike before and after",
      here.unreadable.length > 0 || same(here.errors, there.errors),
    ],
    ["what the browser lets pass the server accepts", here.errors.length > 0 || there.errors.length === 0],
    ["what cannot be read is named to the person, if it is asked for", namesUnread(here)],
    [
      "reading twice changes nothing",
      same(browser.readDraft(form, here.understood).answers, here.understood),
    ],
    [
      "submitting twice changes nothing",
      same(server.visibleAnswers(form, there.values, context), there.values),
    ],
    [
      "the pages have the errors of the whole",
      same(
        here.pages.flatMap(({ id }) => page(id)),
        reopened,
      ),
    ],
  ];
  return claims.filter(([, holds]) => !holds).map(([claim]) => `not so: ${claim}`);
};

/** An unreadable answer to a question that is shown must be among the errors. */
const namesUnread = ({ unreadable, pages, errors }: Outcome): boolean => {
  const shown = pages.flatMap((page) => page.fields).map(({ key }) => key);
  return unreadable
    .filter(({ field }) => shown.includes(field))
    .every(({ field }) => errors.some((error) => error.field === field));
};

/** What a client that does not use the portal's pages gets for the same input: a draft, or named errors. */
export const directRefusal = (run: Engine, form: FormDefinition, input: Input): string[] => {
  const accepted = run.acceptDraft(form, overTheWire(input.answers));
  if (accepted.ok) return [];
  const { errors } = accepted.failure;
  return errors.length > 0 && errors.every(({ field, code }) => field !== "" && code.length > 0)
    ? []
    : ["not so: whatever is refused is named"];
};
