import { useState } from "preact/hooks";
import { useChoosingMessages } from "../messages/choosing.ts";
import { catalogue } from "../portal.ts";
import { type County, groupByCounty } from "../settlements/search.ts";
import { SettlementLink, SettlementSearch } from "../settlements/settlement-search.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";

/** Beyond this the counties are folded: the list stays short enough to walk through by keyboard. */
const MOST_UNFOLDED = 60;
const CAPITAL = "Budapest";

const CountyList = ({ county, unfolded }: { county: County; unfolded: boolean }) => {
  const { settlements } = useChoosingMessages();
  // Thousands of links are only drawn for the counties someone opens.
  const [opened, setOpened] = useState(unfolded);
  return (
    <details
      class="ds-details"
      {...(unfolded ? { open: true } : {})}
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
    >
      <summary>
        <h3 class="ds-heading" data-size="2xs">
          {/* The capital is in no county. */}
          {county.name === CAPITAL ? county.name : settlements.county({ name: county.name })}
        </h3>
      </summary>
      <ul class="choices">
        {opened &&
          county.settlements.map((entry) => (
            <li key={entry.code}>
              <SettlementLink entry={entry} />
            </li>
          ))}
      </ul>
    </details>
  );
};

const FullList = () => {
  const state = useLoad(catalogue.listing, []);
  return (
    <WhenLoaded state={state}>
      {(listing) => (
        <div class="counties">
          {groupByCounty(listing).map((county) => (
            <CountyList key={county.name} county={county} unfolded={listing.length <= MOST_UNFOLDED} />
          ))}
        </div>
      )}
    </WhenLoaded>
  );
};

/** The box keeps its text in the address, so that coming back finds the same results. */
const keepQuery = (query: string): void => {
  const address = new URL(window.location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  window.history.replaceState(null, "", address);
};

export const SettlementsPage = () => {
  const { portal, settlements } = useChoosingMessages();
  const [initial] = useState(() => new URLSearchParams(window.location.search).get("q") ?? "");
  return (
    <Page title={settlements.title} name={settlements.title} lead={settlements.lead}>
      <SettlementSearch initial={initial} onQuery={keepQuery} />
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {portal.allSettlements}
        </h2>
        <FullList />
      </section>
    </Page>
  );
};
