import { randomBytes } from "node:crypto";
import type { Portal } from "../../local/runtime.ts";
import { createDynamoDraftStore } from "../../src/adapters/dynamo/case-draft-store.ts";
import { createDynamoSubmissionStore } from "../../src/adapters/dynamo/case-submission-store.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createFilingQueue } from "../../src/adapters/sqs/filing-queue.ts";
import { sealOf } from "../../src/app/documents/seal.ts";
import { inOwnName } from "../../src/domain/acting/party.ts";
import type { CaseRecord } from "../../src/domain/case/case.ts";
import { sealedContent } from "../../src/domain/case/seal.ts";
import type { SubmittedRecord } from "../../src/domain/case/submit.ts";
import {
  type AccountId,
  type CaseId,
  newEntityId,
  type PartyId,
  type SettlementCode,
  type SubmissionNumber,
} from "../../src/domain/ids.ts";
import { systemClock } from "../../src/http/clock.ts";

const submitter = {
  name: "Minta Anna",
  birthName: "Minta Anna",
  mothersName: "Példa Éva",
  placeOfBirth: "Sopron",
  dateOfBirth: "2100-01-01",
};

const digits = (count: number): string =>
  String(randomBytes(6).readUIntBE(0, 6)).padStart(count, "0").slice(-count);

/**
 * Submits a case as the portal would store it, sealed, in the name of an account, and asks for its filing. The form's
 * answers are left empty: nothing on the way to a specialist system looks into them.
 */
export const submitTo = async (
  portal: Portal,
  { settlement: code, form, owner = "account-1" }: { settlement: string; form: string; owner?: string },
): Promise<SubmittedRecord> => {
  Object.assign(process.env, portal.resources.sdkEnvironment);
  const { CATALOGUE_BUCKET: bucket = "", CASES_TABLE: tableName = "" } = portal.environment("filing-worker");
  const found = await createS3Catalogue({ bucket, clock: systemClock }).currentSettlement(
    code as SettlementCode,
  );
  const service = found?.settlement.services.find((one) => one.form === form);
  if (!found || !service) throw new Error(`${code} does not take ${form}`);
  const { settlement, hash } = found;
  const { office } = settlement;
  const at = systemClock();
  const id = newEntityId<CaseId>(at, randomBytes(16));
  const number = `${office.krid}20261123091708${digits(4)}` as SubmissionNumber;
  const record: SubmittedRecord = {
    id,
    owner: owner as PartyId,
    state: "submitted",
    draftVersion: 1,
    catalogue: {
      settlement: { code: settlement.code, name: settlement.name, hash },
      office: { id: office.id, name: office.name },
      form: { id: service.form, version: service.version, title: service.title, hash: service.formHash },
    },
    book: settlement.book,
    partyName: submitter.name,
    createdAt: at,
    updatedAt: at,
    submission: { number, at },
    events: [
      { type: "created", at },
      { type: "submitted", at, office: office.name.hu, number },
    ],
  };
  const acting = {
    ...inOwnName(owner as AccountId, submitter.name),
    actor: owner as AccountId,
    actorName: submitter.name,
  };
  const { submission: _, ...draft } = record;
  const created: CaseRecord = { ...draft, state: "draft", events: record.events.slice(0, 1) };
  await createDynamoDraftStore({ tableName }).create({
    record: created,
    answers: {},
    submitter,
    acting,
    attachments: [],
  });
  const seal = await sealOf(sealedContent({ record, submitter, acting, answers: {}, attachments: [] }));
  const submissions = createDynamoSubmissionStore({ tableName, accountsTable: "none" });
  const stored = await submissions.submit(record, { attachments: [], seal });
  if (!stored.ok) throw new Error(`Not submitted: ${stored.failure.code}`);
  const queueUrl = portal.environment("filing-sweeper")["FILING_QUEUE_URL"] ?? "";
  await createFilingQueue({ queueUrl }).send({ caseId: id, office: office.id, book: settlement.book });
  return record;
};
