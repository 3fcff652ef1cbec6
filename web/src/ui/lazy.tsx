import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts, useMessages } from "../language.ts";
import type { TextPart } from "../messages/hu.ts";
import { Button, Loading, Notice } from "./elements.tsx";

/** A part of the portal that is fetched when it is first shown, together with the texts it speaks with. */
export const lazy = <Props extends object>(
  fetchPart: () => Promise<FunctionComponent<Props>>,
  texts: readonly TextPart[] = [],
): FunctionComponent<Props> => {
  let part: FunctionComponent<Props> | undefined;
  const Lazy = (props: Props): ComponentChildren => {
    const messages = useMessages();
    const [failed, setFailed] = useState(false);
    // Wrapped: useState would call a bare function, here the part itself and without its properties.
    const [, arrived] = useState(() => part);
    useEffect(() => {
      const run = async (): Promise<void> => {
        try {
          const [fetched] = await Promise.all([part ?? fetchPart(), loadTexts(texts)]);
          part = fetched;
          arrived(() => part);
        } catch {
          setFailed(true);
        }
      };
      void run();
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
  return Lazy;
};
