import { useMessages } from "../language.ts";
import { Button } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

/** Shown when our own code fails in the browser; a fresh page is the honest way out, and typed text survives it. */
export const CrashedPage = () => {
  const messages = useMessages();
  return (
    <Page title={messages.unexpected.title} name={messages.unexpected.title}>
      <p>{messages.problems.unexpected}</p>
      <Button onClick={() => window.location.reload()}>{messages.unexpected.reload}</Button>
    </Page>
  );
};
