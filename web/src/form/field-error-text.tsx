import { useMessages } from "../language.ts";

export const FieldErrorText = ({ id, text }: { id: string; text: string | undefined }) => {
  const messages = useMessages();
  if (text === undefined) return null;
  return (
    <p class="ds-validation-message" id={`${id}-error`}>
      <span class="ds-sr-only">{messages.form.errorPrefix} </span>
      {text}
    </p>
  );
};
