import { FAILURE_CODE } from "../../../src/contract/pages.ts";
import { useMessages, type Messages } from "../language.ts";
import { session } from "../portal.ts";
import { pathTo } from "../routes.ts";
import { Button, ButtonLink } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

/** The reason in the address is a code of ours; anything else gets the general sentence. */
const reasonFor = (messages: Messages, code: string): string => {
  const reasons: Readonly<Record<string, string>> = messages.loginFailed.reasons;
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return reason ?? messages.problems["login-failed"];
};

export const LoginFailedPage = () => {
  const messages = useMessages();
  const code = new URLSearchParams(window.location.search).get(FAILURE_CODE) ?? "";
  return (
    <Page title={messages.loginFailed.title} name={messages.loginFailed.title}>
      <p>{reasonFor(messages, code)}</p>
      <p>{messages.loginFailed.text}</p>
      <div class="actions">
        <Button onClick={() => session.logIn(pathTo("home"))}>{messages.loginFailed.again}</Button>
        <ButtonLink href={pathTo("home")} variant="secondary">
          {messages.notFound.homeLink}
        </ButtonLink>
      </div>
    </Page>
  );
};
