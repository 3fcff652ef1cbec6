import type { ComponentChildren } from "preact";
import type { OfficeCase, Overview } from "../../../src/contract/office.ts";
import { laterFileSlot } from "../../../src/domain/case/later-files.ts";
import type { ScanWatch } from "../form/scan-watch.ts";
import { SlotField } from "../form/slot-field.tsx";
import type { Uploads } from "../form/uploads.ts";
import { fileTypeNames } from "../format/file-types.ts";
import { formatDay, formatSize } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { DayField } from "../ui/day-field.tsx";
import { LocalText } from "../ui/elements.tsx";
import { RadioGroup, TextField } from "../ui/fields.tsx";
import type { FieldErrors } from "../ui/field-errors.ts";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { readOverview } from "./calls.ts";
import type { OfficeFiles } from "./office-files.ts";
import {
  type ActionField,
  actionFields,
  FILES,
  type FormAction,
  REGISTRATION,
  standingEntries,
  type TypedAction,
} from "./read-action.ts";

/** What is needed to gather files: the place, what is on its way to it, and the scans. */
export interface Gathering {
  place: OfficeFiles;
  uploads: Uploads;
  scans: ScanWatch;
}

interface FieldsProps {
  action: FormAction;
  officeId: string;
  detail: OfficeCase;
  typed: TypedAction;
  errors: FieldErrors;
  change: (part: Partial<TypedAction>) => void;
  gathering: Gathering;
}

const Text = ({ action, typed, errors, change }: FieldsProps) => {
  const { action: texts } = useOfficeMessages();
  const labels: Partial<Record<FormAction, string>> = {
    message: texts.messageText,
    "request-supplement": texts.supplementText,
    decide: texts.decisionText,
    reject: texts.reasonText,
    transfer: texts.reasonText,
  };
  return (
    <TextArea
      name="text"
      label={labels[action] ?? texts.text}
      optional={action === "transfer"}
      {...(action === "decide" ? { oneOf: true, hint: texts.decisionHint } : {})}
      rows={action === "message" ? 6 : 10}
      error={errors.get("text")}
      value={typed.text}
      onChange={(text) => change({ text })}
    />
  );
};

const Note = ({ action, detail, typed, errors, change }: FieldsProps) => {
  const { action: texts } = useOfficeMessages();
  const language = useLanguage();
  const until = action === "extend-deadline" ? detail.deadline?.mayExtendTo : undefined;
  return (
    <TextField
      name="note"
      label={texts.note}
      hint={
        until === undefined
          ? texts.noteHint
          : `${texts.noteHint} ${texts.extendTo({ day: formatDay(language, until) })}`
      }
      error={errors.get("note")}
      value={typed.note}
      onChange={(note) => change({ note })}
    />
  );
};

const Due = ({ detail, typed, errors, change }: FieldsProps) => {
  const { action: texts } = useOfficeMessages();
  const language = useLanguage();
  const usual = detail.supplementDueOn;
  return (
    <DayField
      name="dueOn"
      label={texts.dueOn}
      {...(usual === undefined ? {} : { hint: texts.dueHint({ day: formatDay(language, usual) }) })}
      error={errors.get("dueOn")}
      value={typed.dueOn}
      onChange={(dueOn) => change({ dueOn })}
    />
  );
};

interface TeamsProps extends FieldsProps {
  overview: Overview;
}

const Officers = ({ team, overview, typed, change }: TeamsProps & { team: string }) => {
  const { action: texts } = useOfficeMessages();
  const members = overview.colleagues.filter(
    ({ roles, teams }) => roles.includes("case-officer") && teams.includes(team),
  );
  return (
    <RadioGroup
      name="officer"
      label={texts.officer}
      options={[
        { value: "", label: texts.officerNone },
        ...members.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={typed.officer}
      onChange={(officer) => change({ officer })}
    />
  );
};

const Teams = (props: TeamsProps) => {
  const { action: texts } = useOfficeMessages();
  const { overview, typed, errors, change } = props;
  return (
    <RadioGroup
      name="team"
      label={texts.team}
      error={errors.get("team")}
      options={overview.teams.map(({ id, name }) => ({
        value: id,
        label: <LocalText text={name} />,
        inside: <Officers {...props} team={id} />,
      }))}
      value={typed.team}
      onChange={(team) => change({ team, officer: "" })}
    />
  );
};

const Team = (props: FieldsProps) => {
  const state = useLoad(() => readOverview(props.officeId), [props.officeId]);
  return <WhenLoaded state={state}>{(overview) => <Teams {...props} overview={overview} />}</WhenLoaded>;
};

/** The registered entries of the case that still stand. */
const Entry = ({ detail, typed, errors, change }: FieldsProps) => {
  const { action: texts, case: words } = useOfficeMessages();
  const { registration, later } = standingEntries(detail);
  return (
    <RadioGroup
      name="document"
      label={texts.which}
      error={errors.get("document")}
      options={[
        ...(registration === undefined
          ? []
          : [{ value: REGISTRATION, label: texts.registration({ number: registration }) }]),
        ...later.map(({ id, kind, number }) => ({
          value: id,
          label: texts.document({ kind: words.documentKinds[kind], number: number ?? "" }),
        })),
      ]}
      value={typed.document}
      onChange={(document) => change({ document })}
    />
  );
};

const Authority = ({ typed, errors, change }: FieldsProps) => {
  const { action: texts } = useOfficeMessages();
  return (
    <TextField
      name="authority"
      label={texts.authority}
      hint={texts.noteHint}
      error={errors.get("authority")}
      value={typed.authority}
      onChange={(authority) => change({ authority })}
    />
  );
};

const FilesField = ({ action, errors, gathering }: FieldsProps) => {
  const language = useLanguage();
  const { action: texts } = useOfficeMessages();
  const { contentTypes, maxFileSize } = laterFileSlot;
  const limits = texts.filesHint({
    types: fileTypeNames(contentTypes),
    size: formatSize(language, maxFileSize),
  });
  // A decision is written or attached: then the files are not optional either.
  const required = action === "decide";
  const hint = required ? `${texts.decisionFilesHint} ${limits}` : limits;
  const slot = { ...laterFileSlot, required, hint: { hu: hint, en: hint } };
  return <SlotField {...gathering} slot={slot} error={errors.get(FILES)} />;
};

const fields: Readonly<Record<ActionField, (props: FieldsProps) => ComponentChildren>> = {
  text: Text,
  note: Note,
  authority: Authority,
  dueOn: Due,
  team: Team,
  document: Entry,
  files: FilesField,
};

/** The questions of one action. */
export const ActionFields = (props: FieldsProps) => (
  <>
    {actionFields[props.action].map((name) => {
      const Field = fields[name];
      return <Field key={name} {...props} />;
    })}
  </>
);
