import { useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { ApiFailure, ApiResult } from "../api/client.ts";
import { typedTexts } from "../typed-text.ts";
import { readOwnCase } from "./read-own-case.ts";

/** How the parts of the page change the case. */
export interface CaseActions {
  /** `done` is said and gets the focus. */
  changed: (detail: CaseDetail, done: string) => void;
  /** The case went on without this page: it shows what is there now, and what was typed stays. */
  refresh: () => Promise<void>;
}

/** Passes a change on to the page; gives the failure, where it failed. */
export const takeAnswer = async (
  answer: ApiResult<CaseDetail>,
  actions: CaseActions,
  done: string,
): Promise<ApiFailure | undefined> => {
  if (answer.ok) {
    actions.changed(answer.value, done);
    return undefined;
  }
  const { code } = answer.failure;
  if (code === "case-changed" || code === "wrong-state") await actions.refresh();
  return answer.failure;
};

export const useCaseActions = (
  caseId: string,
  show: (detail: CaseDetail) => void,
): CaseActions & { said: string } => {
  const [said, setSaid] = useState("");
  return {
    said,
    changed: (detail, done) => {
      show(detail);
      setSaid(done);
    },
    refresh: async () => {
      const answer = await readOwnCase(caseId);
      if (answer.ok) show(answer.value);
    },
  };
};

/** A text being written about a case; like a draft's, it survives a reload and a new login in this tab. */
export const useTypedText = (caseId: string, part: string) => {
  const key = `${caseId}.${part}`;
  const [text, setText] = useState(() => {
    const kept = typedTexts.read(key)?.answers["text"];
    return typeof kept === "string" ? kept : "";
  });
  return {
    text,
    write: (value: string): void => {
      setText(value);
      typedTexts.keep(key, { version: 0, answers: { text: value } });
    },
    sent: (): void => {
      setText("");
      typedTexts.drop(key);
    },
  };
};
