import { useEffect, useState } from "preact/hooks";
import { usePageMessages } from "../messages/pages.ts";
import { pathTo } from "../routes.ts";
import { ButtonLink, Loading, Notice } from "../ui/elements.tsx";
import { FailureNotice, type Loaded, useLoad } from "../ui/load.tsx";
import { Page } from "../ui/page.tsx";
import { call } from "./calls.ts";

/** The secret of the link stands in the fragment, which no server and no referrer ever gets. */
const takeToken = (): string => {
  const token = window.location.hash.slice(1);
  // Out of the address bar and the history at once: it may be seen, photographed, or found later.
  if (token !== "") window.history.replaceState(null, "", pathTo("verifyEmail"));
  return token;
};

/** Whether the link was refused for good; everything else may be tried again. */
const isSpent = (state: Loaded<undefined>): boolean =>
  state.kind === "failed" &&
  (state.failure.code === "link-expired" ||
    state.failure.code === "invalid-fields" ||
    state.failure.code === "not-found");

/** Opened from the e-mail, without a login: whoever has the link has the mailbox. */
export const VerifyEmailPage = () => {
  const { account, pageNames } = usePageMessages();
  const [token, setToken] = useState(takeToken);
  const state = useLoad(() => call("verifyEmail", { body: { token } }), [token]);
  // A newer link opened in the same tab changes the fragment alone.
  useEffect(() => {
    const follow = (): void => {
      const newer = takeToken();
      if (newer !== "") setToken(newer);
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  const spent = isSpent(state);
  const title =
    state.kind === "ready"
      ? account.verification.doneTitle
      : spent
        ? account.verification.expiredTitle
        : pageNames.verifyEmail;
  return (
    <Page title={title} name={title}>
      <div aria-live="polite">
        {state.kind === "loading" && <Loading />}
        {state.kind === "ready" && (
          <Notice tone="success">
            <p>{account.verification.doneText}</p>
          </Notice>
        )}
        {spent && <p>{account.verification.expiredText}</p>}
        {state.kind === "failed" && !spent && <FailureNotice failure={state.failure} retry={state.retry} />}
      </div>
      {state.kind !== "loading" && (
        <ButtonLink href={pathTo("account")} variant={spent ? "primary" : "secondary"}>
          {account.verification.accountLink}
        </ButtonLink>
      )}
    </Page>
  );
};
