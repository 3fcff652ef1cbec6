import { GetCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { CaseworkStore } from "../../app/casework/ports.ts";
import { revisionOf } from "../../domain/case/case.ts";
import type { CaseDocument } from "../../domain/case/case-document.ts";
import type { CaseChange } from "../../domain/case/change.ts";
import { isOnItsWay } from "../../domain/case/transitions.ts";
import type { AttachmentId, CaseId } from "../../domain/ids.ts";
import { storedAssignment, storedEvents } from "./case-shorthand.ts";
import { parseCaseFile } from "./case-parts.ts";
import { itemsOfCase } from "./case-reader.ts";
import { documentItem } from "./document-item.ts";
import { cancellationCodes, isPassing, isPassingReason } from "./filing-errors.ts";
import { parseBookCounter, parseEntry } from "./filing-items.ts";
import { bookWrite, entryWrite } from "./filing-writes.ts";
import { handoverItem } from "./handover-item.ts";
import { caseKeys, registryKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";

interface Tables {
  casesTable: string;
  registryTable: string;
}

type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** An attribute with the value it gets, or undefined where it is to be gone. */
type Attributes = Readonly<Record<string, unknown>>;

/** The key of index `pending` after the change: to filing, to the mails, or as it was. */
const pendingAfter = ({ before, after, notify, refile, awaitsFiling }: CaseChange): Attributes => {
  if (refile) return { pendingKey: caseKeys.pending(after.id), pendingSince: after.updatedAt };
  // Registering tells the client; until then the sweeper has to find the case.
  if (awaitsFiling) return {};
  if (notify) return { pendingKey: caseKeys.notice(after.id), pendingSince: after.updatedAt };
  // What waited for filing and goes another way must not be filed any more.
  return isOnItsWay(before.state) ? { pendingKey: undefined, pendingSince: undefined } : {};
};

const attributesAfter = (change: CaseChange): Attributes => {
  const { after, place } = change;
  return {
    state: after.state,
    updatedAt: after.updatedAt,
    assignment: after.assignment && storedAssignment(after.assignment, after),
    deadline: after.deadline,
    lastEntry: after.lastEntry,
    worklistKey: place && caseKeys.worklist(place.office, place.list),
    worklistSort: place?.sort,
    ...pendingAfter(change),
  };
};

/** Condition: nobody has changed the case since it was read; events are only ever added. */
const caseWrite = (TableName: string, change: CaseChange): Write => {
  const attributes = Object.entries(attributesAfter(change));
  const set = attributes.filter(([, value]) => value !== undefined);
  const gone = attributes.filter(([, value]) => value === undefined);
  const removal = gone.length === 0 ? "" : ` REMOVE ${gone.map(([name]) => `#${name}`).join(", ")}`;
  return {
    Update: {
      TableName,
      Key: caseKeys.case(change.after.id),
      UpdateExpression:
        `SET ${set.map(([name]) => `#${name} = :${name}`).join(", ")}, ` +
        `#events = list_append(#events, :newEvents)${removal}`,
      ConditionExpression: "#state = :from AND size(#events) = :revision",
      ExpressionAttributeNames: {
        "#events": "events",
        ...Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
        ":from": change.before.state,
        ":revision": revisionOf(change.before),
        ":newEvents": storedEvents(change.after.events.slice(revisionOf(change.before)), change.after),
      },
    },
  };
};

/** A file belongs to one document for good, and can no longer be removed (later-file-store.ts has the other half). */
const fileWrite = (TableName: string, caseId: CaseId, { id }: CaseDocument, file: AttachmentId): Write => ({
  Update: {
    TableName,
    Key: caseKeys.attachment(caseId, file),
    UpdateExpression: "SET boundTo = :document",
    ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(boundTo) OR boundTo = :document)",
    ExpressionAttributeValues: { ":document": id },
  },
});

const writesOf = ({ casesTable, registryTable }: Tables, change: CaseChange): Write[] => [
  caseWrite(casesTable, change),
  ...change.documents.map(
    (document): Write => ({
      Put: { TableName: casesTable, Item: documentItem(change.after.id, document) },
    }),
  ),
  ...change.documents.flatMap((document) =>
    document.files.map((file) => fileWrite(casesTable, change.after.id, document, file)),
  ),
  ...(change.entry
    ? [
        entryWrite(registryTable, change.entry),
        bookWrite(registryTable, change.entry.address, change.entry.before, change.entry.after),
      ]
    : []),
  // In the place of what was on its way before: every delivery carries the whole case.
  ...(change.handover ? [{ Put: { TableName: casesTable, Item: handoverItem(change.handover) } }] : []),
];

/** Reads and changes submitted cases in table `cases`, with the entries their documents get in table `registry`. */
export const createCaseworkStore = (tables: Tables): CaseworkStore => {
  const documents = createDocuments();
  return {
    async find(id) {
      return parseCaseFile(id, await itemsOfCase({ documents, tableName: tables.casesTable }, id));
    },
    async findBook({ office, book, year }) {
      const { Item } = await documents.send(
        new GetCommand({
          TableName: tables.registryTable,
          Key: registryKeys.counter(office, book, year),
          ConsistentRead: true,
        }),
      );
      return Item && parseBookCounter(Item);
    },
    async findEntry(office, { book, year, main, sub }) {
      const { Item } = await documents.send(
        new GetCommand({
          TableName: tables.registryTable,
          Key: registryKeys.entry(office, book, year, main, sub),
          ConsistentRead: true,
        }),
      );
      return Item && parseEntry(Item);
    },
    async commit(change) {
      try {
        await documents.send(new TransactWriteCommand({ TransactItems: writesOf(tables, change) }));
        return "committed";
      } catch (error) {
        const codes = cancellationCodes(error);
        if (codes ? codes.every(isPassingReason) : isPassing(error)) return "read-again";
        throw error;
      }
    },
  };
};
