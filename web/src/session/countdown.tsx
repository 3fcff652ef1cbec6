import { useEffect, useState } from "preact/hooks";
import { type Messages, useMessages } from "../language.ts";
import { secondsLeft, spokenMoment } from "./deadlines.ts";

const SECOND = 1_000;

const useSecondsLeft = (endsAt: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  return secondsLeft(endsAt, now);
};

/** The time left for the eyes: `1:45`, counted from the deadline. */
export const Countdown = ({ endsAt }: { endsAt: number }) => {
  const { session } = useMessages();
  const left = useSecondsLeft(endsAt);
  return (
    <p class="countdown" role="timer">
      {session.timeLeft} <strong>{`${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`}</strong>
    </p>
  );
};

const inWords = ({ minutesLeft, secondsLeft }: Messages["session"], seconds: number): string =>
  seconds >= 60 ? minutesLeft({ minutes: seconds / 60 }) : secondsLeft({ seconds });

/** The time left for the ears: politely, at a few moments. What it was at the opening is in the dialog's own text. */
export const SpokenCountdown = ({ endsAt }: { endsAt: number }) => {
  const { session } = useMessages();
  const left = useSecondsLeft(endsAt);
  const [from] = useState(left);
  const moment = spokenMoment(left, from);
  return <output class="ds-sr-only">{moment === undefined ? "" : inWords(session, moment)}</output>;
};
