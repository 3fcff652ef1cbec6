import { localDrafts } from "../form/local-drafts.ts";
import { useEffect } from "preact/hooks";
import type { AttachmentSlot, FormDefinition } from "../../../src/domain/form/definition.ts";
import { fileTypeNames } from "../format/file-types.ts";
import { formatDateTime, formatSize } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useChoosingMessages } from "../messages/choosing.ts";
import { session } from "../portal.ts";
import { pathTo, type RouteParams } from "../routes.ts";
import { filersOf } from "../../../src/domain/settlement/filers.ts";
import { Accounts, accountsAfter } from "../settlements/accounts.tsx";
import { chooseSettlement } from "../settlements/chosen.ts";
import { Crest } from "../settlements/crest.tsx";
import { WhenPublished } from "../settlements/when-published.tsx";
import { useStore } from "../store.ts";
import { ButtonLink, LocalText, useLocalize } from "../ui/elements.tsx";
import { useLoad } from "../ui/load.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { useTheme } from "../ui/theme.ts";
import { FormFacts } from "./form-facts.tsx";
import { loadService, type OfferedService } from "./service-data.ts";
import { OfficeDetails, OwnNotice } from "./settlement.tsx";

/** Required whatever one answers: on a page that everybody sees. */
const isAlways = (form: FormDefinition, { id, required }: AttachmentSlot): boolean =>
  required === true && form.pages.some((page) => page.when === undefined && page.slots?.includes(id));

const SlotNeed = ({ form, slot }: { form: FormDefinition; slot: AttachmentSlot }) => {
  const { form: formTexts, service } = useChoosingMessages();
  const language = useLanguage();
  const label = useLocalize()(slot.label);
  const sometimes = slot.required === undefined ? formTexts.facts.slotOptional : service.slotSometimes;
  const must = isAlways(form, slot) ? service.slotRequired : sometimes;
  const limits = service.slotLimits({
    types: fileTypeNames(slot.contentTypes),
    size: formatSize(language, slot.maxFileSize),
  });
  return (
    <li>
      {service.needSlot({ label })} ({must}; {limits})
    </li>
  );
};

const Needs = ({ form }: { form: FormDefinition }) => {
  const { service } = useChoosingMessages();
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {service.needTitle}
      </h2>
      <ul class="ds-list">
        <li>{service.needLogin}</li>
        {form.attachments.map((slot) => (
          <SlotNeed form={form} slot={slot} key={slot.id} />
        ))}
      </ul>
      <p>{service.saved}</p>
    </section>
  );
};

const Parts = ({ form }: { form: FormDefinition }) => {
  const { service } = useChoosingMessages();
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {service.pagesTitle}
      </h2>
      <ol class="ds-list">
        {form.pages.map((page) => (
          <li key={page.id}>
            <LocalText text={page.title} />
            {page.when !== undefined && <span class="small"> ({service.pageSometimes})</span>}
          </li>
        ))}
        <li>{service.pageAndCheck}</li>
      </ol>
    </section>
  );
};

/** Who has not logged in yet may fill the form first and log in to submit it. */
const WithoutLogin = (here: RouteParams<"service">) => {
  const { service } = useChoosingMessages();
  const language = useLanguage();
  const { kind } = useStore(session.state);
  const kept = localDrafts.read(here);
  if (kind === "active" || kind === "lapsed") return null;
  return (
    <>
      <p class="actions">
        <ButtonLink href={pathTo("localForm", here)} variant="secondary">
          {kept ? service.localContinue({ when: formatDateTime(language, kept.savedAt) }) : service.local}
        </ButtonLink>
      </p>
      <p class="small">{service.localNote}</p>
    </>
  );
};

const ServiceView = ({ settlement, service, form }: OfferedService) => {
  const messages = useChoosingMessages();
  const title = useLocalize()(service.title);
  useEffect(() => chooseSettlement(settlement), [settlement]);
  useTheme(settlement.theme);
  const here = { settlement: settlement.code, form: service.form };
  return (
    <Page
      title={<LocalText text={service.title} />}
      name={title}
      caption={<LocalText text={settlement.name} />}
      lead={<LocalText text={service.summary} />}
      emblem={<Crest settlement={settlement} />}
      above={
        <BackLink href={pathTo("settlement", { settlement: settlement.code })}>
          {messages.settlement.services}
        </BackLink>
      }
    >
      <OwnNotice settlement={settlement} />
      <FormFacts form={form} filers={filersOf(form, settlement)} />
      <Needs form={form} />
      <Parts form={form} />
      <p class="actions">
        <ButtonLink href={pathTo("start", here)}>{messages.service.start}</ButtonLink>
      </p>
      <WithoutLogin {...here} />
      <Accounts accounts={accountsAfter(settlement, service.form)} />
      <OfficeDetails settlement={settlement} />
      <p class="small">{messages.service.version({ version: form.version })}</p>
    </Page>
  );
};

export const ServicePage = ({ settlement, form }: RouteParams<"service">) => {
  const state = useLoad(() => loadService(settlement, form), [settlement, form]);
  return <WhenPublished state={state}>{(offered) => <ServiceView {...offered} />}</WhenPublished>;
};
