import { useEffect, useMemo } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { type Result, success } from "../../../src/domain/result.ts";
import { filersOf } from "../../../src/domain/settlement/filers.ts";
import type { ApiFailure } from "../api/client.ts";
import { readOwnCase } from "../cases/read-own-case.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { call, catalogue, session } from "../portal.ts";
import { useMessages } from "../language.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { place } from "../router.ts";
import { BASED_ON, pathTo, type Route } from "../routes.ts";
import { chooseSettlement } from "../settlements/chosen.ts";
import { useStore } from "../store.ts";
import { typedTexts } from "../typed-text.ts";
import { LocalText, Notice, SummaryList } from "../ui/elements.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { useTheme } from "../ui/theme.ts";
import { createDraft, type Draft } from "./draft.ts";
import { draftAttachments, type DraftAttachments } from "./draft-attachments.tsx";
import type { FormSurroundings } from "./filling.ts";
import { FormPageView } from "./form-page.tsx";
import { useIdentityRows } from "./identity-rows.ts";
import { fetchWhenIdle, LaterCheckPage, LaterNewerVersion } from "./later-parts.ts";
import { later } from "./later.ts";
import { openForm, type OpenedForm } from "./open-form.ts";
import { Redirect } from "./redirect.tsx";
import { SaveStatus } from "./save-status.tsx";
import { TaskList } from "./task-list.tsx";
import { useVisible } from "./use-visible.ts";

type FormRoute = Route<"form" | "check" | "formPage">;

interface Opened extends OpenedForm {
  detail: CaseDetail;
}

const open = async (caseId: string): Promise<Result<Opened, ApiFailure>> => {
  const detail = await readOwnCase(caseId);
  if (!detail.ok) return detail;
  const opened = await openForm(detail.value.catalogue);
  if (!opened.ok) return opened;
  return success({ ...opened.value, detail: detail.value });
};

const Identity = ({ detail, hasIntro }: { detail: CaseDetail; hasIntro: boolean }) => {
  const { identity } = useMessages().form;
  const rows = useIdentityRows(detail.submitter);
  return (
    <section class="panel" aria-label={identity.title}>
      {!hasIntro && <p>{identity.text}</p>}
      <SummaryList rows={rows} />
    </section>
  );
};

/** Begun from an earlier case: what that means, as long as the address remembers it. */
const Based = () => {
  const { based } = useFillingMessages();
  const earlier = new URLSearchParams(useStore(place).search).get(BASED_ON);
  if (earlier === null) return null;
  return (
    <Notice tone="info" title={based.title}>
      <p>{based.text}</p>
      <p>
        <a class="ds-link" href={pathTo("case", { caseId: earlier })}>
          {based.link}
        </a>
      </p>
    </Notice>
  );
};

const useSurroundings = (
  detail: CaseDetail,
  draft: Draft,
  attachments: DraftAttachments,
): FormSurroundings => {
  const messages = useMessages();
  return {
    addresses: {
      tasks: pathTo("form", { caseId: detail.id }),
      check: pathTo("check", { caseId: detail.id }),
      page: (page) => pathTo("formPage", { caseId: detail.id, page }),
      leave: { href: pathTo("cases"), text: messages.portal.cases, stop: messages.form.leave },
    },
    identity: (hasIntro): ComponentChildren => <Identity detail={detail} hasIntro={hasIntro} />,
    slot: (slot, error): ComponentChildren => attachments.slot(slot, error),
    status: <SaveStatus draft={draft} />,
  };
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

/** The form as the settlement offers it now, if that is another version than the draft's. */
const newerFormOf = async ({
  settlement,
  form,
}: CaseDetail): Promise<Result<string | undefined, ApiFailure>> => {
  const current = await catalogue.currentSettlement(settlement.code);
  if (!current.ok) return current;
  const service = current.value.services.find((one) => one.form === form.id);
  return success(service && service.version !== form.version ? service.formHash : undefined);
};

const Newer = (own: { detail: CaseDetail; draft: Draft }) => {
  const hash = useLoad(() => newerFormOf(own.detail), [own.detail]);
  return hash.kind === "ready" && hash.value !== undefined ? (
    <LaterNewerVersion {...own} formHash={hash.value} />
  ) : null;
};

const Filling = ({ route, ...opened }: Opened & { route: FormRoute }) => {
  const { detail, form, settlement, context } = opened;
  const [draft, attachments] = useMemo(() => {
    const created = createDraft(detail, form, { call, texts: typedTexts, later });
    return [created, draftAttachments(created, call)] as const;
  }, [detail, form]);
  const { answers } = useStore(draft.view);
  useSafeLeaving(draft);
  useEffect(() => chooseSettlement(detail.settlement), [detail]);
  useTheme(settlement.theme);
  useEffect(() => fetchWhenIdle(LaterCheckPage), []);
  useEffect(() => attachments.close, [attachments]);

  const surroundings = useSurroundings(detail, draft, attachments);
  const { pages, values } = useVisible(form, answers, context);
  if (route.name === "check") {
    const { uploads } = attachments;
    const { status } = surroundings;
    return <LaterCheckPage {...{ detail, draft, uploads, status, pages, context }} />;
  }
  if (route.name === "form") {
    return (
      <TaskList
        filling={draft}
        surroundings={surroundings}
        pages={pages}
        context={context}
        filers={filersOf(form, settlement)}
        caption={<LocalText text={detail.settlement.name} />}
      >
        <Based />
        <Newer detail={detail} draft={draft} />
      </TaskList>
    );
  }
  const position = pages.findIndex((page) => page.id === route.params.page);
  const page = pages[position];
  if (!page) return <NotFoundPage />;
  return (
    <FormPageView
      key={page.id}
      filling={draft}
      surroundings={surroundings}
      pages={pages}
      values={values}
      context={context}
      position={position}
    />
  );
};

/** All pages of one draft. It stays while the address moves between them, and with it what was typed. */
export const FormArea = ({ route }: { route: FormRoute }) => {
  const { caseId } = route.params;
  const state = useLoad(() => open(caseId), [caseId]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage what="case" />}>
      {(opened) =>
        opened.detail.state === "draft" ? (
          <Filling {...opened} route={route} />
        ) : (
          <Redirect to={pathTo("case", { caseId })} />
        )
      }
    </WhenLoaded>
  );
};
