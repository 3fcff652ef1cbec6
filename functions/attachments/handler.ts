import { offerAttachment, type OfferAttachmentDependencies } from "../../src/app/cases/offer-attachment.ts";
import {
  removeAttachment,
  type RemoveAttachmentDependencies,
} from "../../src/app/cases/remove-attachment.ts";
import {
  verifyAttachment,
  type VerifyAttachmentDependencies,
} from "../../src/app/cases/verify-attachment.ts";
import type { Actor } from "../../src/domain/acting/actor.ts";
import type { AttachmentId } from "../../src/domain/ids.ts";
import { success } from "../../src/domain/result.ts";
import { toIsoInstant } from "../../src/domain/time.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { ownCase } from "../own-case.ts";

type Names = "offerAttachment" | "verifyAttachment" | "removeAttachment";
export type AttachmentDependencies = OfferAttachmentDependencies &
  VerifyAttachmentDependencies &
  RemoveAttachmentDependencies;

const ownAttachment = (params: { caseId: string; attachmentId: string }, principal: Actor) => ({
  ...ownCase(params, principal),
  attachment: params.attachmentId as AttachmentId,
});

export const createAttachmentEndpoints = (
  dependencies: AttachmentDependencies,
): { [Name in Names]: Endpoint<Name> } => ({
  async offerAttachment({ params, body: { version, ...offer }, principal, now }) {
    const request = { ...ownCase(params, principal), version, offer, now };
    const offered = await offerAttachment(dependencies, request);
    if (!offered.ok) return offered;
    const { upload, ...rest } = offered.value;
    return success({ body: { ...rest, upload: { ...upload, expiresAt: toIsoInstant(upload.expiresAt) } } });
  },

  async verifyAttachment({ params, principal, now }) {
    const verified = await verifyAttachment(dependencies, { ...ownAttachment(params, principal), now });
    return verified.ok ? success({ body: verified.value }) : verified;
  },

  async removeAttachment({ params, principal, now }) {
    const removed = await removeAttachment(dependencies, { ...ownAttachment(params, principal), now });
    return removed.ok ? success({ body: removed.value }) : removed;
  },
});
