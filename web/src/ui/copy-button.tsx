import { useState } from "preact/hooks";
import { useMessages } from "../language.ts";
import { Button } from "./elements.tsx";

interface CopyButtonProps {
  text: string;
  /** What it is, where several can be copied. */
  of?: string;
}

/** Copies a text and says so; the text itself stays selectable for browsers that refuse. */
export const CopyButton = ({ text, of }: CopyButtonProps) => {
  const messages = useMessages();
  const [outcome, setOutcome] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome(messages.portal.copied);
    } catch {
      setOutcome(messages.portal.copyFailed);
    }
  };
  return (
    <span class="copy no-print">
      <Button
        variant="secondary"
        size="sm"
        {...(of ? { label: `${messages.portal.copy}: ${of}` } : {})}
        onClick={copy}
      >
        {messages.portal.copy}
      </Button>
      <output>{outcome}</output>
    </span>
  );
};
