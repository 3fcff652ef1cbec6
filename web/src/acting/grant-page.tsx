import { useState } from "preact/hooks";
import { usePageMessages } from "../messages/pages.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { DayField } from "../ui/day-field.tsx";
import { Notice } from "../ui/elements.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { errorsOfPortal } from "../ui/field-errors.ts";
import { type Attempt, ShortForm, useShortForm } from "../ui/short-form.tsx";
import { ScopeFields } from "./grant-scope.tsx";
import { CannotGrant } from "./cannot-grant.tsx";
import { useActing } from "./acting-now.ts";
import { mayGrant } from "./names.tsx";
import { PersonFields } from "./person-fields.tsx";
import { personFields } from "./read-person.ts";
import { emptyGrant, readGrant, type TypedGrant } from "./read-grant.ts";
import { useActingErrors } from "./switch-capacity.ts";
import { call } from "../account/calls.ts";

const fields = [...personFields, "settlements", "forms", "validFrom", "validTo"] as const;
type FieldName = (typeof fields)[number];

const useGrantForm = (typed: TypedGrant) => {
  const messages = usePageMessages();
  const errorText = useActingErrors();
  const { grant, person } = messages.acting;
  const label = (field: FieldName): string =>
    (field in person ? person[field as keyof typeof person] : grant[field as keyof typeof grant]) as string;
  const attempt = async (): Promise<Attempt> => {
    const { errors, value } = readGrant(messages, typed, Date.now());
    if (!value) return { errors };
    const answer = await call("grantMandate", { body: value });
    if (!answer.ok) {
      const named = errorsOfPortal(answer.failure, fields, (field, code) =>
        errorText(code, label(field as FieldName)),
      );
      return named ? { errors: named } : { failure: answer.failure };
    }
    // Replaces this page: going back does not lead to a form that would grant it again.
    navigate(pathTo("mandateGranted", { mandateId: answer.value.id }), { replace: true });
    return undefined;
  };
  return useShortForm(attempt);
};

const GrantForm = () => {
  const { grant, mandates } = usePageMessages().acting;
  const current = useActing();
  const [typed, setTyped] = useState(() => emptyGrant(Date.now()));
  const form = useGrantForm(typed);
  const change = (part: Partial<TypedGrant>): void => setTyped((before) => ({ ...before, ...part }));
  return (
    <Page
      title={grant.title}
      name={form.named(grant.title)}
      lead={current && grant.lead({ name: current.party.name })}
      above={<BackLink href={pathTo("mandates")}>{mandates.title}</BackLink>}
    >
      <ShortForm form={form} submit={grant.submit} busy={grant.busy}>
        <h2 class="ds-heading" data-size="sm">
          {grant.proxyTitle}
        </h2>
        <Notice tone="info">
          <p>{grant.proxyWhy}</p>
        </Notice>
        <PersonFields
          value={typed.person}
          errors={form.errors}
          onChange={(part) => setTyped((before) => ({ ...before, person: { ...before.person, ...part } }))}
        />
        <ScopeFields value={typed} errors={form.errors} onChange={change} />
        <DayField
          name="validFrom"
          label={grant.validFrom}
          error={form.errors.get("validFrom")}
          value={typed.validFrom}
          onChange={(validFrom) => change({ validFrom })}
        />
        <DayField
          name="validTo"
          label={grant.validTo}
          hint={grant.validToHint}
          optional
          error={form.errors.get("validTo")}
          value={typed.validTo}
          onChange={(validTo) => change({ validTo })}
        />
      </ShortForm>
    </Page>
  );
};

/** An authorisation to be given by the party acted for to another person. */
export const GrantMandatePage = () => {
  const { grant, mandates } = usePageMessages().acting;
  const current = useActing();
  if (mayGrant(current)) return <GrantForm />;
  return (
    <Page
      title={grant.title}
      name={grant.title}
      above={<BackLink href={pathTo("mandates")}>{mandates.title}</BackLink>}
    >
      <CannotGrant />
    </Page>
  );
};
