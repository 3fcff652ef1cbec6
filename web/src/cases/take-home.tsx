import { useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { ApiFailure } from "../api/client.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveFile } from "../ui/save-file.ts";
import { fetchFile } from "./fetch-file.ts";
import { call } from "./calls.ts";

/** Everything of the case in one file, put together in the browser. */
export const TakeHome = ({ detail, number }: { detail: CaseDetail; number: string }) => {
  const { life, documents } = useCaseMessages().cases;
  const language = useLanguage();
  const texts = life.takeHome;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();
  const take = async (): Promise<void> => {
    setBusy(true);
    setSaid("");
    setFailed(undefined);
    const [{ collectCase }, { zip }] = await Promise.all([import("./collect-case.ts"), import("./zip.ts")]);
    const collected = await collectCase({ call, fetchFile }, detail, language, texts);
    setBusy(false);
    if (!collected.ok) return setFailed(collected.failure);
    const { entries, left } = collected.value;
    const name = texts.fileName({ number });
    saveFile(name, zip(entries, new Date()));
    setSaid([documents.saved({ name }), ...(left > 0 ? [texts.left({ count: left })] : [])].join(". "));
  };
  return (
    <div class="no-print">
      <Button variant="secondary" busy={busy} onClick={take}>
        {busy ? texts.busy : texts.button}
      </Button>
      <output class="small">{said}</output>
      {failed && <FailureNotice failure={failed} />}
    </div>
  );
};
