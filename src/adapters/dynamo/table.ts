import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { patience } from "../patience.ts";

/**
 * A client of its own for each adapter file. A request that hangs is given up well before the function's own
 * timeout, so that its outcome can still be looked up or an orderly answer given.
 */
export const createDocuments = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(patience(2_500, 3)), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** Where an adapter reads and writes. */
export interface Table {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** Jittered, so that writers who met once do not meet again. */
export const pauseBefore = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
