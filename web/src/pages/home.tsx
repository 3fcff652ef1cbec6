import type { SettlementListing } from "../../../src/domain/settlement/settlement.ts";
import { success } from "../../../src/domain/result.ts";
import type { ApiResult } from "../api/client.ts";
import { useChoosingMessages } from "../messages/choosing.ts";
import { call, catalogue, session } from "../portal.ts";
import { pathTo } from "../routes.ts";
import { chosenSettlement } from "../settlements/chosen.ts";
import { SettlementSearch } from "../settlements/settlement-search.tsx";
import { useStore } from "../store.ts";
import { ButtonLink, LocalText, Notice } from "../ui/elements.tsx";
import { useLoad } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";

/** The settlement chosen in the account; without an answer the home page is as it is for everybody. */
const loadOwnSettlement = async (loggedIn: boolean): Promise<ApiResult<SettlementListing | undefined>> => {
  const account = loggedIn ? await call("readAccount", {}) : undefined;
  const code = account?.ok ? account.value.settings.defaultSettlement : undefined;
  if (code === undefined) return success(undefined);
  const listing = await catalogue.listing();
  return success(listing.ok ? listing.value.find((entry) => entry.code === code) : undefined);
};

const OwnSettlement = () => {
  const { home } = useChoosingMessages();
  const { kind } = useStore(session.state);
  const state = useLoad(() => loadOwnSettlement(kind === "active"), [kind === "active"]);
  if (state.kind !== "ready" || !state.value) return null;
  return (
    <p>
      {home.ownSettlement}{" "}
      <ButtonLink href={pathTo("settlement", { settlement: state.value.code })}>
        <LocalText text={state.value.name} />
      </ButtonLink>
    </p>
  );
};

const ChooseSettlement = () => {
  const { home } = useChoosingMessages();
  const last = useStore(chosenSettlement);
  return (
    <section class="panel panel--accent">
      <h2 class="ds-heading" data-size="sm">
        {home.chooseTitle}
      </h2>
      <OwnSettlement />
      <p>{home.chooseText}</p>
      <SettlementSearch />
      <p class="panel__links">
        {last && (
          <span>
            {home.lastSettlement}{" "}
            <a class="ds-link" href={pathTo("settlement", { settlement: last.code })}>
              <LocalText text={last.name} />
            </a>
          </span>
        )}
        <a class="ds-link" href={pathTo("settlements")}>
          {home.allSettlements}
        </a>
      </p>
    </section>
  );
};

export const HomePage = () => {
  const { home, portal } = useChoosingMessages();
  return (
    <Page title={home.title} name={portal.name} lead={home.lead} wide>
      <div class="home-grid">
        <ChooseSettlement />
        <section class="panel">
          <h2 class="ds-heading" data-size="sm">
            {home.casesTitle}
          </h2>
          <p>{home.casesText}</p>
          <ButtonLink href={pathTo("cases")} variant="secondary">
            {home.casesLink}
          </ButtonLink>
        </section>
      </div>
      <section class="section">
        <h2 class="ds-heading" data-size="md">
          {home.howTitle}
        </h2>
        <ol class="steps">
          {home.steps.map((step) => (
            <li key={step.title}>
              <h3 class="ds-heading" data-size="2xs">
                {step.title}
              </h3>
              <p>{step.text}</p>
            </li>
          ))}
        </ol>
      </section>
      <div class="home-grid home-grid--even">
        <section class="section">
          <h2 class="ds-heading" data-size="sm">
            {home.loginTitle}
          </h2>
          <p>{home.loginText}</p>
          <ul class="ds-list">
            {home.methods.map((method) => (
              <li key={method}>{method}</li>
            ))}
          </ul>
          <p>{home.loginFirst}</p>
        </section>
        <section class="section">
          <Notice tone="info" title={home.logoutTitle}>
            <p>{home.logoutText}</p>
          </Notice>
          <p>
            <a class="ds-link" href={pathTo("guide")}>
              {home.guideLink}
            </a>
          </p>
        </section>
      </div>
    </Page>
  );
};
