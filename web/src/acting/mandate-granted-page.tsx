import type { MandateView } from "../../../src/contract/acting.ts";
import { usePageMessages } from "../messages/pages.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { pathTo, type RouteParams } from "../routes.ts";
import { ButtonLink, Notice, SummaryList } from "../ui/elements.tsx";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";
import { useMandateRows } from "./mandate-details.tsx";
import { loadMandates } from "./mandates-page.tsx";
import { Party } from "./names.tsx";
import type { ScopeNames } from "./scope-names.ts";

const Confirmation = ({ mandate, names }: { mandate: MandateView; names: ScopeNames }) => {
  const { grant, mandates } = usePageMessages().acting;
  const rows = useMandateRows(mandate, names);
  return (
    <Page title={grant.doneTitle} name={grant.doneTitle}>
      <section class="receipt">
        <SummaryList
          rows={[
            { name: mandates.principal, value: <Party party={mandate.principal} /> },
            { name: mandates.proxy, value: <strong>{mandate.proxyName}</strong> },
            ...rows,
          ]}
        />
      </section>
      <Notice tone="info">
        <p>{grant.doneNote}</p>
      </Notice>
      <p class="actions no-print">
        <ButtonLink href={pathTo("mandates")}>{grant.doneLink}</ButtonLink>
      </p>
    </Page>
  );
};

/** What was granted, on an address of its own: a reload shows it again and grants nothing. */
export const MandateGrantedPage = ({ mandateId }: RouteParams<"mandateGranted">) => {
  const state = useLoad(loadMandates, [mandateId]);
  return (
    <WhenLoaded state={state}>
      {({ granted, names }) => {
        const mandate = granted.find(({ id }) => id === mandateId);
        return mandate ? <Confirmation mandate={mandate} names={names} /> : <NotFoundPage />;
      }}
    </WhenLoaded>
  );
};
