import { useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { todayAt } from "../format/typed-day.ts";
import { usePageMessages } from "../messages/pages.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice } from "../ui/load.tsx";
import { saveJson } from "../ui/save-file.ts";
import { collectData } from "./collect-data.ts";
import { call } from "./calls.ts";

/** Everything the portal keeps of the person, as a file they can keep and read without the portal. */
export const DownloadData = () => {
  const { account } = usePageMessages();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<ApiFailure>();
  const fetchData = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    setSaid("");
    const data = await collectData(call);
    setBusy(false);
    if (!data.ok) return setFailed(data.failure);
    const name = `ohp-adataim-${todayAt(Date.now())}.json`;
    saveJson(name, data.value);
    setSaid(account.data.downloaded({ name }));
  };
  return (
    <div class="copy">
      <Button variant="secondary" busy={busy} onClick={fetchData}>
        {busy ? account.data.downloading : account.data.download}
      </Button>
      <output>{said}</output>
      {failed && <FailureNotice failure={failed} />}
    </div>
  );
};
