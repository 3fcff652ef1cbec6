import { useEffect } from "preact/hooks";
import type { PublishedSettlement, Service } from "../../../src/domain/settlement/settlement.ts";
import { type ChoosingPageMessages, useChoosingMessages } from "../messages/choosing.ts";
import { catalogue } from "../portal.ts";
import { pathTo } from "../routes.ts";
import { Accounts } from "../settlements/accounts.tsx";
import { chooseSettlement } from "../settlements/chosen.ts";
import { Crest } from "../settlements/crest.tsx";
import { TextBlocks } from "../settlements/text-blocks.tsx";
import { WhenPublished } from "../settlements/when-published.tsx";
import { LocalText, Notice, SummaryList, useLocalize } from "../ui/elements.tsx";
import { useLoad } from "../ui/load.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { useTheme } from "../ui/theme.ts";

const sectorName = (messages: ChoosingPageMessages, sector: string): string => {
  const names: Readonly<Record<string, string>> = messages.settlement.sectors;
  return Object.hasOwn(names, sector) ? (names[sector] ?? sector) : messages.settlement.sectors.other;
};

const bySector = (services: readonly Service[]): readonly [string, readonly Service[]][] => {
  const sectors = new Map<string, Service[]>();
  for (const service of services) {
    sectors.set(service.sector, [...(sectors.get(service.sector) ?? []), service]);
  }
  return [...sectors];
};

const Services = ({ settlement }: { settlement: PublishedSettlement }) => {
  const messages = useChoosingMessages();
  if (settlement.services.length === 0) return <p>{messages.settlement.noServices}</p>;
  return (
    <>
      {bySector(settlement.services).map(([sector, services]) => (
        <section class="sector" key={sector}>
          <h3 class="ds-heading" data-size="xs">
            {sectorName(messages, sector)}
          </h3>
          <ul class="services">
            {services.map((service) => (
              <li key={service.form}>
                <a
                  class="ds-link services__link"
                  href={pathTo("service", { settlement: settlement.code, form: service.form })}
                >
                  <LocalText text={service.title} />
                </a>
                <p>
                  <LocalText text={service.summary} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};

const Calculators = ({ settlement }: { settlement: PublishedSettlement }) => {
  const messages = useChoosingMessages();
  const { calculators = [] } = settlement;
  if (calculators.length === 0) return null;
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {messages.settlement.calculators}
      </h2>
      <p>{messages.settlement.calculatorsText}</p>
      <ul class="ds-list">
        {calculators.map(({ form, title }) => (
          <li key={form}>
            <a class="ds-link" href={pathTo("calculator", { settlement: settlement.code, form })}>
              <LocalText text={title} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const OfficeDetails = ({ settlement }: { settlement: PublishedSettlement }) => {
  const messages = useChoosingMessages();
  const { contact } = settlement.office;
  const rows = [
    { name: messages.settlement.address, value: contact.address },
    {
      name: messages.settlement.email,
      value: contact.email && (
        <a class="ds-link" href={`mailto:${contact.email}`}>
          {contact.email}
        </a>
      ),
    },
    {
      name: messages.settlement.phone,
      value: contact.phone && (
        <a class="ds-link" href={`tel:${contact.phone.replaceAll(/[^+\d]/g, "")}`}>
          {contact.phone}
        </a>
      ),
    },
    {
      name: messages.settlement.website,
      value: contact.website && (
        <a class="ds-link" href={contact.website} rel="noreferrer">
          {contact.website.replace(/^https?:\/\//, "")}
        </a>
      ),
    },
  ];
  return (
    <section class="panel office">
      <h2 class="ds-heading" data-size="xs">
        {messages.settlement.office}
      </h2>
      <p>
        <strong>
          <LocalText text={settlement.office.name} />
        </strong>
      </p>
      <SummaryList rows={rows.filter((row) => row.value)} />
    </section>
  );
};

/** What the settlement itself wants to be known now. */
export const OwnNotice = ({ settlement: { texts } }: { settlement: PublishedSettlement }) =>
  texts?.notice ? (
    <Notice tone="warning">
      <TextBlocks text={texts.notice} />
    </Notice>
  ) : null;

/** In whose name one can act here, where not in every capacity. */
const Capacities = ({ settlement: { capacities } }: { settlement: PublishedSettlement }) => {
  const { acting, settlement } = useChoosingMessages();
  if (!capacities) return null;
  return (
    <>
      <p>{settlement.capacities}</p>
      <ul class="ds-list">
        {capacities.map((kind) => (
          <li key={kind}>{acting.kinds[kind]}</li>
        ))}
      </ul>
    </>
  );
};

const SettlementView = ({ settlement }: { settlement: PublishedSettlement }) => {
  const messages = useChoosingMessages();
  const name = useLocalize()(settlement.name);
  useEffect(() => chooseSettlement(settlement), [settlement]);
  useTheme(settlement.theme);
  return (
    <Page
      title={messages.settlement.title({ name })}
      name={messages.settlement.title({ name })}
      lead={messages.settlement.lead({ name })}
      emblem={<Crest settlement={settlement} />}
      above={<BackLink href={pathTo("settlements")}>{messages.portal.allSettlements}</BackLink>}
    >
      <OwnNotice settlement={settlement} />
      {settlement.texts?.welcome && <TextBlocks text={settlement.texts.welcome} />}
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {messages.settlement.services}
        </h2>
        <Capacities settlement={settlement} />
        <Services settlement={settlement} />
      </section>
      <Calculators settlement={settlement} />
      <Accounts accounts={settlement.accounts ?? []} />
      <OfficeDetails settlement={settlement} />
    </Page>
  );
};

export const SettlementPage = ({ settlement: code }: { settlement: string }) => {
  const state = useLoad(() => catalogue.currentSettlement(code), [code]);
  return (
    <WhenPublished state={state}>{(settlement) => <SettlementView settlement={settlement} />}</WhenPublished>
  );
};
