import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answers } from "../../../src/domain/case/case.ts";
import { readAnswer, writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type {
  Calculator,
  FieldError,
  FormDefinition,
  FormPage,
} from "../../../src/domain/form/definition.ts";
import { shownFigures } from "../../../src/domain/form/figures.ts";
import { validateAnswers } from "../../../src/domain/form/validate.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "../api/client.ts";
import { News } from "../form/computed-news.tsx";
import { localDrafts } from "../form/local-drafts.ts";
import { errorText, type NamedError } from "../form/error-text.ts";
import { fieldId } from "../form/field-id.ts";
import { contextOf } from "../form/form-context.ts";
import { beginLocal } from "../form/open-local.ts";
import { PageFields } from "../form/page-fields.tsx";
import { useVisible } from "../form/use-visible.ts";
import { formatValue } from "../format/values.ts";
import { useLanguage } from "../language.ts";
import { useChoosingMessages } from "../messages/choosing.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { catalogue, session } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo, type Route } from "../routes.ts";
import { isLiving } from "../session/session-state.ts";
import { Accounts, accountsAfter } from "../settlements/accounts.tsx";
import { chooseSettlement } from "../settlements/chosen.ts";
import { createStore, useStore } from "../store.ts";
import { Button, LocalText, Notice, useLocalize } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { useTheme } from "../ui/theme.ts";

interface Opened {
  settlement: PublishedSettlement;
  form: FormDefinition;
  calculator: Calculator;
  context: FormContext;
}

const open = async (code: string, formId: string): Promise<Result<Opened, ApiFailure>> => {
  const settlement = await catalogue.currentSettlement(code);
  if (!settlement.ok) return settlement;
  const listed = settlement.value.calculators?.find(({ form }) => form === formId);
  if (!listed) return failure({ code: "not-found" });
  const form = await catalogue.form(listed.formHash);
  if (!form.ok) return form;
  const { calculator } = form.value;
  if (!calculator) return failure({ code: "not-found" });
  const context = contextOf(settlement.value, Date.now());
  return success({ settlement: settlement.value, form: form.value, calculator, context });
};

/** The pages the figure needs, without the questions that do not change it. */
const pagesOf = (calculator: Calculator, pages: readonly FormPage[]): readonly FormPage[] =>
  pages
    .filter(({ id }) => calculator.pages.includes(id))
    .map((page) => ({
      ...page,
      // The figure itself stands under all pages.
      fields: page.fields.filter(
        ({ key }) => key !== calculator.result && !calculator.without?.includes(key),
      ),
    }))
    .filter(({ fields }) => fields.some((field) => field.kind !== "computed" || !field.hidden));

/** What stands against the figure: only on the pages and questions that are asked. */
const errorsOf = ({ form, calculator, context }: Opened, answers: Answers): readonly FieldError[] => {
  const asked = form.pages
    .filter(({ id }) => calculator.pages.includes(id))
    .flatMap(({ fields }) => fields.map(({ key }) => key))
    .filter((key) => !calculator.without?.includes(key));
  return validateAnswers(form, answers, [], context).filter(({ field }) =>
    asked.some((key) => field === key || field.startsWith(`${key}.`)),
  );
};

interface ResultProps extends Opened {
  values: Answers;
  errors: readonly NamedError[];
}

/** The figure as soon as everything it needs is there; until then, what is missing. */
const Figure = ({ form, calculator, values, errors }: ResultProps) => {
  const texts = useFillingMessages().calculator;
  const language = useLanguage();
  const field = form.pages.flatMap(({ fields }) => fields).find(({ key }) => key === calculator.result);
  const value = readAnswer(values, calculator.result);
  const isMissing = errors.some(({ code }) => code === "required" || code === "too-few-rows");
  const known = errors.length === 0 && value !== undefined && field?.kind === "computed";
  const text = known ? formatValue(language, field, value) : isMissing ? texts.missing : texts.wrong;
  return (
    <section class="panel panel--accent figure" aria-label={texts.result}>
      <h2 class="ds-heading" data-size="xs">
        {field && field.kind === "computed" ? <LocalText text={field.label} /> : texts.result}
      </h2>
      {known && field.hint && (
        <p>
          <LocalText text={field.hint} />
        </p>
      )}
      <p class={known ? "figure__value" : undefined}>{text}</p>
      <News sentences={[text]} />
      <p class="small">{texts.information}</p>
    </section>
  );
};

/** Goes on with the form itself, which begins with these answers, in this browser until it is submitted. */
const useStart = ({ settlement, form, calculator }: Opened, answers: () => Answers) => {
  const [failed, setFailed] = useState<ApiFailure>();
  const place = { settlement: settlement.code, form: form.id };
  const start = async (): Promise<void> => {
    const kept = localDrafts.read(place);
    const draft = kept ? success(kept) : await beginLocal(place, Date.now());
    if (!draft.ok) return setFailed(draft.failure);
    const taken = form.pages
      .filter(({ id }) => calculator.pages.includes(id))
      .flatMap(({ fields }) => fields)
      .reduce((all, { key }) => {
        const answer = readAnswer(answers(), key);
        return answer === undefined ? all : writeAnswer(all, key, answer);
      }, draft.value.answers);
    localDrafts.keep({ ...draft.value, answers: taken, savedAt: Date.now() });
    navigate(isLiving(session.state.get()) ? pathTo("start", place) : pathTo("localForm", place));
  };
  return { start, failed };
};

const CalculatorView = (opened: Opened) => {
  const { settlement, form, calculator, context } = opened;
  const messages = useChoosingMessages();
  const texts = useFillingMessages().calculator;
  const localize = useLocalize();
  const view = useMemo(
    () => createStore<{ answers: Answers; files: [] }>({ answers: {}, files: [] }),
    [form],
  );
  const { answers } = useStore(view);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { start, failed } = useStart(opened, () => view.get().answers);
  useEffect(() => chooseSettlement(settlement), [settlement]);
  useTheme(settlement.theme);
  const { pages, values } = useVisible(form, answers, context);
  const asked = pagesOf(calculator, pages);
  const figures = shownFigures(form, asked, values);
  const errors = useMemo(() => errorsOf(opened, answers), [opened.form, answers, context]);
  // An error is shown once its field was left, and never for what is merely not typed yet.
  const shown = errors.filter(({ field, code }) => code !== "required" && left.has(fieldId(field)));
  const sentences = new Map(shown.map((error) => [error.field, errorText(messages, form, error, localize)]));
  const filling = {
    form,
    view,
    change: (key: string, value: unknown): void =>
      view.set({ answers: writeAnswer(view.get().answers, key, value), files: [] }),
  };
  const title = texts.title({ form: localize(form.title) });
  const isOffered = settlement.services.some((service) => service.form === form.id);
  return (
    <Page
      title={title}
      name={title}
      caption={<LocalText text={settlement.name} />}
      lead={texts.lead}
      above={
        <BackLink href={pathTo("settlement", { settlement: settlement.code })}>
          {messages.settlement.services}
        </BackLink>
      }
    >
      {form.notice && (
        <Notice tone="info">
          <p>
            <LocalText text={form.notice} />
          </p>
        </Notice>
      )}
      <div
        class="form"
        onFocusOut={(event) => {
          const { id } = event.target as HTMLElement;
          if (id !== "" && !left.has(id)) setLeft(new Set([...left, id]));
        }}
      >
        {asked.map((page) => (
          <section class="calculator__page" key={page.id}>
            <h2 class="ds-heading" data-size="sm">
              <LocalText text={page.title} />
            </h2>
            <PageFields filling={filling} page={page} values={figures} errors={sentences} />
          </section>
        ))}
      </div>
      <Figure {...opened} values={values} errors={errors} />
      <Accounts accounts={accountsAfter(settlement, form.id)} />
      {failed && <FailureNotice failure={failed} />}
      {isOffered ? (
        <p class="actions">
          <Button onClick={start}>{texts.start}</Button>
        </p>
      ) : (
        <p>{texts.notOffered}</p>
      )}
    </Page>
  );
};

/** A form's figure for anybody, with the settlement's own rates; nothing typed leaves the browser. */
export const CalculatorPage = ({ route }: { route: Route<"calculator"> }) => {
  const { settlement, form } = route.params;
  const state = useLoad(() => open(settlement, form), [settlement, form]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage />}>
      {(opened) => <CalculatorView {...opened} />}
    </WhenLoaded>
  );
};
