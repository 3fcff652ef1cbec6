import { useMessages } from "../language.ts";
import { Loading } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const AccountPage = () => {
  const { pageNames } = useMessages();
  return (
    <Page title={pageNames.account} name={pageNames.account}>
      <Loading />
    </Page>
  );
};
