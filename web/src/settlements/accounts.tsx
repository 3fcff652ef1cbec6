import type { PublishedSettlement, TaxAccount } from "../../../src/domain/settlement/settlement.ts";
import { usePaymentMessages } from "../messages/payment.ts";
import { CopyButton, LocalText, SummaryList, useLocalize } from "../ui/elements.tsx";

/** `HU42 1177 3016 …` */
const inFours = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, "$1 ");

const Numbers = ({ account }: { account: TaxAccount }) => {
  const payment = usePaymentMessages();
  const name = useLocalize()(account.name);
  return (
    <>
      <span class="nowrap">{account.number}</span> <CopyButton text={account.number} of={name} />
      <br />
      <span class="small">
        {payment.iban}: {inFours(account.iban)}
      </span>
    </>
  );
};

interface AccountsProps {
  settlement: Pick<PublishedSettlement, "accounts">;
  /** Only those one pays to after this form. */
  form?: string;
}

/** Where one pays; nothing where the settlement does not say. */
export const Accounts = ({ settlement, form }: AccountsProps) => {
  const payment = usePaymentMessages();
  const accounts = (settlement.accounts ?? []).filter(
    ({ forms }) => form === undefined || forms.some((id) => id === form),
  );
  if (accounts.length === 0) return null;
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm">
        {payment.title}
      </h2>
      <p>{payment.text}</p>
      <SummaryList
        rows={accounts.map((account) => ({
          name: <LocalText text={account.name} />,
          value: <Numbers account={account} />,
        }))}
      />
    </section>
  );
};
