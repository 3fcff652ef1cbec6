import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

type StoredItem = ConditionalCheckFailedException["Item"];

/** The item a condition met, as it was returned with the refusal. Some stores give an empty one for an absent one. */
export const itemMet = (item: StoredItem): Record<string, unknown> | undefined =>
  item && Object.keys(item).length > 0 ? unmarshall(item) : undefined;

/**
 * What stood in the way of a write with `ReturnValuesOnConditionCheckFailure: "ALL_OLD"`; undefined: there was no item.
 * @throws the error itself when it is anything but a failed condition: that is not ours to explain
 */
export const itemThatRefused = (error: unknown): Record<string, unknown> | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return itemMet(error.Item);
};

/** The answer to a write, undefined when its condition did not hold; whatever else goes wrong is thrown on. */
export const unlessRefused = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
