import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type { FormId } from "../../../src/domain/ids.ts";
import { withComputed } from "../../../src/domain/form/visibility.ts";
import { failure, success } from "../../../src/domain/result.ts";
import type { ApiFailure, Call } from "../../../web/src/api/client.ts";
import type { EndpointName } from "../../../web/src/api/endpoints.ts";
import type { TextStorage } from "../../../web/src/browser-storage.ts";

export const caseId = "01J0000000000000000000000A";

const text = (hu: string) => ({ hu });

export const form: FormDefinition = {
  id: "letter" as FormId,
  version: "1.0.0",
  title: text("Levél"),
  summary: text("Levél"),
  sector: "general",
  languages: ["hu"],
  schema: { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } },
  pages: [
    {
      id: "one",
      title: text("Egy"),
      fields: [
        { key: "a", kind: "text", label: text("A") },
        { key: "b", kind: "text", label: text("B") },
      ],
      slots: ["documents"],
    },
  ],
  attachments: [
    {
      id: "documents",
      label: text("Iratok"),
      contentTypes: ["application/pdf"],
      maxFiles: 2,
      maxFileSize: 1000,
    },
  ],
};

export const draftDetail = (part: Partial<CaseDetail> = {}): CaseDetail => ({
  id: caseId,
  state: "draft",
  settlement: { code: "06895", name: text("Kópháza") },
  office: { name: text("Hivatal") },
  form: { id: "letter", version: "1.0.0", title: text("Levél") },
  createdAt: "2026-11-23T09:00:00Z",
  updatedAt: "2026-11-23T09:00:00Z",
  version: 0,
  revision: 1,
  documents: [],
  looseFiles: [],
  actions: [],
  catalogue: { settlementHash: "s", formHash: "f" },
  submitter: { name: "", birthName: "", mothersName: "", placeOfBirth: "", dateOfBirth: "2100-01-01" },
  acting: {
    actorName: "Kovács Anna",
    party: { kind: "own-name", name: "Kovács Anna" },
    basis: "self",
    rights: "submit-and-query",
  },
  answers: {},
  attachments: [],
  events: [],
  ...part,
});

/** A portal that keeps one draft in memory, with the versions and refusals of the real one. */
export const fakePortal = (start: Partial<CaseDetail> = {}, ofForm = form) => {
  const stored = draftDetail(start);
  const calls: EndpointName[] = [];
  /** What was sent to be saved. */
  const bodies: unknown[] = [];
  /** Failures still to come, by endpoint; `lost` = done, but the answer does not arrive. */
  const faults: { name: EndpointName; failure: ApiFailure | "lost" }[] = [];
  let nextId = 0;
  const now = "2026-11-23T09:18:08Z";

  const carryOut = (
    name: EndpointName,
    input: { params?: Record<string, string>; body?: Record<string, unknown> },
  ) => {
    const version = input.body?.["version"];
    if (version !== undefined && version !== stored.version)
      return failure({ code: "draft-changed" as const });
    if (name === "readCase") return success(structuredClone(stored));
    if (name === "saveAnswers") {
      bodies.push(structuredClone(input.body));
      const answers = structuredClone(input.body?.["answers"]) as CaseDetail["answers"];
      stored.answers = withComputed(ofForm, answers);
      return success({ version: ++stored.version, savedAt: now });
    }
    if (name === "submitCase")
      return success({ id: caseId, submissionNumber: "1".repeat(27), submittedAt: now });
    const attachmentId = input.params?.["attachmentId"];
    if (name === "offerAttachment") {
      type Announced = Pick<CaseDetail["attachments"][number], "slot" | "fileName" | "size" | "contentType">;
      const { slot, fileName, size, contentType } = input.body as unknown as Announced;
      const attachment = {
        id: `file-${++nextId}`,
        slot,
        fileName,
        size,
        contentType,
        state: "pending" as const,
      };
      stored.attachments.push(attachment);
      const upload = { url: "https://store.invalid/", fields: { key: "k" }, expiresAt: now };
      return success({ attachment, version: ++stored.version, upload });
    }
    stored.attachments = stored.attachments
      .filter((file) => name !== "removeAttachment" || file.id !== attachmentId)
      .map((file) => (file.id === attachmentId ? { ...file, state: "verified" as const } : file));
    return success({ version: ++stored.version, attachments: structuredClone(stored.attachments) });
  };

  const call = (async (name: EndpointName, input: object) => {
    calls.push(name);
    await Promise.resolve();
    const fault = faults[0]?.name === name ? faults.shift() : undefined;
    if (fault && fault.failure !== "lost") return failure(fault.failure);
    const answer = carryOut(name, input);
    return fault ? failure({ code: "network" as const }) : answer;
  }) as unknown as Call;
  return { stored, calls, bodies, faults, call };
};

export const memoryStorage = (): TextStorage & { entries: Map<string, string> } => {
  const entries = new Map<string, string>();
  return {
    entries,
    read: (key) => entries.get(key),
    write: (key, value) => {
      entries.set(key, value);
      return true;
    },
    remove: (key) => void entries.delete(key),
    keys: () => [...entries.keys()],
  };
};

/** Timers that run when the test says so. */
export const manualTimers = () => {
  let timers: { work: () => void; milliseconds: number }[] = [];
  return {
    pending: () => timers.map(({ milliseconds }) => milliseconds),
    later: (work: () => void, milliseconds: number) => {
      const timer = { work, milliseconds };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    run: () => {
      const due = timers;
      timers = [];
      for (const { work } of due) work();
    },
  };
};
