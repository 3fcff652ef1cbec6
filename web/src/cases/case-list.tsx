import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseSummary } from "../../../src/contract/cases.ts";
import { success } from "../../../src/domain/result.ts";
import { useActing } from "../acting/acting-now.ts";
import { isOwnParty } from "../acting/names.tsx";
import { switchAddress } from "../acting/switch-address.ts";
import type { ApiFailure, ApiResult } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { pathTo } from "../routes.ts";
import { typedTexts } from "../typed-text.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, ButtonLink, LocalText, Notice, useLocalize } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { Page } from "../ui/page.tsx";
import { CaseFilter, type Filter, listAddress, readFilter } from "./case-filter.tsx";
import { RegistryNumber } from "./case-numbers.tsx";
import { StateTag } from "./state-tag.tsx";
import { call } from "./calls.ts";

interface Listed {
  cases: readonly CaseSummary[];
  cursor: string | undefined;
  /** How many pages are on the screen. */
  pages: number;
}

/** Beyond this a reload begins with fewer: each page is a call of its own. */
const MOST_PAGES = 10;

const readPages = async (filter: Filter, pages: number): Promise<ApiResult<Listed>> => {
  let listed: Listed = { cases: [], cursor: undefined, pages: 0 };
  do {
    const answer = await call("listCases", {
      query: { ...filter, cursor: listed.cursor },
    });
    if (!answer.ok) return answer;
    listed = {
      cases: [...listed.cases, ...answer.value.cases],
      cursor: answer.value.cursor,
      pages: listed.pages + 1,
    };
  } while (listed.cursor !== undefined && listed.pages < pages);
  return success(listed);
};

/** How far the list was opened stands in the address, so that coming back finds it as it was. */
const pagesInAddress = (): number => {
  const pages = Number(new URLSearchParams(window.location.search).get("oldal"));
  return Number.isInteger(pages) && pages > 1 ? Math.min(pages, MOST_PAGES) : 1;
};

const keepInAddress = (filter: Filter, pages: number): void =>
  window.history.replaceState(null, "", listAddress(filter, pages));

const DiscardDialog = ({ draft, close }: { draft: CaseSummary; close: (discarded: boolean) => void }) => {
  const { cases } = useCaseMessages();
  const localize = useLocalize();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const discard = async (): Promise<void> => {
    setBusy(true);
    const answer = await call("discardDraft", { params: { caseId: draft.id } });
    setBusy(false);
    // Already gone is as good as discarded.
    if (!answer.ok && answer.failure.code !== "not-found") return setFailed(answer.failure);
    typedTexts.drop(draft.id);
    close(true);
  };
  return (
    <Dialog title={cases.discardTitle} onEscape={() => close(false)}>
      <p>{cases.discardText({ title: localize(draft.form.title) })}</p>
      {failed && <FailureNotice failure={failed} />}
      <div class="actions">
        <Button variant="secondary" onClick={() => close(false)}>
          {cases.cancel}
        </Button>
        <Button tone="danger" busy={busy} onClick={discard}>
          {cases.discardConfirm}
        </Button>
      </div>
    </Dialog>
  );
};

const Numbers = ({ entry }: { entry: CaseSummary }) => {
  const { cases } = useCaseMessages();
  if (entry.registryNumber !== undefined) {
    return (
      <>
        {cases.registryNumber}:{" "}
        <RegistryNumber number={entry.registryNumber} isVoid={entry.registryNumberInvalidated} />
      </>
    );
  }
  if (entry.arrivalNumber !== undefined) {
    return (
      <>
        {cases.arrivalNumber}: <strong class="number">{entry.arrivalNumber}</strong>
      </>
    );
  }
  return null;
};

const CaseEntry = ({ entry, discard }: { entry: CaseSummary; discard: () => void }) => {
  const { cases } = useCaseMessages();
  const language = useLanguage();
  const localize = useLocalize();
  const draft = entry.state === "draft";
  // Several drafts of one form differ only in their dates.
  const which = `${localize(entry.form.title)}, ${formatDateTime(language, entry.updatedAt)}`;
  const address = pathTo(draft ? "form" : "case", { caseId: entry.id });
  return (
    <li class="case" id={`case-${entry.id}`}>
      <div class="case__head">
        <h2 class="ds-heading" data-size="2xs">
          <a class="ds-link" href={address}>
            <LocalText text={entry.form.title} />
          </a>
        </h2>
        <StateTag state={entry.state} />
      </div>
      {entry.waitsForClient && (
        <p>
          <strong>{cases.life.todo}</strong>
        </p>
      )}
      <p>
        <LocalText text={entry.settlement.name} /> · <LocalText text={entry.office.name} />
      </p>
      <p class="small">
        {cases.changed}: {formatDateTime(language, entry.updatedAt)}
      </p>
      {entry.registryNumber !== undefined || entry.arrivalNumber !== undefined ? (
        <p class="small">
          <Numbers entry={entry} />
        </p>
      ) : null}
      {draft && (
        <p class="case__actions">
          <ButtonLink href={address} variant="secondary" label={`${cases.continueDraft}: ${which}`}>
            {cases.continueDraft}
          </ButtonLink>
          <Button variant="tertiary" tone="danger" label={`${cases.discard}: ${which}`} onClick={discard}>
            {cases.discard}
          </Button>
        </p>
      )}
    </li>
  );
};

const Nothing = ({ isFiltered }: { isFiltered: boolean }) => {
  const { cases } = useCaseMessages();
  return isFiltered ? (
    <Notice tone="info" title={cases.life.filter.none}>
      <p>{cases.life.filter.noneText}</p>
    </Notice>
  ) : (
    <Notice tone="info" title={cases.empty}>
      <p>{cases.emptyText}</p>
      <ButtonLink href={pathTo("settlements")}>{cases.startFirst}</ButtonLink>
    </Notice>
  );
};

const isFiltered = ({ settlement, group }: Filter): boolean =>
  settlement !== undefined || group !== undefined;

const CaseList = ({ first, filter }: { first: Listed; filter: Filter }) => {
  const { cases } = useCaseMessages();
  const [listed, setListed] = useState(first);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const [discarding, setDiscarding] = useState<CaseSummary>();
  const [said, setSaid] = useState("");
  const focusNext = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (focusNext.current === undefined) return;
    document.querySelector<HTMLElement>(`#case-${focusNext.current} a`)?.focus();
    focusNext.current = undefined;
  }, [listed]);

  const more = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await call("listCases", { query: { ...filter, cursor: listed.cursor } });
    setBusy(false);
    if (!answer.ok) return setFailed(answer.failure);
    const all = [...listed.cases, ...answer.value.cases];
    // The focus goes to the first of the new ones: the button that had it may be gone.
    focusNext.current = answer.value.cases[0]?.id;
    setSaid(cases.loaded({ count: all.length }));
    setListed({ cases: all, cursor: answer.value.cursor, pages: listed.pages + 1 });
    keepInAddress(filter, listed.pages + 1);
  };

  const ask = (draft: CaseSummary): void => {
    setSaid("");
    setDiscarding(draft);
  };
  const closeDialog = (discarded: boolean): void => {
    if (discarded && discarding) {
      setListed({ ...listed, cases: listed.cases.filter((entry) => entry.id !== discarding.id) });
      setSaid(cases.discarded);
    }
    setDiscarding(undefined);
  };

  return (
    <>
      <Outcome text={said} />
      {listed.cases.length === 0 && listed.cursor === undefined ? (
        <Nothing isFiltered={isFiltered(filter)} />
      ) : (
        <ul class="cases" aria-label={cases.list}>
          {listed.cases.map((entry) => (
            <CaseEntry key={entry.id} entry={entry} discard={() => ask(entry)} />
          ))}
        </ul>
      )}
      {failed && <FailureNotice failure={failed} />}
      {listed.cursor !== undefined && listed.cases.length === 0 && <p>{cases.life.filter.more}</p>}
      {listed.cursor !== undefined && (
        <Button variant="secondary" busy={busy} onClick={more}>
          {busy ? cases.loadingMore : cases.more}
        </Button>
      )}
      {discarding && <DiscardDialog draft={discarding} close={closeDialog} />}
    </>
  );
};

/** With an uploaded document there is nothing to be listed, and an empty list would be misunderstood. */
const CannotList = ({ name }: { name: string }) => {
  const { acting, cases } = useCaseMessages();
  return (
    <Notice tone="info" title={acting.cannotListTitle}>
      <p>{acting.cannotListText({ name })}</p>
      <div class="actions">
        <ButtonLink href={pathTo("settlements")}>{cases.startFirst}</ButtonLink>
        <ButtonLink href={switchAddress()} variant="secondary">
          {acting.switchLink}
        </ButtonLink>
      </div>
    </Notice>
  );
};

/** Those seen so far, by name; a filter must not take away the choice it was made from. */
const useSettlements = (listed: Listed | undefined): readonly CaseSummary["settlement"][] => {
  const seen = useRef(new Map<string, CaseSummary["settlement"]>());
  for (const { settlement } of listed?.cases ?? []) seen.current.set(settlement.code, settlement);
  return [...seen.current.values()].toSorted((first, second) =>
    first.name.hu.localeCompare(second.name.hu, "hu"),
  );
};

const Cases = () => {
  const [filter, setFilter] = useState(() => readFilter(window.location.search));
  const state = useLoad(() => readPages(filter, pagesInAddress()), [filter]);
  const settlements = useSettlements(state.kind === "ready" ? state.value : undefined);
  const change = (next: Filter): void => {
    keepInAddress(next, 1);
    setFilter(next);
  };
  const isUseful = settlements.length > 0 || isFiltered(filter);
  return (
    <>
      {isUseful && <CaseFilter filter={filter} settlements={settlements} change={change} />}
      <WhenLoaded state={state}>
        {(first) => <CaseList key={JSON.stringify(filter)} first={first} filter={filter} />}
      </WhenLoaded>
    </>
  );
};

/** The drafts and cases of the party acted for. */
export const CaseListPage = () => {
  const { acting, cases } = useCaseMessages();
  const current = useActing();
  const party = current && !isOwnParty(current.party) ? current.party : undefined;
  const title = party ? acting.casesOf({ name: party.name }) : cases.title;
  if (party && current?.rights === "submit") {
    return (
      <Page title={title} name={title}>
        <CannotList name={party.name} />
      </Page>
    );
  }
  return (
    <Page title={title} name={title} lead={party ? acting.casesOfLead({ name: party.name }) : cases.lead}>
      {current?.scope && <p>{acting.scopedCases}</p>}
      <Cases key={JSON.stringify(current?.party)} />
    </Page>
  );
};
