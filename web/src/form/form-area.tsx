import { useEffect, useMemo } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { readDraft } from "../../../src/domain/form/draft.ts";
import { visibleAnswers, visiblePages } from "../../../src/domain/form/visibility.ts";
import { type Result, success } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { readOwnCase } from "../cases/read-own-case.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { call, catalogue, session } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { chooseSettlement } from "../settlements/chosen.ts";
import { useStore } from "../store.ts";
import { typedTexts } from "../typed-text.ts";
import { Loading } from "../ui/elements.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { CheckPage } from "./check-page.tsx";
import { createDraft, type Draft } from "./draft.ts";
import { formContext } from "./form-context.ts";
import { FormPageView } from "./form-page.tsx";
import { postFile, sha256Of } from "./upload.ts";
import { createUploads } from "./uploads.ts";

export type FormStep = { kind: "first" } | { kind: "page"; page: string } | { kind: "check" };

interface Opened {
  detail: CaseDetail;
  form: FormDefinition;
  context: FormContext;
}

const open = async (caseId: string): Promise<Result<Opened, ApiFailure>> => {
  const detail = await readOwnCase(caseId);
  if (!detail.ok) return detail;
  const form = await catalogue.form(detail.value.catalogue.formHash);
  if (!form.ok) return form;
  const context = await formContext(detail.value, Date.now());
  return context.ok ? success({ detail: detail.value, form: form.value, context: context.value }) : context;
};

/** Leads elsewhere without leaving a trace in the history. */
const Redirect = ({ to }: { to: string }) => {
  useEffect(() => navigate(to, { replace: true }), [to]);
  return <Loading />;
};

const later = (work: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};

/** Saves when the page goes to the background or the person logs out; nobody is asked whether they really want to go. */
const useSafeLeaving = (draft: Draft): void => {
  useEffect(() => {
    const hide = (): void => {
      if (document.visibilityState === "hidden") void draft.flush({ keepalive: true });
    };
    const online = (): void => void draft.flush();
    const takeBack = session.beforeLogOut(() => draft.flush());
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("online", online);
    return () => {
      takeBack();
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("online", online);
      void draft.flush();
      draft.close();
    };
  }, [draft]);
};

const Filling = ({ detail, form, context, step }: Opened & { step: FormStep }) => {
  const [draft, uploads] = useMemo(() => {
    const created = createDraft(detail, form, { call, texts: typedTexts, later });
    return [created, createUploads(created, { call, sha256Of, postFile })] as const;
  }, [detail, form]);
  const { answers } = useStore(draft.view);
  useSafeLeaving(draft);
  useEffect(() => chooseSettlement(detail.settlement), [detail]);

  // Rules see what the portal understands of the typed text, as the server will.
  const { pages, values } = useMemo(() => {
    const { answers: understood } = readDraft(form, answers);
    return {
      pages: visiblePages(form, understood, context),
      values: visibleAnswers(form, understood, context),
    };
  }, [form, answers, context]);
  if (step.kind === "check") {
    return <CheckPage detail={detail} draft={draft} uploads={uploads} pages={pages} context={context} />;
  }
  const position = step.kind === "page" ? pages.findIndex((page) => page.id === step.page) : 0;
  const page = pages[position];
  const [first] = pages;
  if (step.kind === "first" && first) {
    return <Redirect to={pathTo("formPage", { caseId: detail.id, page: first.id })} />;
  }
  if (!page) return <NotFoundPage />;
  return (
    <FormPageView
      key={page.id}
      detail={detail}
      draft={draft}
      uploads={uploads}
      pages={pages}
      values={values}
      context={context}
      position={position}
    />
  );
};

/** All pages of one draft. It stays while the address moves between them, and with it what was typed. */
export const FormArea = ({ caseId, step }: { caseId: string; step: FormStep }) => {
  const state = useLoad(() => open(caseId), [caseId]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage what="case" />}>
      {({ detail, form, context }) =>
        detail.state === "draft" ? (
          <Filling detail={detail} form={form} context={context} step={step} />
        ) : (
          <Redirect to={pathTo("case", { caseId })} />
        )
      }
    </WhenLoaded>
  );
};
