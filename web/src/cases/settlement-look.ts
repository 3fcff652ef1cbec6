import type { CaseDetail } from "../../../src/contract/cases.ts";
import { catalogue } from "../portal.ts";
import { useLoad } from "../ui/load.tsx";
import { useTheme } from "../ui/theme.ts";

/** The page of a case looks as its settlement did when it was begun. The case does not wait for that. */
export const useSettlementLook = ({ catalogue: { settlementHash } }: CaseDetail): void => {
  const state = useLoad(() => catalogue.settlement(settlementHash), [settlementHash]);
  useTheme(state.kind === "ready" ? state.value.theme : undefined);
};
