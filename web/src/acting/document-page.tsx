import { useState } from "preact/hooks";
import type { InferInput } from "valibot";
import type { SwitchCapacityRequestSchema } from "../../../src/contract/acting.ts";
import { type PageMessages, usePageMessages } from "../messages/pages.ts";
import { pathTo } from "../routes.ts";
import { Notice } from "../ui/elements.tsx";
import { RadioGroup, TextField } from "../ui/fields.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import type { FieldErrors } from "../ui/field-errors.ts";
import { type Attempt, ShortForm, useShortForm } from "../ui/short-form.tsx";
import { PersonFields } from "./person-fields.tsx";
import { noPerson, personFields, readPerson, type TypedPerson } from "./read-person.ts";
import { switchCapacity, useActingErrors } from "./switch-capacity.ts";

const kinds = ["natural-person", "company", "institution"] as const;
type Kind = (typeof kinds)[number];
type Party = Extract<InferInput<typeof SwitchCapacityRequestSchema>, { choose: "document" }>["party"];

interface Organisation {
  partyName: string;
  taxNumber: string;
  shortName: string;
}
const organisationFields: Readonly<Record<Exclude<Kind, "natural-person">, readonly (keyof Organisation)[]>> =
  {
    company: ["partyName", "taxNumber"],
    institution: ["partyName", "shortName", "taxNumber"],
  };

const labelOf = ({ acting }: PageMessages, field: keyof Organisation): string =>
  field === "taxNumber" ? acting.capacity.taxNumber : acting.document[field];

const readOrganisation = (
  messages: PageMessages,
  kind: Exclude<Kind, "natural-person">,
  typed: Organisation,
): { errors: FieldErrors; value: Party } => {
  const { errors: texts } = messages.acting;
  const errors = new Map<string, string>();
  for (const field of organisationFields[kind]) {
    if (typed[field].trim() === "") errors.set(field, texts.required({ label: labelOf(messages, field) }));
  }
  if (kind === "institution" && typed.shortName.trim().length > 10)
    errors.set("shortName", texts["too-long"]({ label: messages.acting.document.shortName }));
  const common = { name: typed.partyName.trim(), taxNumber: typed.taxNumber };
  const value: Party =
    kind === "company" ? { kind, ...common } : { kind, ...common, shortName: typed.shortName.trim() };
  return { errors, value };
};

interface OrganisationFieldsProps {
  kind: Exclude<Kind, "natural-person">;
  value: Organisation;
  errors: FieldErrors;
  onChange: (change: Partial<Organisation>) => void;
}

const OrganisationFields = ({ kind, value, errors, onChange }: OrganisationFieldsProps) => {
  const messages = usePageMessages();
  const { acting } = messages;
  const hints = { taxNumber: acting.capacity.taxNumberHint, shortName: acting.document.shortNameHint };
  return (
    <>
      {organisationFields[kind].map((field) => (
        <TextField
          key={field}
          name={field}
          label={labelOf(messages, field)}
          hint={field === "partyName" ? undefined : hints[field]}
          width={field === "partyName" ? "full" : "short"}
          error={errors.get(field)}
          value={value[field]}
          onChange={(text) => onChange({ [field]: text })}
        />
      ))}
    </>
  );
};

/** Acting upon a document nobody has examined yet: the party is as the person states it. */
export const DocumentCapacityPage = () => {
  const messages = usePageMessages();
  const { acting, pageNames } = messages;
  const errorText = useActingErrors();
  const [kind, setKind] = useState<Kind>();
  const [person, setPerson] = useState<TypedPerson>(noPerson);
  const [organisation, setOrganisation] = useState<Organisation>({
    partyName: "",
    taxNumber: "",
    shortName: "",
  });

  const attempt = async (): Promise<Attempt> => {
    if (kind === undefined)
      return { errors: new Map([["kind", errorText("choose-one", acting.document.kind)]]) };
    if (kind === "natural-person") {
      const { errors, value } = readPerson(messages, person, Date.now());
      if (!value) return { errors };
      return switchCapacity({ choose: "document", party: { kind, ...value } }, personFields, (field, code) =>
        errorText(code, acting.person[field as (typeof personFields)[number]]),
      );
    }
    const { errors, value } = readOrganisation(messages, kind, organisation);
    if (errors.size > 0) return { errors };
    return switchCapacity({ choose: "document", party: value }, ["taxNumber", "shortName"], (field, code) =>
      errorText(
        field === "taxNumber" && code !== "required" ? "tax-number" : code,
        labelOf(messages, field as keyof Organisation),
      ),
    );
  };
  const form = useShortForm(attempt);

  return (
    <Page
      title={acting.document.title}
      name={form.named(acting.document.title)}
      lead={acting.document.lead}
      above={<BackLink href={pathTo("capacity") + window.location.search}>{pageNames.capacity}</BackLink>}
    >
      <Notice tone="info" title={acting.submitOnlyTitle}>
        <p>{acting.submitOnlyText}</p>
      </Notice>
      <ShortForm form={form} submit={acting.capacity.submit} busy={acting.capacity.busy}>
        <RadioGroup
          name="kind"
          label={acting.document.kind}
          error={form.errors.get("kind")}
          options={kinds.map((value) => ({ value, label: acting.document.kinds[value] }))}
          value={kind}
          onChange={(value) => {
            setKind(value as Kind);
            form.clear();
          }}
        />
        {kind === "natural-person" && (
          <PersonFields
            value={person}
            errors={form.errors}
            onChange={(change) => setPerson((before) => ({ ...before, ...change }))}
          />
        )}
        {(kind === "company" || kind === "institution") && (
          <OrganisationFields
            kind={kind}
            value={organisation}
            errors={form.errors}
            onChange={(change) => setOrganisation((before) => ({ ...before, ...change }))}
          />
        )}
      </ShortForm>
    </Page>
  );
};
