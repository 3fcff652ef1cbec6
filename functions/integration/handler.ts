import {
  type LaterFileDependencies,
  offerLaterFile,
  verifyLaterFile,
} from "../../src/app/casework/later-files.ts";
import type { FileLinks } from "../../src/app/casework/file-ports.ts";
import type { SealReader } from "../../src/app/cases/ports.ts";
import { fetchCase, fetchFile } from "../../src/app/delivery/fetch-case.ts";
import type { HandoverStore } from "../../src/app/delivery/ports.ts";
import { systemFiles, type SystemDependencies } from "../../src/app/delivery/system-case.ts";
import { callOnCase, type SystemCallDependencies } from "../../src/app/delivery/system-call.ts";
import { acknowledge, listWaiting, type WaitingHandovers } from "../../src/app/delivery/waiting-cases.ts";
import type { SystemActor } from "../../src/domain/delivery/system-actor.ts";
import type { AttachmentId, CaseId } from "../../src/domain/ids.ts";
import { failure, success } from "../../src/domain/result.ts";
import { type EpochSeconds, toIsoInstant } from "../../src/domain/time.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";

type Names =
  | "listWaitingCases"
  | "fetchCase"
  | "fetchCaseFile"
  | "offerSystemFile"
  | "verifySystemFile"
  | "acknowledgeCase"
  | "callOnCase";

export type IntegrationDependencies = SystemDependencies &
  SystemCallDependencies &
  LaterFileDependencies & {
    waiting: WaitingHandovers;
    handovers: HandoverStore;
    seals: SealReader;
    links: FileLinks;
  };

const body = <T>(value: T) => success({ body: value });

const requestOf = (
  { officeId, caseId }: { officeId: string; caseId: string },
  actor: SystemActor,
  now: EpochSeconds,
) => ({ actor, office: officeId, caseId: caseId as CaseId, now });

export const createIntegrationEndpoints = (
  dependencies: IntegrationDependencies,
): { [Name in Names]: Endpoint<Name> } => ({
  async listWaitingCases({ params, query, system: actor }) {
    const { waiting } = dependencies;
    const listed = await listWaiting(waiting, { actor, office: params.officeId, cursor: query.cursor });
    return listed.ok ? body(listed.value) : listed;
  },

  async fetchCase({ params, system, now }) {
    const fetched = await fetchCase(dependencies, requestOf(params, system, now));
    return fetched.ok ? body(fetched.value) : fetched;
  },

  async fetchCaseFile({ params, system, now }) {
    const { fileId } = params;
    const fetched = await fetchFile(dependencies, { ...requestOf(params, system, now), fileId });
    if (!fetched.ok) return fetched;
    const { url, expiresAt } = fetched.value;
    return body({ url, expiresAt: toIsoInstant(expiresAt) });
  },

  async offerSystemFile({ params, body: offer, system, now }) {
    const side = systemFiles(dependencies.cases, requestOf(params, system, now));
    const offered = await offerLaterFile(dependencies, side, offer, now);
    if (!offered.ok) return offered;
    const { file, upload } = offered.value;
    return body({ file, upload: { ...upload, expiresAt: toIsoInstant(upload.expiresAt) } });
  },

  async verifySystemFile({ params, system, now }) {
    const side = systemFiles(dependencies.cases, requestOf(params, system, now));
    const verified = await verifyLaterFile(dependencies, side, params.fileId as AttachmentId, now);
    return verified.ok ? body(verified.value) : verified;
  },

  async acknowledgeCase({ params, body: { revision }, system, now }) {
    const request = { ...requestOf(params, system, now), revision };
    const acknowledged = await acknowledge(dependencies.handovers, request);
    return acknowledged.ok ? body(acknowledged.value) : acknowledged;
  },

  async callOnCase({ params, body: call, system, now }) {
    const called = await callOnCase(dependencies, { ...requestOf(params, system, now), call });
    if (called.ok) return body(called.value);
    const { failure: refusal } = called;
    // Told by the use case as an answer; it does not come here as a refusal.
    if (refusal.code === "repeated") throw new Error("A repeated call has no answer");
    return failure({ ...refusal, code: refusal.code });
  },
});
