import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { FormPage } from "../../../src/domain/form/definition.ts";
import { filersOf } from "../../../src/domain/settlement/filers.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { navigate } from "../router.ts";
import { pathTo, type Route } from "../routes.ts";
import { chooseSettlement } from "../settlements/chosen.ts";
import { useStore } from "../store.ts";
import { LocalText, Notice, useLocalize } from "../ui/elements.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { useTheme } from "../ui/theme.ts";
import type { FormSurroundings } from "./filling.ts";
import { FormPageView } from "./form-page.tsx";
import { fetchWhenIdle, LaterLocalCheckPage } from "./later-parts.ts";
import { localDrafts, type LocalPlace } from "./local-drafts.ts";
import { createLocalFilling, type LocalFilling } from "./local-filling.ts";
import { later } from "./later.ts";
import { DeleteLocal, LocalStatus } from "./local-status.tsx";
import { openLocal, type OpenedLocal } from "./open-local.ts";
import { TaskList } from "./task-list.tsx";
import { useVisible } from "./use-visible.ts";

type LocalRoute = Route<"localForm" | "localCheck" | "localPage">;

const serviceAddress = ({ settlement, form }: LocalPlace): string => pathTo("service", { settlement, form });

/** What a form says of the identity that was passed on is not true before the login. */
const beforeLogin = (page: FormPage): FormPage => {
  const { intro: _, ...others } = page;
  return page.identity ? others : page;
};

/** Nothing typed is lost when the page goes to the background, or away. */
const useSafeLeaving = (filling: LocalFilling): void => {
  useEffect(() => {
    const keep = (): void => void filling.flush();
    document.addEventListener("visibilitychange", keep);
    window.addEventListener("pagehide", keep);
    return () => {
      document.removeEventListener("visibilitychange", keep);
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [filling]);
};

/** Other tabs write the same draft, or take it away. */
const useOtherTabs = (place: LocalPlace, filling: LocalFilling): void => {
  useEffect(() => {
    const hear = ({ key }: StorageEvent): void => {
      if (!localDrafts.isKeyOf(place, key)) return;
      if (!filling.adopt()) navigate(serviceAddress(place), { replace: true });
    };
    window.addEventListener("storage", hear);
    return () => window.removeEventListener("storage", hear);
  }, [filling]);
};

const useSurroundings = (opened: OpenedLocal, filling: LocalFilling): FormSurroundings => {
  const { local } = useFillingMessages();
  const localize = useLocalize();
  const { settlement, form } = opened.draft;
  const params = { settlement, form };
  return {
    addresses: {
      tasks: pathTo("localForm", params),
      check: pathTo("localCheck", params),
      page: (page) => pathTo("localPage", { ...params, page }),
      leave: { href: serviceAddress(params), text: localize(opened.form.title), stop: local.leave },
    },
    identity: (): ComponentChildren => <p class="panel">{local.identity}</p>,
    slot: (slot): ComponentChildren => (
      <section class="section" key={slot.id}>
        <h2 class="ds-heading" data-size="2xs">
          <LocalText text={slot.label} />
        </h2>
        <p>{local.noFiles}</p>
      </section>
    ),
    status: <LocalStatus filling={filling} />,
  };
};

const LocalFillingView = ({ route, ...opened }: OpenedLocal & { route: LocalRoute }) => {
  const { local } = useFillingMessages();
  const { draft, settlement, form, context } = opened;
  const filling = useMemo(
    () => createLocalFilling(draft, form, { drafts: localDrafts, now: () => Date.now(), later }),
    [draft, form],
  );
  const { answers } = useStore(filling.view);
  useOtherTabs(draft, filling);
  useSafeLeaving(filling);
  useEffect(() => chooseSettlement(settlement), [settlement]);
  useTheme(settlement.theme);
  useEffect(() => fetchWhenIdle(LaterLocalCheckPage), []);
  const surroundings = useSurroundings(opened, filling);
  const { pages, values } = useVisible(form, answers, context);

  if (route.name === "localCheck") {
    return (
      <LaterLocalCheckPage
        draft={draft}
        settlement={settlement}
        context={context}
        filling={filling}
        surroundings={surroundings}
      />
    );
  }
  if (route.name === "localForm") {
    const remove = (): void => {
      filling.remove();
      navigate(serviceAddress(draft), { replace: true });
    };
    return (
      <TaskList
        filling={filling}
        surroundings={surroundings}
        pages={pages}
        context={context}
        filers={filersOf(form, settlement)}
        caption={<LocalText text={settlement.name} />}
      >
        <Notice tone="warning">
          <p>{local.where}</p>
          <DeleteLocal remove={remove} />
        </Notice>
      </TaskList>
    );
  }
  const shown = pages.map(beforeLogin);
  const position = shown.findIndex((page) => page.id === route.params.page);
  const page = shown[position];
  if (!page) return <NotFoundPage />;
  return (
    <FormPageView
      key={page.id}
      filling={filling}
      surroundings={surroundings}
      pages={shown}
      values={values}
      context={context}
      position={position}
    />
  );
};

/** All pages of a form filled without a login: the same pages, kept in this browser only. */
export const LocalFormArea = ({ route }: { route: LocalRoute }) => {
  const { settlement, form } = route.params;
  const state = useLoad(() => openLocal({ settlement, form }), [settlement, form]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage />}>
      {(opened) => <LocalFillingView {...opened} route={route} />}
    </WhenLoaded>
  );
};
