import { useState } from "preact/hooks";
import { BROKER_OPEN, BROKER_STATE } from "../../../src/contract/pages.ts";
import { takeGoodbye } from "../account/goodbye.ts";
import { useMessages } from "../language.ts";
import { pathTo } from "../routes.ts";
import { ButtonLink, Notice } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const LoggedOutPage = () => {
  const { loggedOut, notFound } = useMessages();
  const [kept] = useState(takeGoodbye);
  const deleted = kept !== undefined;
  // The portal's session is over in any case; the broker's may have outlived it when it could not be reached.
  const brokerOpen = new URLSearchParams(window.location.search).get(BROKER_STATE) === BROKER_OPEN;
  const title = deleted ? loggedOut.deleted.title : loggedOut.title;
  return (
    <Page title={title} name={title}>
      {deleted && (
        <>
          <p>{loggedOut.deleted.text}</p>
          {kept > 0 && <p>{loggedOut.deleted.kept({ count: kept })}</p>}
        </>
      )}
      <Notice tone={brokerOpen ? "warning" : "success"}>
        <p>{brokerOpen ? loggedOut.brokerOpen : loggedOut.text}</p>
      </Notice>
      {!deleted && <p>{loggedOut.draftsKept}</p>}
      <ButtonLink href={pathTo("home")} variant="secondary">
        {notFound.homeLink}
      </ButtonLink>
    </Page>
  );
};
