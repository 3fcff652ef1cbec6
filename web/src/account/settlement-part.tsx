import { useState } from "preact/hooks";
import type { AccountView } from "../../../src/contract/account.ts";
import { fieldId } from "../form/field-id.ts";
import { usePageMessages } from "../messages/pages.ts";
import { SettlementSearch } from "../settlements/settlement-search.tsx";
import { Button } from "../ui/elements.tsx";
import { PartFrame, useSettingForm } from "./part-frame.tsx";
import { SettlementName } from "../settlements/settlement-name.tsx";

export const SettlementPart = ({ account }: { account: AccountView }) => {
  const texts = usePageMessages().account;
  const [chosen, setChosen] = useState(account.settings.defaultSettlement);
  const { form, conflict } = useSettingForm({
    account,
    part: "telepules",
    name: "defaultSettlement",
    fields: ["defaultSettlement"],
    read: () => ({ value: chosen }),
    label: () => texts.parts.telepules,
  });
  const stored = conflict?.settings.defaultSettlement;
  return (
    <PartFrame
      part="telepules"
      form={form}
      intro={texts.settlement.text}
      stored={conflict && (stored ? <SettlementName code={stored} /> : texts.notGiven)}
    >
      <div class="chosen">
        <p>
          {texts.settlement.chosen}{" "}
          <output>
            {chosen === undefined ? (
              <span class="muted">{texts.notGiven}</span>
            ) : (
              <strong>
                <SettlementName code={chosen} />
              </strong>
            )}
          </output>
        </p>
        {chosen !== undefined && (
          <Button variant="tertiary" tone="danger" size="sm" onClick={() => setChosen(undefined)}>
            {texts.settlement.remove}
          </Button>
        )}
      </div>
      <SettlementSearch boxId={fieldId("defaultSettlement")} onChoose={({ code }) => setChosen(code)} />
    </PartFrame>
  );
};
