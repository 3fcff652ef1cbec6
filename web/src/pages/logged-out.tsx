import { useMessages } from "../language.ts";
import { pathTo } from "../routes.ts";
import { ButtonLink, Notice } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const LoggedOutPage = () => {
  const messages = useMessages();
  return (
    <Page title={messages.loggedOut.title} name={messages.loggedOut.title}>
      <Notice tone="success">
        <p>{messages.loggedOut.text}</p>
      </Notice>
      <p>{messages.loggedOut.draftsKept}</p>
      <ButtonLink href={pathTo("home")} variant="secondary">
        {messages.notFound.homeLink}
      </ButtonLink>
    </Page>
  );
};
