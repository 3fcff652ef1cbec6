import type { ComponentChildren } from "preact";
import { type Inputs, useCallback, useEffect, useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import type { Result } from "../../../src/domain/result.ts";
import { useMessages } from "../language.ts";
import { hasNextStep, NextStep } from "../session/next-step.tsx";
import { Button, Loading, Notice } from "./elements.tsx";

export type Loaded<T> =
  | { kind: "loading" }
  | { kind: "ready"; value: T }
  | { kind: "failed"; failure: ApiFailure; retry: () => void };

/** Loads when the page appears and again when an input changes; an answer that comes too late is dropped. */
export const useLoad = <T,>(load: () => Promise<Result<T, ApiFailure>>, inputs: Inputs): Loaded<T> => {
  const [state, setState] = useState<Loaded<T>>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    let current = true;
    const run = async (): Promise<void> => {
      setState({ kind: "loading" });
      const result = await load();
      if (!current) return;
      setState(
        result.ok
          ? { kind: "ready", value: result.value }
          : { kind: "failed", failure: result.failure, retry },
      );
    };
    void run();
    return () => {
      current = false;
    };
  }, [...inputs, attempt]);
  return state;
};

interface FailureNoticeProps {
  failure: ApiFailure;
  retry?: () => void;
  /** Level of identification that what failed asks for, if any (1–4). */
  level?: number | undefined;
}

/** What went wrong, in the reader's words, the way on, and the number an operator can look up. */
export const FailureNotice = ({ failure, retry, level }: FailureNoticeProps) => {
  const messages = useMessages();
  if (hasNextStep(failure)) {
    return (
      <Notice tone="warning" role="alert">
        <p>{messages.problems[failure.code]}</p>
        <NextStep failure={failure} level={level} />
      </Notice>
    );
  }
  return (
    <Notice tone="danger" role="alert">
      <p>{messages.problems[failure.code]}</p>
      {failure.requestId && (
        <p class="small">
          {messages.unexpected.requestId}: <code>{failure.requestId}</code>
        </p>
      )}
      {retry && (
        <Button variant="secondary" size="sm" onClick={retry}>
          {messages.portal.retry}
        </Button>
      )}
    </Notice>
  );
};

interface WhenLoadedProps<T> {
  state: Loaded<T>;
  /** Shown for `not-found`; otherwise that is a failure like any other. */
  missing?: ComponentChildren;
  children: (value: T) => ComponentChildren;
}

export const WhenLoaded = <T,>({ state, missing, children }: WhenLoadedProps<T>) => {
  if (state.kind === "loading") return <Loading />;
  if (state.kind === "ready") return <>{children(state.value)}</>;
  if (missing && state.failure.code === "not-found") return <>{missing}</>;
  return (
    <div class="page">
      <FailureNotice failure={state.failure} retry={state.retry} />
    </div>
  );
};
