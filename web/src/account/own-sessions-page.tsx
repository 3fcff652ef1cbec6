import { useMessages } from "../language.ts";
import { Loading } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const OwnSessionsPage = () => {
  const { pageNames } = useMessages();
  return (
    <Page title={pageNames.ownSessions} name={pageNames.ownSessions}>
      <Loading />
    </Page>
  );
};
