import type { InferInput } from "valibot";
import type { SwitchCapacityRequestSchema } from "../../../src/contract/acting.ts";
import { usePageMessages } from "../messages/pages.ts";
import type { Sentence } from "../messages/spoken.ts";
import { navigate } from "../router.ts";
import { errorsOfPortal } from "../ui/field-errors.ts";
import { type Attempt } from "../ui/short-form.tsx";
import { wayBack } from "./way-back.ts";
import { call } from "../account/calls.ts";

type Choice = InferInput<typeof SwitchCapacityRequestSchema>;

/** The sentence for one wrong field, in the words of its label. */
export const useActingErrors = (): ((code: string, label: string) => string) => {
  const { errors } = usePageMessages().acting;
  const texts: Readonly<Record<string, string | Sentence<"label">>> = errors;
  return (code, label) => {
    const text = (Object.hasOwn(texts, code) ? texts[code] : undefined) ?? errors.other;
    return typeof text === "string" ? text : text({ label });
  };
};

/** Switches and goes on where one came from; what the portal refuses comes back by field. */
export const switchCapacity = async (
  choice: Choice,
  fields: readonly string[],
  sentence: (field: string, code: string) => string,
): Promise<Attempt> => {
  const answer = await call("switchCapacity", { body: choice });
  if (!answer.ok) {
    const errors = errorsOfPortal(answer.failure, fields, sentence);
    return errors ? { errors } : { failure: answer.failure };
  }
  // The call itself has asked the session anew: the header and the next page already say in whose name.
  navigate(wayBack(window.location.search), { replace: true });
  return undefined;
};
