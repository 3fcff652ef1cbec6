import { useMessages } from "../language.ts";
import { Loading } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const VerifyEmailPage = () => {
  const { pageNames } = useMessages();
  return (
    <Page title={pageNames.verifyEmail} name={pageNames.verifyEmail}>
      <Loading />
    </Page>
  );
};
