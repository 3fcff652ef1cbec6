import { useMessages } from "../language.ts";
import { Loading } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const MandatesPage = () => {
  const { pageNames } = useMessages();
  return (
    <Page title={pageNames.mandates} name={pageNames.mandates}>
      <Loading />
    </Page>
  );
};
