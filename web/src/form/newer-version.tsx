import { useRef, useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { carryOver } from "../../../src/domain/form/carry-over.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { readDraft } from "../../../src/domain/form/draft.ts";
import type { ApiFailure } from "../api/client.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { call, catalogue } from "../portal.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { useStore } from "../store.ts";
import { typedTexts } from "../typed-text.ts";
import { Button, Notice } from "../ui/elements.tsx";
import { FailureNotice, useLoad } from "../ui/load.tsx";
import type { Draft } from "./draft.ts";
import { DroppedList } from "./dropped-list.tsx";

const useSwitch = (detail: CaseDetail, draft: Draft) => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const running = useRef(false);

  /** The old draft goes only when the new one is stored with everything. */
  const run = async (): Promise<ApiFailure | undefined> => {
    if (!(await draft.flush())) {
      const { save } = draft.view.get();
      return save.kind === "failed" ? save.failure : { code: "draft-changed" };
    }
    const started = await call("startCase", {
      body: { settlement: detail.settlement.code, form: detail.form.id, basedOn: detail.id },
    });
    if (!started.ok) return started.failure;
    // Should this fail, the old draft stays in the list and can be deleted there.
    await call("discardDraft", { params: { caseId: detail.id } });
    typedTexts.drop(detail.id);
    navigate(pathTo("form", { caseId: started.value.id }), { replace: true });
    return undefined;
  };

  const change = async (): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailed(await run());
    running.current = false;
    setBusy(false);
  };
  return { busy, failed, change };
};

const Offer = ({ detail, draft, newer }: { detail: CaseDetail; draft: Draft; newer: FormDefinition }) => {
  const { version } = useFillingMessages();
  const { answers, files } = useStore(draft.view);
  const { busy, failed, change } = useSwitch(detail, draft);
  const typed = readDraft(draft.form, answers).answers;
  const { dropped } = carryOver({ form: draft.form, answers: typed }, newer);
  return (
    <Notice tone="warning" title={version.title}>
      <p>{version.text({ own: detail.form.version, offered: newer.version })}</p>
      <DroppedList dropped={dropped} />
      {files.length > 0 && <p>{version.files}</p>}
      {failed && <FailureNotice failure={failed} />}
      <p class="actions">
        <Button variant="secondary" busy={busy} onClick={change}>
          {busy ? version.switching : version.switch}
        </Button>
      </p>
    </Notice>
  );
};

/** Says that the settlement offers another version by now, and offers to change to it. The old one stays good. */
export const NewerVersion = ({
  formHash,
  ...own
}: {
  detail: CaseDetail;
  draft: Draft;
  formHash: string;
}) => {
  const newer = useLoad(() => catalogue.form(formHash), [formHash]);
  return newer.kind === "ready" ? <Offer {...own} newer={newer.value} /> : null;
};
