import type { MandateView } from "../../../src/contract/acting.ts";
import { formatDateTime, formatDay } from "../format/instants.ts";
import { type InterfaceLanguage, useLanguage } from "../language.ts";
import { type PageMessages, usePageMessages } from "../messages/pages.ts";
import { type Row, useLocalize } from "../ui/elements.tsx";
import { type ScopeNames, scopeText } from "./scope-names.ts";

/** `2026. november 23. naptól visszavonásig` */
export const validityText = (
  { acting }: PageMessages,
  language: InterfaceLanguage,
  { validFrom, validTo }: Pick<MandateView, "validFrom" | "validTo">,
): string => {
  const from = formatDay(language, validFrom);
  return validTo === undefined
    ? acting.mandates.from({ from })
    : acting.mandates.between({ from, to: formatDay(language, validTo) });
};

/** What a mandate covers and how long, for the list and for the confirmation alike. */
export const useMandateRows = (mandate: MandateView, names: ScopeNames): readonly Row[] => {
  const messages = usePageMessages();
  const { mandates } = messages.acting;
  const language = useLanguage();
  const localize = useLocalize();
  const ended = mandate.revokedAt === undefined ? undefined : formatDateTime(language, mandate.revokedAt);
  return [
    { name: mandates.scope, value: scopeText(messages, names, mandate.scope, localize) },
    { name: mandates.validity, value: validityText(messages, language, mandate) },
    { name: mandates.grantedAt, value: formatDateTime(language, mandate.grantedAt) },
    ...(ended === undefined
      ? []
      : [
          {
            name: mandates.endedAt,
            value:
              mandate.revokedBy === "proxy"
                ? mandates.endedByProxy({ when: ended })
                : mandates.endedByPrincipal({ when: ended }),
          },
        ]),
  ];
};
