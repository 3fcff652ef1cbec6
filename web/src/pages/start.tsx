import { useRef, useState } from "preact/hooks";
import type { CaseSummary } from "../../../src/contract/cases.ts";
import { CapacityInWords, useActing } from "../acting/names.tsx";
import { switchAddress } from "../acting/way-back.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import { call, session } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo, type RouteParams } from "../routes.ts";
import { useStore } from "../store.ts";
import { Button, ButtonLink, Loading, LocalText, Notice, SummaryList, useLocalize } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { NotFoundPage } from "./not-found.tsx";
import { loadService, type OfferedService } from "./service-data.ts";

const LogIn = () => {
  const { start, home } = useMessages();
  return (
    <>
      <p>{start.anonymous}</p>
      <p>{home.loginText}</p>
      <ul class="ds-list">
        {home.methods.map((method) => (
          <li key={method}>{method}</li>
        ))}
      </ul>
      <p>{start.anonymousNote}</p>
      <p class="actions">
        <Button onClick={() => session.logIn()}>{start.login}</Button>
      </p>
    </>
  );
};

const Drafts = ({ drafts }: { drafts: readonly CaseSummary[] }) => {
  const { start } = useMessages();
  const language = useLanguage();
  return (
    <section class="panel">
      <h2 class="ds-heading" data-size="xs">
        {start.draftsTitle}
      </h2>
      <p>{start.draftsText}</p>
      <ul class="plain-list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <ButtonLink href={pathTo("form", { caseId: draft.id })}>
              {start.continueDraft(formatDateTime(language, draft.updatedAt))}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The newest drafts of the same form for the same settlement; not knowing them must not keep anyone from starting. */
const loadDrafts = async ({ settlement, service }: OfferedService) => {
  const answer = await call("listCases", { query: {} });
  const cases = answer.ok ? answer.value.cases : [];
  const drafts = cases.filter(
    (entry) =>
      entry.state === "draft" && entry.form.id === service.form && entry.settlement.code === settlement.code,
  );
  return { ok: true as const, value: drafts };
};

const Begin = (offered: OfferedService) => {
  const messages = useMessages();
  const { start } = messages;
  const state = useStore(session.state);
  const acting = useActing();
  const drafts = useLoad(
    () => loadDrafts(offered),
    [
      offered.settlement.code,
      offered.service.form,
      // Switched in another tab: the drafts are another party's.
      JSON.stringify(acting?.party),
    ],
  );
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const running = useRef(false);

  const begin = async (): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailed(undefined);
    const { settlement, service } = offered;
    const answer = await call("startCase", { body: { settlement: settlement.code, form: service.form } });
    running.current = false;
    setBusy(false);
    // Replaces this page: going back from the form leads to the service, not to another beginning.
    if (answer.ok) navigate(pathTo("form", { caseId: answer.value.id }), { replace: true });
    else setFailed(answer.failure);
  };

  if (drafts.kind !== "ready") return <Loading />;
  const rows = [
    { name: start.actsAs, value: "displayName" in state ? state.displayName : "" },
    {
      name: start.capacity,
      value: acting && <CapacityInWords acting={acting} />,
      action: (
        <a class="ds-link" href={switchAddress()}>
          {messages.acting.switchLink}
        </a>
      ),
    },
    { name: start.form, value: <LocalText text={offered.service.title} /> },
    { name: start.addressee, value: <LocalText text={offered.settlement.office.name} /> },
  ];
  const again = drafts.value.length > 0;
  return (
    <>
      <SummaryList rows={rows} />
      {acting?.rights === "submit" && (
        <Notice tone="info" title={messages.acting.submitOnlyTitle}>
          <p>{messages.acting.submitOnlyText}</p>
        </Notice>
      )}
      {again && <Drafts drafts={drafts.value} />}
      {failed && <FailureNotice failure={failed} level={offered.form.identification} />}
      <p class="actions">
        <Button busy={busy} variant={again ? "secondary" : "primary"} onClick={begin}>
          {busy ? start.starting : again ? start.beginNew : start.begin}
        </Button>
      </p>
    </>
  );
};

const StartView = (offered: OfferedService) => {
  const { start } = useMessages();
  const { kind } = useStore(session.state);
  const title = useLocalize()(offered.service.title);
  const here = { settlement: offered.settlement.code, form: offered.service.form };
  const heading = kind === "anonymous" || kind === "ended" ? start.loginTitle : start.title;
  return (
    <Page
      title={heading}
      name={`${heading}: ${title}`}
      caption={
        <>
          <LocalText text={offered.settlement.name} /> · <LocalText text={offered.service.title} />
        </>
      }
      above={
        <BackLink href={pathTo("service", here)}>
          <LocalText text={offered.service.title} />
        </BackLink>
      }
    >
      {kind === "unknown" && <Loading />}
      {kind === "unreachable" && (
        <FailureNotice failure={{ code: "network" }} retry={() => void session.refresh()} />
      )}
      {(kind === "anonymous" || kind === "ended") && <LogIn />}
      {(kind === "active" || kind === "lapsed") && <Begin {...offered} />}
    </Page>
  );
};

/** Between the service and its form: who acts, for whom, and whether there is something to go on with. */
export const StartPage = ({ settlement, form }: RouteParams<"start">) => {
  const state = useLoad(() => loadService(settlement, form), [settlement, form]);
  return (
    <WhenLoaded state={state} missing={<NotFoundPage />}>
      {(offered) => <StartView {...offered} />}
    </WhenLoaded>
  );
};
