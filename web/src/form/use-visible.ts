import { useMemo } from "preact/hooks";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormDefinition, FormPage } from "../../../src/domain/form/definition.ts";
import { readDraft } from "../../../src/domain/form/draft.ts";
import { visibleForm } from "../../../src/domain/form/visibility.ts";

/** Rules see what the portal understands of the typed text, as the server will. */
export const useVisible = (
  form: FormDefinition,
  answers: Answers,
  context: FormContext,
): { pages: readonly FormPage[]; values: Answers } =>
  useMemo(() => {
    const { answers: understood } = readDraft(form, answers);
    const visible = visibleForm(form, understood, context);
    return { pages: visible.pages, values: visible.answers };
  }, [form, answers, context]);
