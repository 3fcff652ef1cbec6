import type { ComponentChildren } from "preact";
import { useChoosingMessages } from "../messages/choosing.ts";
import { NotFoundPage } from "../pages/not-found.tsx";
import { pathTo } from "../routes.ts";
import { type Loaded, WhenLoaded } from "../ui/load.tsx";

interface WhenPublishedProps<T> {
  state: Loaded<T>;
  children: (value: T) => ComponentChildren;
}

/** A page of what a settlement has published; where that is damaged, the way to all the others. */
export const WhenPublished = <T,>({ state, children }: WhenPublishedProps<T>) => {
  const { home } = useChoosingMessages();
  return (
    <>
      <WhenLoaded state={state} missing={<NotFoundPage />}>
        {children}
      </WhenLoaded>
      {state.kind === "failed" && state.failure.code === "catalogue-damaged" && (
        <p class="page">
          <a class="ds-link" href={pathTo("settlements")}>
            {home.allSettlements}
          </a>
        </p>
      )}
    </>
  );
};
