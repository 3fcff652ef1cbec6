import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts, useMessages } from "../language.ts";
import type { TextPart } from "../messages/hu.ts";
import { Button, Loading, Notice } from "./elements.tsx";

type LazyComponent<Props> = FunctionComponent<Props> & {
  /** Fetches it before it is shown; whoever waits for that shows it at once. Rejects where it cannot be had. */
  fetch: () => Promise<void>;
};

/** A part of the portal that is fetched when it is first shown, together with the texts it speaks with. */
export const lazy = <Props extends object>(
  fetchPart: () => Promise<FunctionComponent<Props>>,
  texts: readonly TextPart[] = [],
): LazyComponent<Props> => {
  let part: FunctionComponent<Props> | undefined;
  const fetch = async (): Promise<void> => {
    const [fetched] = await Promise.all([part ?? fetchPart(), loadTexts(texts)]);
    part = fetched;
  };
  const Lazy = (props: Props): ComponentChildren => {
    const messages = useMessages();
    const [failed, setFailed] = useState(false);
    // Wrapped: useState would call a bare function, here the part itself and without its properties.
    const [, arrived] = useState(() => part);
    useEffect(() => {
      fetch().then(
        () => arrived(() => part),
        () => setFailed(true),
      );
    }, []);
    if (part) {
      const Part = part;
      return <Part {...props} />;
    }
    if (!failed) return <Loading />;
    return (
      <div class="page">
        <Notice tone="danger" role="alert">
          <p>{messages.problems.network}</p>
          {/* After a release the old parts may be gone: only a fresh page knows the new names. */}
          <Button variant="secondary" size="sm" onClick={() => window.location.reload()}>
            {messages.unexpected.reload}
          </Button>
        </Notice>
      </div>
    );
  };
  return Object.assign(Lazy, { fetch });
};
