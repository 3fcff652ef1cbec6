import type { ParameterPeriod } from "../../domain/form/arithmetic.ts";
import type { FormDefinition } from "../../domain/form/definition.ts";
import { validateAnswers } from "../../domain/form/validate.ts";
import type { Post } from "../../domain/office/post.ts";
import {
  automaticFiling,
  type PublishedSettlement,
  type Service,
} from "../../domain/settlement/settlement.ts";
import type { LocalDate } from "../../domain/time.ts";
import type { ExamplesSource } from "./example-source.ts";

/** What was found out about the live set-up of a settlement. `not-tried`: something needed for it was not given. */
export interface Finding {
  what: "published" | "page" | "certificate" | "login" | "mailbox" | "clerks" | "service" | "webhook";
  /** Of what: a form, a system, a team. */
  of?: string;
  result: "fine" | "doubtful" | "wrong" | "not-tried";
  message: string;
}

/** What the generator of offices writes as long as nobody knows the mailbox (npx ohp settlement import). */
const isMadeUp = ({ krid }: PublishedSettlement["office"]): boolean => krid.startsWith("999");

export const checkMailbox = ({ office }: PublishedSettlement): Finding[] => {
  const { krid, contact } = office;
  const mailbox: Finding = isMadeUp(office)
    ? {
        what: "mailbox",
        of: krid,
        result: "doubtful",
        message: "looks like a made-up KRID; give the office's own",
      }
    : { what: "mailbox", of: krid, result: "fine", message: "has the form of a KRID" };
  if (contact.email !== undefined || contact.phone !== undefined) return [mailbox];
  const message = "has neither e-mail nor phone, so nobody can ask";
  return [mailbox, { what: "mailbox", of: office.id, result: "doubtful", message }];
};

const team = (settlement: PublishedSettlement, form: string): string | undefined =>
  settlement.routes.find((route) => route.form === form || route.form === "*")?.team;

/** Whether somebody sees what arrives: for every team that gets cases, and for steps a clerk takes. */
export const checkClerks = (settlement: PublishedSettlement, posts: readonly Post[]): Finding[] => {
  const { office, services, filing = automaticFiling } = settlement;
  const needed = new Set(services.flatMap(({ form }) => team(settlement, form) ?? []));
  const findings = [...needed].map((id): Finding => {
    const count = posts.filter(
      ({ roles, teams }) => roles.includes("case-officer") && teams.includes(id),
    ).length;
    return count > 0
      ? { what: "clerks", of: id, result: "fine", message: `${count} case officers` }
      : {
          what: "clerks",
          of: id,
          result: "wrong",
          message: "gets cases, but no case officer is in the team",
        };
  });
  const byClerk = filing.receive === "clerk" || filing.register === "clerk";
  if (byClerk && !posts.some(({ roles }) => roles.includes("records-clerk"))) {
    const message = "submissions wait for a records clerk, and there is none";
    findings.push({ what: "clerks", of: office.id, result: "wrong", message });
  }
  return findings;
};

const holds = ({ from, to }: ParameterPeriod, today: LocalDate): boolean =>
  from <= today && (to === undefined || today <= to);

/** A form as filled by its own first example that this settlement takes. */
const dryRun = (
  form: FormDefinition,
  { today, good }: ExamplesSource,
  parameters: PublishedSettlement["parameters"],
): string | undefined => {
  let first: string | undefined;
  for (const { answers, attachments } of good) {
    const [refused] = validateAnswers(form, answers, attachments, { today, parameters });
    if (!refused) return undefined;
    first ??= `${refused.field} ${refused.check ?? refused.code}`;
  }
  return first;
};

/**
 * Whether a service could be submitted and would reach somebody. `examples`: the form's own; without them the filling is
 * not tried.
 */
export const checkService = (
  settlement: PublishedSettlement,
  { form: id, version }: Service,
  form: FormDefinition,
  examples: ExamplesSource | undefined,
  today: LocalDate,
): Finding => {
  const about = { what: "service" as const, of: `${id}@${version}` };
  const { parameters, office, book } = settlement;
  const group = (form.parameters ?? []).find(
    (name) => !(parameters[name] ?? []).some((period) => holds(period, today)),
  );
  if (group !== undefined) return { ...about, result: "wrong", message: `has no ${group} that holds today` };
  const to = team(settlement, id);
  if (!office.teams.some((one) => one.id === to)) {
    return { ...about, result: "wrong", message: "leads to no team of the office" };
  }
  if (!office.books.some((one) => one.id === book)) {
    return { ...about, result: "wrong", message: `is filed into ${book}, which is no book of the office` };
  }
  if (!examples)
    return { ...about, result: "not-tried", message: "is complete; it has no examples to fill it with" };
  const refused = dryRun(form, examples, parameters);
  return refused === undefined
    ? { ...about, result: "fine", message: `could be submitted, to team ${to}` }
    : { ...about, result: "doubtful", message: `takes none of the form's examples: ${refused}` };
};
