import type { ComponentChildren } from "preact";
import type { CapacityKind } from "../../../src/domain/acting/capacity.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormPage } from "../../../src/domain/form/definition.ts";
import { readDraft } from "../../../src/domain/form/draft.ts";
import { useMessages } from "../language.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { FormFacts } from "../pages/form-facts.tsx";
import { useStore } from "../store.ts";
import { ButtonLink, LocalText, useLocalize } from "../ui/elements.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import type { Filling, FormSurroundings } from "./filling.ts";
import { nextPage, type PageState, pageStates } from "./page-states.ts";

const tones: Readonly<Record<PageState, string>> = {
  done: "success",
  incomplete: "warning",
  "not-started": "neutral",
  optional: "neutral",
};

interface TaskProps {
  href: string;
  /** Says it in words; the colour only supports them. */
  state: string;
  tone: string;
  id: string;
  children: ComponentChildren;
}

const Task = ({ href, state, tone, id, children }: TaskProps) => (
  <li class="task">
    <a class="ds-link task__link" href={href} aria-describedby={`task-${id}`}>
      {children}
    </a>
    <span class="ds-tag" data-color={tone} id={`task-${id}`}>
      {state}
    </span>
  </li>
);

/** Only those that the answers so far do not make needless: their page is shown. */
const Attachments = ({ filling, pages }: { filling: Filling; pages: readonly FormPage[] }) => {
  const { tasks } = useFillingMessages();
  const { facts } = useMessages().form;
  const slots = filling.form.attachments.filter(({ id }) => pages.some((page) => page.slots?.includes(id)));
  if (slots.length === 0) return null;
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {tasks.files}
      </h2>
      <ul class="ds-list">
        {slots.map((slot) => (
          <li key={slot.id}>
            <LocalText text={slot.label} />
            {slot.required === undefined && ` (${facts.slotOptional})`}
          </li>
        ))}
      </ul>
    </section>
  );
};

interface TaskListProps {
  filling: Filling;
  surroundings: FormSurroundings;
  pages: readonly FormPage[];
  context: FormContext;
  /** In which capacities it can be filed with its settlement; undefined: in all. */
  filers: readonly CapacityKind[] | undefined;
  /** Small line above the heading. */
  caption: ComponentChildren;
  /** What is to be known or decided first. */
  children?: ComponentChildren;
}

/** The start page of a form being filled: its parts, how far each is, and where to go on. */
export const TaskList = (props: TaskListProps) => {
  const { filling, surroundings, pages, context, filers, ...rest } = props;
  const { tasks } = useFillingMessages();
  const localize = useLocalize();
  const { answers, files } = useStore(filling.view);
  const { form } = filling;
  const { addresses } = surroundings;
  const understood = readDraft(form, answers).answers;
  // What could not be read is wrong, and must be seen as typed to be found so.
  const states = pageStates(form, pages, { answers, files: files ?? [] }, context);
  const isReady = nextPage(pages, states) === undefined;
  // There is nothing to go on with on a page that waits for files before the login.
  const next = nextPage(pages, pageStates(form, pages, { answers, files }, context));
  const done = pages.filter(({ id }) => states.get(id) === "done").length;
  const title = localize(form.title);
  return (
    <Page
      title={<LocalText text={form.title} />}
      name={title}
      caption={rest.caption}
      lead={tasks.text}
      above={<BackLink href={addresses.leave.href}>{addresses.leave.text}</BackLink>}
    >
      {rest.children}
      <p class="actions">
        <ButtonLink href={next ? addresses.page(next.id) : addresses.check}>{tasks.continue}</ButtonLink>
        {Object.keys(understood).length > 0 && surroundings.status}
      </p>
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {tasks.parts}
        </h2>
        <p>{tasks.done({ done, all: pages.length })}</p>
        <ol class="tasks">
          {pages.map((page) => {
            const state = states.get(page.id) ?? "not-started";
            return (
              <Task
                key={page.id}
                id={page.id}
                href={addresses.page(page.id)}
                state={tasks.states[state]}
                tone={tones[state]}
              >
                <LocalText text={page.title} />
              </Task>
            );
          })}
          <Task
            id="-check"
            href={addresses.check}
            state={isReady ? tasks.checkReady : tasks.checkLater}
            tone={isReady ? "info" : "neutral"}
          >
            {tasks.check}
          </Task>
        </ol>
      </section>
      <Attachments filling={filling} pages={pages} />
      <section class="section">
        <h2 class="ds-heading" data-size="sm">
          {tasks.facts}
        </h2>
        <FormFacts form={form} filers={filers} />
      </section>
    </Page>
  );
};
