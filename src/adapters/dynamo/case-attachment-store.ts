import type { AttachmentStore } from "../../app/cases/ports.ts";
import { type Table, createDocuments } from "./table.ts";
import { attachmentItem } from "./case-parts.ts";
import { changeDraft, openCase } from "./case-revision.ts";
import { writeTogether } from "./write-together.ts";
import { caseKeys } from "./keys.ts";

/** What was looked at is bound to the version that was seen. */
const isPending = {
  ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(objectVersion)",
};

const add =
  (table: Table): AttachmentStore["add"] =>
  async (revision, attachment) => {
    const Item = {
      ...attachmentItem(revision.caseId, attachment),
      pendingKey: caseKeys.unfinishedUpload(revision.caseId),
      pendingSince: attachment.addedAt,
    };
    return changeDraft(
      table,
      revision,
      [{ Put: { TableName: table.tableName, Item, ConditionExpression: "attribute_not_exists(pk)" } }],
      ({ attachments }) => attachments.some(({ id }) => id === attachment.id),
    );
  };

const confirm =
  (table: Table): AttachmentStore["confirm"] =>
  async (revision, id, objectVersion) =>
    changeDraft(
      table,
      revision,
      [
        {
          Update: {
            TableName: table.tableName,
            Key: caseKeys.attachment(revision.caseId, id),
            UpdateExpression: "SET objectVersion = :object, pendingKey = :scan, pendingSince = :now",
            ...isPending,
            ExpressionAttributeValues: {
              ":object": objectVersion,
              ":scan": caseKeys.awaitedScan(revision.caseId),
              ":now": revision.now,
            },
          },
        },
      ],
      ({ attachments }) => attachments.some((file) => file.id === id && file.state !== "pending"),
    );

const remove =
  (table: Table): AttachmentStore["remove"] =>
  async (revision, id) =>
    changeDraft(
      table,
      revision,
      [{ Delete: { TableName: table.tableName, Key: caseKeys.attachment(revision.caseId, id) } }],
      ({ attachments }) => attachments.every((file) => file.id !== id),
    );

const dropPending =
  (table: Table): AttachmentStore["dropPending"] =>
  async (caseId, owner, id) => {
    const { tableName: TableName } = table;
    const refusals = await writeTogether(table, [
      { ConditionCheck: { TableName, Key: caseKeys.case(caseId), ...openCase({ caseId, owner }) } },
      { Delete: { TableName, Key: caseKeys.attachment(caseId, id), ...isPending } },
    ]);
    return refusals === undefined;
  };

/** Attachments of drafts in table `cases`; each change of them is a change of the draft. */
export const createDynamoAttachmentStore = ({ tableName }: { tableName: string }): AttachmentStore => {
  const table = { documents: createDocuments(), tableName };
  return { add: add(table), confirm: confirm(table), remove: remove(table), dropPending: dropPending(table) };
};
