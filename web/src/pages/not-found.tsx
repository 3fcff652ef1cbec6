import { useMessages } from "../language.ts";
import { pathTo } from "../routes.ts";
import { ButtonLink } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

/** `what` chooses the explanation: a case may exist and still not be shown, so both sound the same. */
export const NotFoundPage = ({ what }: { what?: "case" }) => {
  const messages = useMessages();
  return (
    <Page title={messages.notFound.title} name={messages.notFound.title}>
      <p>{what === "case" ? messages.notFound.caseText : messages.notFound.text}</p>
      {what === "case" ? (
        <ButtonLink href={pathTo("cases")}>{messages.notFound.casesLink}</ButtonLink>
      ) : (
        <ButtonLink href={pathTo("home")}>{messages.notFound.homeLink}</ButtonLink>
      )}
    </Page>
  );
};
