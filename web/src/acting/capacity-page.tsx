import { useMessages } from "../language.ts";
import { Loading } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

export const CapacityPage = () => {
  const { pageNames } = useMessages();
  return (
    <Page title={pageNames.capacity} name={pageNames.capacity}>
      <Loading />
    </Page>
  );
};
