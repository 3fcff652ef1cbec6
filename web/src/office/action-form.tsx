import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { OfficeCase } from "../../../src/contract/office.ts";
import { formatDateTime } from "../format/instants.ts";
import { todayAt } from "../format/typed-day.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { useStore } from "../store.ts";
import { typedTexts } from "../typed-text.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, Notice } from "../ui/elements.tsx";
import { type Attempt, ShortForm, useSettled, useShortForm } from "../ui/short-form.tsx";
import { ActionFields, type Gathering } from "./action-fields.tsx";
import { act, readOfficeCase } from "./calls.ts";
import {
  beginAction,
  FILES,
  filesError,
  type FormAction,
  readAction,
  textError,
  type TypedAction,
} from "./read-action.ts";

/** What was typed into an action of a case is kept in the tab: it survives a reload and the way through the broker. */
const keyOf = (caseId: string, action: FormAction): string => `${caseId}.${action}`;

const useTyped = (detail: OfficeCase, action: FormAction) => {
  const key = keyOf(detail.id, action);
  const [kept] = useState(() => typedTexts.read(key)?.answers);
  const [typed, setTyped] = useState<TypedAction>({
    ...beginAction(detail),
    ...(kept as Partial<TypedAction> | undefined),
  });
  const change = (part: Partial<TypedAction>): void => {
    const next = { ...typed, ...part };
    setTyped(next);
    typedTexts.keep(key, { version: detail.revision, answers: { ...next } });
  };
  return { typed, change, restored: kept !== undefined, forget: () => typedTexts.drop(key) };
};

/** What happened since the page was drawn for somebody who was writing. */
const Conflict = ({ detail, since, possible }: { detail: OfficeCase; since: number; possible: boolean }) => {
  const { action, case: words } = useOfficeMessages();
  const language = useLanguage();
  const news = detail.events.slice(since);
  return (
    <Notice tone="warning" role="alert" title={action.conflictTitle}>
      <p>{possible ? action.conflictText : action.gone}</p>
      {news.length > 0 && (
        <>
          <p>{action.conflictNews}</p>
          <ul class="ds-list">
            {news.map(({ type, at }, index) => (
              <li key={index}>
                {words.events[type]} ({formatDateTime(language, at)})
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
};

interface SureProps {
  action: FormAction;
  text: string;
  answer: (sure: boolean) => void;
}

const Sure = ({ action, text, answer }: SureProps) => {
  const { actions, action: texts } = useOfficeMessages();
  return (
    <Dialog title={texts.confirmTitle({ action: actions[action] })} onEscape={() => answer(false)}>
      <p>{text}</p>
      <div class="actions">
        <Button variant="secondary" onClick={() => answer(false)}>
          {texts.back}
        </Button>
        <Button onClick={() => answer(true)}>{texts.submit[action]}</Button>
      </div>
    </Dialog>
  );
};

/** Asks before what cannot be taken back; resolves with the answer. */
const useSure = (action: FormAction) => {
  const { action: texts } = useOfficeMessages();
  const [asking, setAsking] = useState<(sure: boolean) => void>();
  const warnings: Partial<Record<FormAction, string>> = texts.confirm;
  const text = warnings[action];
  const ask = (): Promise<boolean> =>
    text === undefined
      ? Promise.resolve(true)
      : new Promise((resolve) => {
          setAsking(() => (sure: boolean) => {
            setAsking(undefined);
            resolve(sure);
          });
        });
  const dialog = asking && text !== undefined && <Sure action={action} text={text} answer={asking} />;
  return { ask, dialog };
};

interface ActionFormProps {
  officeId: string;
  detail: OfficeCase;
  action: FormAction;
  gathering: Gathering;
  /** Opened by a button just now: the form gets the focus. */
  focus: boolean;
  /** The case as it is now; `done` says what was done, and the form closes. */
  update: (detail: OfficeCase, done?: FormAction) => void;
  close: () => void;
}

type Work = Pick<ActionFormProps, "officeId" | "detail" | "action" | "gathering" | "update">;

/**
 * What is typed for an action, and sending it. Whoever sends it from a page the case has left behind sees the case as it is
 * now: `changedSince` is the revision the page had.
 */
const useAction = ({ officeId, detail, action, gathering, update }: Work) => {
  const { action: texts } = useOfficeMessages();
  const { typed, change, restored, forget } = useTyped(detail, action);
  const [changedSince, setChangedSince] = useState<number>();
  const { files } = useStore(gathering.place.view);
  const underWay = useStore(gathering.uploads.list);
  const uploading = underWay.some(({ state }) => state.kind !== "failed");
  const { ask, dialog } = useSure(action);
  const params = { officeId, caseId: detail.id };

  const reread = async (): Promise<Attempt> => {
    const current = await readOfficeCase(params);
    if (!current.ok) return { failure: current.failure };
    setChangedSince(changedSince ?? detail.revision);
    update(current.value);
    return undefined;
  };

  const attempt = async (): Promise<Attempt> => {
    const context = {
      revision: detail.revision,
      files,
      uploading,
      today: todayAt(Date.now()),
      supplementDueOn: detail.supplementDueOn,
    };
    const read = readAction(action, typed, context, texts.errors);
    if ("errors" in read) return read;
    if (!(await ask())) return undefined;
    const answer = await act(params, read.body);
    if (answer.ok) {
      forget();
      update(answer.value, action);
      return undefined;
    }
    const { code } = answer.failure;
    return code === "case-changed" || code === "wrong-state" ? reread() : { failure: answer.failure };
  };
  const form = useShortForm(attempt);
  useSettled(form, FILES, filesError({ files, uploading }, texts.errors));
  useSettled(form, "text", textError(action, typed, { files }, texts.errors), typed.text);
  return { typed, change, restored, changedSince, form, dialog };
};

/** One action with what it needs. Nothing typed is lost, whatever happens to the case or to the session meanwhile. */
export const ActionForm = (props: ActionFormProps) => {
  const { officeId, detail, action, gathering, focus, close } = props;
  const { actions, actionTexts, action: texts } = useOfficeMessages();
  const { typed, change, restored, changedSince, form, dialog } = useAction(props);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (focus) heading.current?.focus();
  }, []);
  // The page has changed around whoever was writing, perhaps the very button is gone: what happened stands here.
  useLayoutEffect(() => {
    if (changedSince !== undefined) heading.current?.focus();
  }, [changedSince, detail.revision]);
  const possible = detail.actions.includes(action);
  const title = actions[action];
  // An address of before: the action is over, and there is nothing here to save.
  if (!possible && changedSince === undefined && !restored) return null;
  const fields = (
    <ActionFields
      action={action}
      officeId={officeId}
      detail={detail}
      typed={typed}
      errors={form.errors}
      change={change}
      gathering={gathering}
    />
  );
  const leave = (
    <Button variant="tertiary" label={texts.cancelLabel({ action: title })} onClick={close}>
      {texts.cancel}
    </Button>
  );
  return (
    <section class="panel panel--accent office-action" aria-labelledby="office-action-title">
      <h2 class="ds-heading" data-size="sm" id="office-action-title" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p>{actionTexts[action]}</p>
      {restored && <p class="small">{texts.kept}</p>}
      {(changedSince !== undefined || !possible) && (
        <Conflict detail={detail} since={changedSince ?? detail.revision} possible={possible} />
      )}
      {possible ? (
        <ShortForm form={form} submit={texts.submit[action]} busy={texts.working} beside={leave}>
          {fields}
        </ShortForm>
      ) : (
        <div class="form">
          {fields}
          {leave}
        </div>
      )}
      {dialog}
    </section>
  );
};
