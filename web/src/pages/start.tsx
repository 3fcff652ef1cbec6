import { localDrafts } from "../form/local-drafts.ts";
import { useRef, useState } from "preact/hooks";
import type { CaseSummary } from "../../../src/contract/cases.ts";
import { success } from "../../../src/domain/result.ts";
import { mayFile } from "../../../src/domain/settlement/filers.ts";
import { useActing } from "../acting/acting-now.ts";
import { CapacityInWords } from "../acting/names.tsx";
import { switchAddress } from "../acting/switch-address.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useChoosingMessages } from "../messages/choosing.ts";
import { call, session } from "../portal.ts";
import { navigate } from "../router.ts";
import { BASED_ON, pathTo, type RouteParams } from "../routes.ts";
import { useStore } from "../store.ts";
import { Button, ButtonLink, Loading, LocalText, Notice, SummaryList, useLocalize } from "../ui/elements.tsx";
import { FailureNotice, useLoad } from "../ui/load.tsx";
import { lazy } from "../ui/lazy.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { useTheme } from "../ui/theme.ts";
import { Crest } from "../settlements/crest.tsx";
import { WhenPublished } from "../settlements/when-published.tsx";
import { loadService, type OfferedService } from "./service-data.ts";

// Brings the rules of forms along, which this page does not need otherwise.
const LocalOffer = lazy(
  () => import("../form/local-offer.tsx").then((module) => module.LocalOffer),
  ["choosing", "filling"],
);

const LogIn = () => {
  const { portal, start, home } = useChoosingMessages();
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
        <Button onClick={() => session.logIn()}>{portal.loginWithBroker}</Button>
      </p>
    </>
  );
};

const Drafts = ({ drafts }: { drafts: readonly CaseSummary[] }) => {
  const { start } = useChoosingMessages();
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
              {start.continueDraft({ when: formatDateTime(language, draft.updatedAt) })}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Earlier = ({ earlier, begin }: { earlier: CaseSummary; begin: (basedOn: string) => unknown }) => {
  const { start } = useChoosingMessages();
  const language = useLanguage();
  return (
    <section class="panel">
      <h2 class="ds-heading" data-size="xs">
        {start.basedTitle}
      </h2>
      <p>{start.basedText}</p>
      <Button variant="secondary" onClick={() => begin(earlier.id)}>
        {start.basedOn({ when: formatDateTime(language, earlier.updatedAt) })}
      </Button>
    </section>
  );
};

interface OwnCases {
  drafts: readonly CaseSummary[];
  /** The newest submission, to begin the next one from. */
  earlier: CaseSummary | undefined;
}

const turnedBack: ReadonlySet<CaseSummary["state"]> = new Set(["withdrawn", "rejected"]);

/** Of the same form for the same settlement, among the newest; not knowing them must not keep anyone from starting. */
const loadOwnCases = async ({
  settlement,
  service,
}: OfferedService): Promise<{ ok: true; value: OwnCases }> => {
  const answer = await call("listCases", { query: {} });
  const same = (answer.ok ? answer.value.cases : []).filter(
    ({ form, settlement: { code } }) => form.id === service.form && code === settlement.code,
  );
  return success({
    drafts: same.filter(({ state }) => state === "draft"),
    earlier: same.find(
      ({ state, submissionNumber }) => submissionNumber !== undefined && !turnedBack.has(state),
    ),
  });
};

const useBegin = ({ settlement, service }: OfferedService) => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const running = useRef(false);
  const begin = async (basedOn?: string): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailed(undefined);
    const answer = await call("startCase", {
      body: { settlement: settlement.code, form: service.form, ...(basedOn !== undefined && { basedOn }) },
    });
    running.current = false;
    setBusy(false);
    if (!answer.ok) return setFailed(answer.failure);
    const address = pathTo("form", { caseId: answer.value.id });
    // Replaces this page: going back from the form leads to the service, not to another beginning.
    navigate(basedOn === undefined ? address : `${address}?${BASED_ON}=${basedOn}`, { replace: true });
  };
  return { busy, failed, begin };
};

/** Who acts, for whom, and with what. */
const Parties = ({ settlement, service }: OfferedService) => {
  const messages = useChoosingMessages();
  const { start } = messages;
  const state = useStore(session.state);
  const acting = useActing();
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
    { name: start.form, value: <LocalText text={service.title} /> },
    { name: start.addressee, value: <LocalText text={settlement.office.name} /> },
  ];
  return (
    <>
      <SummaryList rows={rows} />
      {acting?.rights === "submit" && (
        <Notice tone="info" title={messages.acting.submitOnlyTitle}>
          <p>{messages.acting.submitOnlyText}</p>
        </Notice>
      )}
    </>
  );
};

const Begin = (offered: OfferedService) => {
  const { start } = useChoosingMessages();
  const acting = useActing();
  const here = { settlement: offered.settlement.code, form: offered.service.form };
  const own = useLoad(
    () => loadOwnCases(offered),
    // Switched in another tab: the drafts are another party's.
    [here.settlement, here.form, JSON.stringify(acting?.party)],
  );
  const { busy, failed, begin } = useBegin(offered);
  const [local, setLocal] = useState(() => localDrafts.read(here));

  if (own.kind !== "ready") return <Loading />;
  const { identification } = offered.form;
  if (acting && !mayFile(acting.party.kind, offered.form, offered.settlement)) {
    return (
      <>
        <Parties {...offered} />
        <FailureNotice failure={{ code: "capacity-not-allowed" }} />
      </>
    );
  }
  const { drafts, earlier } = own.value;
  const again = drafts.length > 0 || earlier !== undefined || local !== undefined;
  return (
    <>
      <Parties {...offered} />
      {local && <LocalOffer draft={local} level={identification} removed={() => setLocal(undefined)} />}
      {drafts.length > 0 && <Drafts drafts={drafts} />}
      {earlier && <Earlier earlier={earlier} begin={begin} />}
      {failed && <FailureNotice failure={failed} level={identification} />}
      <p class="actions">
        <Button busy={busy} variant={again ? "secondary" : "primary"} onClick={() => begin()}>
          {busy ? start.starting : again ? start.beginNew : start.begin}
        </Button>
      </p>
    </>
  );
};

const StartView = (offered: OfferedService) => {
  const { start } = useChoosingMessages();
  const { kind } = useStore(session.state);
  const title = useLocalize()(offered.service.title);
  useTheme(offered.settlement.theme);
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
      emblem={<Crest settlement={offered.settlement} />}
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
  return <WhenPublished state={state}>{(offered) => <StartView {...offered} />}</WhenPublished>;
};
