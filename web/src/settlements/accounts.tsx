import type { PublishedSettlement, TaxAccount } from "../../../src/domain/settlement/settlement.ts";
import { useMessages } from "../language.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { LocalText, type Row, SummaryList, useLocalize } from "../ui/elements.tsx";

/** `HU42 1177 3016 …` */
const inFours = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, "$1 ");

const rowOf = ({ name, number, iban }: TaxAccount, what: string): Row => ({
  name: <LocalText text={name} />,
  value: (
    <>
      <span class="nowrap">{number}</span>
      <br />
      <span class="small">IBAN: {inFours(iban)}</span>
    </>
  ),
  action: <CopyButton text={number} of={what} />,
});

/** Those one pays to after the form. */
export const accountsAfter = (
  { accounts = [] }: Pick<PublishedSettlement, "accounts">,
  form: string,
): readonly TaxAccount[] => accounts.filter(({ forms }) => forms.some((id) => id === form));

/** Where one pays; nothing where the settlement does not say. */
export const Accounts = ({ accounts }: { accounts: readonly TaxAccount[] }) => {
  const { payment } = useMessages();
  const localize = useLocalize();
  if (accounts.length === 0) return null;
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {payment.title}
      </h2>
      <p>{payment.text}</p>
      <SummaryList rows={accounts.map((account) => rowOf(account, localize(account.name)))} />
    </section>
  );
};
