import { useEffect, useId, useState } from "preact/hooks";
import type { SettlementListing } from "../../../src/domain/settlement/settlement.ts";
import { useChoosingMessages } from "../messages/choosing.ts";
import { catalogue } from "../portal.ts";
import { pathTo } from "../routes.ts";
import { Button, LocalText } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import type { ApiFailure } from "../api/client.ts";
import { fold, prepareSearch, searchSettlements, shownPostcodes } from "./search.ts";

const MOST_SHOWN = 12;

interface SettlementLinkProps {
  entry: SettlementListing;
  /** Where nothing around the link says it. */
  withCounty?: boolean;
  /** What it was found with. */
  query?: string;
}

export const SettlementLink = ({ entry, withCounty, query }: SettlementLinkProps) => (
  <a class="choice" href={pathTo("settlement", { settlement: entry.code })}>
    <span class="choice__name">
      <LocalText text={entry.name} />
    </span>
    <span class="choice__detail">
      {shownPostcodes(entry.postcodes, query)}
      {withCounty && ` · ${entry.county}`}
    </span>
  </a>
);

interface SettlementButtonProps {
  entry: SettlementListing;
  query: string;
  choose: (entry: SettlementListing) => void;
}

/** Looks like the link, but picks the settlement for the page it stands on. */
const SettlementButton = ({ entry, query, choose }: SettlementButtonProps) => (
  <button type="button" class="choice choice--button" onClick={() => choose(entry)}>
    <span class="choice__name">
      <LocalText text={entry.name} />
    </span>
    <span class="choice__detail">
      {shownPostcodes(entry.postcodes, query)} · {entry.county}
    </span>
  </button>
);

interface ResultsProps {
  listing: readonly SettlementListing[];
  query: string;
  choose: ((entry: SettlementListing) => void) | undefined;
}

const Results = ({ listing, query, choose }: ResultsProps) => {
  const { settlements } = useChoosingMessages();
  const found = searchSettlements(listing, query);
  const shown = found.slice(0, MOST_SHOWN);
  return (
    <>
      <output class="small search__count">
        {found.length === 0 && settlements.none}
        {found.length > 0 && found.length <= MOST_SHOWN && settlements.found({ count: found.length })}
        {found.length > MOST_SHOWN && settlements.shown({ shown: MOST_SHOWN, all: found.length })}
      </output>
      {found.length === 0 && <p>{settlements.noneText}</p>}
      <ul class="choices">
        {shown.map((entry) => (
          <li key={entry.code}>
            {choose ? (
              <SettlementButton entry={entry} query={query} choose={choose} />
            ) : (
              <SettlementLink entry={entry} query={query} withCounty />
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

interface SettlementSearchProps {
  /** What stood in the box before, e.g. from the address. */
  initial?: string;
  onQuery?: (query: string) => void;
  /** Picks a settlement instead of opening its page; then no form of its own, as it stands inside one. */
  onChoose?: (entry: SettlementListing) => void;
  /** Id of the box, e.g. for a link from an error summary. */
  boxId?: string;
}

/** A box and, below it, the matching settlements as links: nothing pops up, and Enter leads into them. */
export const SettlementSearch = ({ initial = "", onQuery, onChoose, boxId }: SettlementSearchProps) => {
  const { settlements } = useChoosingMessages();
  const ownId = useId();
  const id = boxId ?? ownId;
  const [query, setQuery] = useState(initial);
  const [listing, setListing] = useState<readonly SettlementListing[]>();
  const [failed, setFailed] = useState<ApiFailure>();

  const prepare = async (): Promise<readonly SettlementListing[] | undefined> => {
    const result = await catalogue.listing();
    setFailed(result.ok ? undefined : result.failure);
    if (!result.ok) return undefined;
    // Here, where nobody waits for it yet, rather than at the first key.
    prepareSearch(result.value);
    setListing(result.value);
    return result.value;
  };

  useEffect(() => {
    if (initial) void prepare();
  }, []);

  /** One match is opened; of several the first gets the focus, ready for Enter or for walking on. */
  const go = async (): Promise<void> => {
    if (!listing && !(await prepare())) return;
    const links = document.getElementById(`${id}-results`)?.querySelectorAll<HTMLElement>(".choice") ?? [];
    if (links.length === 1) links[0]?.click();
    else links[0]?.focus();
  };

  const choose =
    onChoose &&
    ((entry: SettlementListing): void => {
      setQuery("");
      // The button that was pressed is gone: the box is where one goes on.
      document.getElementById(id)?.focus();
      onChoose(entry);
    });

  const content = (
    <>
      <div class="ds-field">
        <label class="ds-label" htmlFor={id}>
          {settlements.label}
        </label>
        <div data-field="description" id={`${id}-hint`}>
          {settlements.hint}
        </div>
        <div class="search__box">
          <input
            class="ds-input"
            id={id}
            type="search"
            autocomplete="off"
            enterkeyhint="go"
            spellcheck={false}
            value={query}
            aria-describedby={`${id}-hint`}
            // The list is only fetched by those who are about to use it.
            onFocus={() => void prepare()}
            onKeyDown={(event) => {
              if (!onChoose || event.key !== "Enter") return;
              event.preventDefault();
              void go();
            }}
            onInput={(event) => {
              setQuery(event.currentTarget.value);
              onQuery?.(event.currentTarget.value);
              if (!listing) void prepare();
            }}
          />
          <Button
            type={onChoose ? "button" : "submit"}
            variant={onChoose ? "secondary" : "primary"}
            onClick={() => onChoose && go()}
          >
            {settlements.search}
          </Button>
        </div>
      </div>
      {failed && <FailureNotice failure={failed} retry={() => void prepare()} />}
      <div id={`${id}-results`} class="search__results">
        {listing && fold(query) !== "" && <Results listing={listing} query={query} choose={choose} />}
      </div>
    </>
  );
  if (onChoose) return <search class="search">{content}</search>;
  return (
    <search>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        {content}
      </form>
    </search>
  );
};
