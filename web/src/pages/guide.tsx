import type { ComponentChildren } from "preact";
import { useChoosingMessages } from "../messages/choosing.ts";
import { pathTo } from "../routes.ts";
import { Notice } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="section">
    <h2 class="ds-heading" data-size="sm">
      {title}
    </h2>
    {children}
  </section>
);

const List = ({ items, ordered }: { items: readonly string[]; ordered?: boolean }) => {
  const entries = items.map((item) => <li key={item}>{item}</li>);
  return ordered ? <ol class="ds-list">{entries}</ol> : <ul class="ds-list">{entries}</ul>;
};

export const GuidePage = () => {
  const { guide, home, pageNames } = useChoosingMessages();
  return (
    <Page title={guide.title} name={guide.title} lead={guide.lead}>
      <Section title={guide.whoTitle}>
        <List items={guide.who} />
        <p>{guide.whoNote}</p>
      </Section>
      <Section title={guide.kauTitle}>
        <p>{guide.kauText}</p>
        <List items={home.methods} />
        <p>{guide.kauNote}</p>
      </Section>
      <Section title={guide.filingTitle}>
        <List items={guide.filing} ordered />
        <p>{guide.filingNote}</p>
      </Section>
      <Section title={guide.accountTitle}>
        <p>{guide.accountText}</p>
        <p>
          <a class="ds-link" href={pathTo("account")}>
            {pageNames.account}
          </a>
        </p>
      </Section>
      <Section title={guide.actingTitle}>
        <p>{guide.actingText}</p>
        <List items={guide.acting} />
        <p>
          <a class="ds-link" href={pathTo("mandates")}>
            {pageNames.mandates}
          </a>
        </p>
      </Section>
      <Section title={guide.sessionTitle}>
        <List items={guide.session} />
        <Notice tone="info">
          <p>{guide.sessionNote}</p>
        </Notice>
      </Section>
      <Section title={guide.technicalTitle}>
        <p>{guide.technicalText}</p>
      </Section>
    </Page>
  );
};
