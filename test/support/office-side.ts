import { createHash, randomBytes } from "node:crypto";
import type { Portal } from "../../local/runtime.ts";
import { createCaseworkStore } from "../../src/adapters/dynamo/casework-store.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { changeCase, type CaseworkDependencies } from "../../src/app/casework/change-case.ts";
import { applyTransition } from "../../src/domain/case/apply-transition.ts";
import { type CaseDocument, documentKinds } from "../../src/domain/case/case-document.ts";
import type { CaseEvent, CaseRecord } from "../../src/domain/case/case.ts";
import type { TransitionName } from "../../src/domain/case/transitions.ts";
import { type AttachmentId, type CaseId, type DocumentId, newEntityId } from "../../src/domain/ids.ts";
import { pauseDeadline } from "../../src/domain/procedure/deadline.ts";
import { sendDocument } from "../../src/domain/procedure/delivery.ts";
import { success } from "../../src/domain/result.ts";
import { systemClock } from "../../src/http/clock.ts";
import { eventually } from "./eventually.ts";

const timeZone = "Europe/Budapest";

/** What an office sends, by the very use case its pages go through. */
export interface Sending {
  kind: "supplement-request" | "decision" | "message";
  text: string;
  dueOn?: string;
  files?: readonly string[];
}

const steps = {
  "supplement-request": { transition: "requestSupplement", event: "supplement-requested" },
  decision: { transition: "decide", event: "decided" },
  message: { transition: undefined, event: "message" },
} as const;

const moved = (record: CaseRecord, name: TransitionName, event: CaseEvent): CaseRecord => {
  const result = applyTransition(record, name, event);
  if (!result.ok) throw new Error(`A case in state ${record.state} cannot ${name}`);
  return result.value;
};

/** An office at work without its pages: for tests of the client's side. */
export const officeOf = (portal: Portal) => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { CASES_TABLE, REGISTRY_TABLE, CATALOGUE_BUCKET } = portal.environment("case-work");
  const dependencies: CaseworkDependencies = {
    store: createCaseworkStore({ casesTable: CASES_TABLE ?? "", registryTable: REGISTRY_TABLE ?? "" }),
    catalogue: createS3Catalogue({ bucket: CATALOGUE_BUCKET ?? "", clock: systemClock }),
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    timeZone,
    clock: systemClock,
    pause: async () => undefined,
  };
  const change = async (
    caseId: string,
    plan: (record: CaseRecord, now: number) => { after: CaseRecord; documents?: readonly CaseDocument[] },
  ): Promise<CaseRecord> => {
    const changed = await changeCase(dependencies, { caseId: caseId as CaseId }, ({ record }, now) =>
      success({ ...plan(record, now), isNew: true, notify: true }),
    );
    if (!changed.ok) throw new Error(`The office cannot change the case: ${changed.failure.code}`);
    return changed.value;
  };
  return {
    dependencies,
    /** Filing is on its way, or done. */
    registered: async (caseId: string): Promise<void> => {
      const registration = async () => (await dependencies.store.find(caseId as CaseId))?.record.registration;
      if (!(await eventually(registration, (value) => value !== undefined)))
        throw new Error("The case was not registered");
    },
    step: (caseId: string, name: TransitionName, type: CaseEvent["type"]) =>
      change(caseId, (record, at) => {
        const office = record.catalogue.office.name.hu;
        return { after: moved(record, name, { type, at, office }) };
      }),
    /** Gives the id of the document. */
    send: async (caseId: string, { kind, text, dueOn, files = [] }: Sending): Promise<string> => {
      const id = newEntityId<DocumentId>(systemClock(), randomBytes(16));
      await change(caseId, (record, at) => {
        const office = record.catalogue.office.name.hu;
        const { transition, event: type } = steps[kind];
        const event: CaseEvent = { type, at, office, document: id, ...(dueOn !== undefined && { dueOn }) };
        const next = transition
          ? moved(record, transition, event)
          : { ...record, updatedAt: at, events: [...record.events, event] };
        const isPaused = kind === "supplement-request" && next.deadline;
        const document: CaseDocument = {
          id,
          kind,
          from: "office",
          at,
          author: "Adóügyi Ádám",
          text,
          files: files as AttachmentId[],
          ...(dueOn !== undefined && { dueOn }),
          ...(documentKinds[kind].delivered && { delivery: sendDocument(at, undefined, timeZone) }),
        };
        const after = isPaused ? { ...next, deadline: pauseDeadline(isPaused, at, dueOn) } : next;
        return { after, documents: [document] };
      });
      return id;
    },
  };
};
export type OfficeSide = ReturnType<typeof officeOf>;
