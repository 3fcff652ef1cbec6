import { partyInWords } from "../acting/acting-now.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatTime } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { useStore } from "../store.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, Notice } from "../ui/elements.tsx";
import { Countdown, SpokenCountdown } from "./countdown.tsx";
import { LogOut } from "./log-out.tsx";
import type { Interruption } from "./session-state.ts";

const Failed = ({ failure }: { failure: ApiFailure | undefined }) => {
  const { problems } = useMessages();
  if (!failure) return null;
  return (
    <Notice tone="danger" role="alert">
      <p>{problems[failure.code]}</p>
    </Notice>
  );
};

interface GoOnProps {
  interruption: Extract<Interruption, { busy: boolean }>;
  goOn: () => void;
}

const GoOnActions = ({ interruption: { busy, failure }, goOn }: GoOnProps) => {
  const texts = useMessages().session;
  return (
    <>
      <Failed failure={busy ? undefined : failure} />
      <div class="actions">
        <Button busy={busy} onClick={goOn}>
          {busy ? texts.continuing : texts.continue}
        </Button>
        <LogOut />
      </div>
    </>
  );
};

const stayActive = (): void => void session.stayActive();
const resume = (): void => void session.resume();
const reload = (): void => window.location.reload();

type Of<Reason extends Interruption["reason"]> = {
  interruption: Extract<Interruption, { reason: Reason }>;
};

const IdleWarning = ({ interruption }: Of<"idle-warning">) => {
  const texts = useMessages().session;
  return (
    <Dialog
      alert
      title={texts.warningTitle}
      onEscape={stayActive}
      actions={
        <>
          <SpokenCountdown endsAt={interruption.endsAt} />
          <GoOnActions interruption={interruption} goOn={stayActive} />
        </>
      }
    >
      <p>{texts.warningText}</p>
      <Countdown endsAt={interruption.endsAt} />
    </Dialog>
  );
};

const EndWarning = ({ interruption }: Of<"end-warning">) => {
  const texts = useMessages().session;
  const language = useLanguage();
  return (
    <Dialog
      alert
      title={texts.endWarningTitle}
      onEscape={session.noteEnd}
      actions={
        <>
          <SpokenCountdown endsAt={interruption.endsAt} />
          <div class="actions">
            <Button onClick={session.noteEnd}>{texts.understood}</Button>
            <LogOut />
          </div>
        </>
      }
    >
      <p>{texts.endWarningText({ time: formatTime(language, interruption.endsAt) })}</p>
      <Countdown endsAt={interruption.endsAt} />
    </Dialog>
  );
};

const Lapsed = ({ interruption }: Of<"lapsed">) => {
  const texts = useMessages().session;
  return (
    <Dialog
      alert
      title={texts.lapsedTitle}
      onEscape={resume}
      actions={<GoOnActions interruption={interruption} goOn={resume} />}
    >
      <p>{texts.lapsedText}</p>
    </Dialog>
  );
};

const Ended = () => {
  const texts = useMessages().session;
  return (
    <Dialog
      alert
      title={texts.endedTitle}
      onEscape={session.dismiss}
      actions={
        <div class="actions">
          <Button onClick={() => session.logIn()}>{texts.identifyAgain}</Button>
          <Button variant="secondary" onClick={session.dismiss}>
            {texts.stay}
          </Button>
        </div>
      }
    >
      <p>{texts.endedText}</p>
      <p>{texts.endedFiles}</p>
    </Dialog>
  );
};

const Switched = () => {
  const texts = useMessages().session;
  const state = useStore(session.state);
  const acting = "acting" in state ? partyInWords(texts, state.acting.party) : "";
  return (
    <Dialog
      alert
      title={texts.switchedTitle}
      onEscape={reload}
      actions={
        <div class="actions">
          <Button onClick={reload}>{texts.reload}</Button>
          <Button
            variant="secondary"
            onClick={() => {
              session.adopt();
              navigate(pathTo("capacity"));
            }}
          >
            {texts.switchCapacity}
          </Button>
        </div>
      }
    >
      <p>{texts.switchedText({ acting })}</p>
    </Dialog>
  );
};

/** What the person sees when the session ends, or is about to, under their hands. The page behind keeps everything. */
export const SessionDialog = () => {
  const interruption = useStore(session.interruption);
  if (!interruption) return null;
  switch (interruption.reason) {
    case "idle-warning":
      return <IdleWarning interruption={interruption} />;
    case "end-warning":
      return <EndWarning interruption={interruption} />;
    case "lapsed":
      return <Lapsed interruption={interruption} />;
    case "ended":
      return <Ended />;
    default:
      return <Switched />;
  }
};
