import type { CaseDetail } from "../../../src/contract/cases.ts";
import { formatDay } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import type { Row } from "../ui/elements.tsx";

/**
 * The natural identification data, as they are shown wherever a person is named: not all brokers give all of them, and
 * of others than oneself the portal tells the name alone.
 */
export const useIdentityRows = (submitter: CaseDetail["submitter"] | undefined): readonly Row[] => {
  const { identity } = useMessages().form;
  const language = useLanguage();
  if (!submitter) return [];
  const rows = [
    { name: identity.name, value: submitter.name },
    { name: identity.birthName, value: submitter.birthName },
    { name: identity.mothersName, value: submitter.mothersName },
    { name: identity.placeOfBirth, value: submitter.placeOfBirth },
    {
      name: identity.dateOfBirth,
      value: submitter.dateOfBirth && formatDay(language, submitter.dateOfBirth),
    },
  ];
  return rows.filter(({ value }) => value !== "");
};
