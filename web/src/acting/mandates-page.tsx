import { useState } from "preact/hooks";
import type { MandateView } from "../../../src/contract/acting.ts";
import { success } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import { usePageMessages } from "../messages/pages.ts";
import { catalogue } from "../portal.ts";
import { pathTo } from "../routes.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, ButtonLink, SummaryList } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { Page } from "../ui/page.tsx";
import { useMandateRows } from "./mandate-details.tsx";
import { CannotGrant } from "./cannot-grant.tsx";
import { useActing } from "./acting-now.ts";
import { isOwnParty, mayGrant, Party } from "./names.tsx";
import { loadScopeNames, type ScopeNames } from "./scope-names.ts";
import { call } from "../account/calls.ts";

type Side = "granted" | "received";

interface Mandates {
  granted: readonly MandateView[];
  received: readonly MandateView[];
  names: ScopeNames;
}

/** All mandates with the names of what they cover. */
export const loadMandates = async () => {
  const answer = await call("listMandates", {});
  if (!answer.ok) return answer;
  const { granted, received } = answer.value;
  const names = await loadScopeNames(
    catalogue,
    [...granted, ...received].map(({ scope }) => scope),
  );
  return success({ granted, received, names } satisfies Mandates);
};

const tones = { future: "info", valid: "success", expired: "neutral", revoked: "neutral" } as const;

interface EndDialogProps {
  mandate: MandateView;
  side: Side;
  close: (ended?: MandateView) => void;
}

/** Revoking by the principal and giving back by the proxy: the same call, other words. */
const EndDialog = ({ mandate, side, close }: EndDialogProps) => {
  const { mandates } = usePageMessages().acting;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const end = async (): Promise<void> => {
    setBusy(true);
    const answer = await call("revokeMandate", { params: { mandateId: mandate.id } });
    setBusy(false);
    if (answer.ok) close(answer.value);
    else setFailed(answer.failure);
  };
  const granted = side === "granted";
  return (
    <Dialog title={granted ? mandates.revokeTitle : mandates.giveBackTitle} onEscape={() => close()}>
      <p>
        {granted
          ? mandates.revokeText({ name: mandate.proxyName })
          : mandates.giveBackText({ name: mandate.principal.name })}
      </p>
      {failed && <FailureNotice failure={failed} />}
      <div class="actions">
        <Button variant="secondary" onClick={() => close()}>
          {mandates.cancel}
        </Button>
        <Button tone="danger" busy={busy} onClick={end}>
          {granted ? mandates.revoke : mandates.giveBack}
        </Button>
      </div>
    </Dialog>
  );
};

interface EntryProps {
  mandate: MandateView;
  side: Side;
  names: ScopeNames;
  end: () => void;
}

const Entry = ({ mandate, side, names, end }: EntryProps) => {
  const { mandates } = usePageMessages().acting;
  const rows = useMandateRows(mandate, names);
  const granted = side === "granted";
  const name = granted ? mandate.proxyName : mandate.principal.name;
  const live = mandate.state === "valid" || mandate.state === "future";
  const state =
    mandate.state === "revoked" && mandate.revokedBy === "proxy"
      ? mandates.givenBack
      : mandates.states[mandate.state];
  return (
    <li class="case">
      <div class="case__head">
        <h3 class="ds-heading" data-size="2xs">
          <span class="hint">{granted ? mandates.proxy : mandates.principal}</span>
          {granted ? name : <Party party={mandate.principal} />}
        </h3>
        <span class="ds-tag" data-color={tones[mandate.state]}>
          {state}
        </span>
      </div>
      <SummaryList rows={rows} />
      {live && (
        <p class="case__actions">
          <Button
            variant="secondary"
            size="sm"
            label={granted ? mandates.revokeLabel({ name }) : mandates.giveBackLabel({ name })}
            onClick={end}
          >
            {granted ? mandates.revoke : mandates.giveBack}
          </Button>
        </p>
      )}
    </li>
  );
};

interface ListProps {
  title: string;
  none: string;
  side: Side;
  mandates: readonly MandateView[];
  names: ScopeNames;
  end: (mandate: MandateView, side: Side) => void;
}

const List = ({ title, none, side, mandates, names, end }: ListProps) => (
  <section class="section">
    <h2 class="ds-heading" data-size="sm">
      {title}
    </h2>
    {mandates.length === 0 ? (
      <p>{none}</p>
    ) : (
      <ul class="cases">
        {mandates.map((mandate) => (
          <Entry
            key={mandate.id}
            mandate={mandate}
            side={side}
            names={names}
            end={() => end(mandate, side)}
          />
        ))}
      </ul>
    )}
  </section>
);

const GrantLink = () => {
  const { mandates } = usePageMessages().acting;
  if (!mayGrant(useActing())) return <CannotGrant />;
  return (
    <p class="actions">
      <ButtonLink href={pathTo("grantMandate")}>{mandates.grantLink}</ButtonLink>
    </p>
  );
};

const MandateLists = ({ loaded }: { loaded: Mandates }) => {
  const { mandates } = usePageMessages().acting;
  const current = useActing();
  const [lists, setLists] = useState(loaded);
  const [ending, setEnding] = useState<{ mandate: MandateView; side: Side }>();
  const [said, setSaid] = useState("");
  const close = (ended?: MandateView): void => {
    if (ended && ending) {
      const swap = (list: readonly MandateView[]) =>
        list.map((mandate) => (mandate.id === ended.id ? ended : mandate));
      setLists({ ...lists, granted: swap(lists.granted), received: swap(lists.received) });
      setSaid(
        ending.side === "granted"
          ? mandates.revoked({ name: ended.proxyName })
          : mandates.gaveBack({ name: ended.principal.name }),
      );
    }
    setEnding(undefined);
  };
  const end = (mandate: MandateView, side: Side): void => {
    setSaid("");
    setEnding({ mandate, side });
  };
  const own = !current || isOwnParty(current.party);
  return (
    <>
      <GrantLink />
      <Outcome text={said} />
      {/* Those of the party are not shown to its proxy: "none" would be untrue. */}
      {mayGrant(current) && (
        <List
          title={own ? mandates.granted : mandates.grantedFor({ name: current.party.name })}
          none={mandates.grantedNone}
          side="granted"
          mandates={lists.granted}
          names={lists.names}
          end={end}
        />
      )}
      <List
        title={mandates.received}
        none={mandates.receivedNone}
        side="received"
        mandates={lists.received}
        names={lists.names}
        end={end}
      />
      {ending && <EndDialog {...ending} close={close} />}
    </>
  );
};

/** Mandates given by the party one acts for, and received by the person. */
export const MandatesPage = () => {
  const { mandates } = usePageMessages().acting;
  const state = useLoad(loadMandates, []);
  return (
    <Page title={mandates.title} name={mandates.title} lead={mandates.lead}>
      <WhenLoaded state={state}>{(loaded) => <MandateLists loaded={loaded} />}</WhenLoaded>
    </Page>
  );
};
