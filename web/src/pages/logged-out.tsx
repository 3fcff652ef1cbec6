import { useMessages } from "../language.ts";
import { pathTo } from "../routes.ts";
import { ButtonLink, Notice } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const LoggedOutPage = () => {
  const messages = useMessages();
  // The portal's session is over in any case; the broker's may have outlived it when it could not be reached.
  const brokerOpen = new URLSearchParams(window.location.search).get("azonositas") === "nyitva";
  return (
    <Page title={messages.loggedOut.title} name={messages.loggedOut.title}>
      <Notice tone={brokerOpen ? "warning" : "success"}>
        <p>{brokerOpen ? messages.loggedOut.brokerOpen : messages.loggedOut.text}</p>
      </Notice>
      <p>{messages.loggedOut.draftsKept}</p>
      <ButtonLink href={pathTo("home")} variant="secondary">
        {messages.notFound.homeLink}
      </ButtonLink>
    </Page>
  );
};
