import type { Dossier, DraftRevision, WriteRefusal } from "../../app/cases/ports.ts";
import { transitions } from "../../domain/case/transitions.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { Table } from "./table.ts";
import { findDossier } from "./case-reader.ts";
import { ownerIn } from "./case-shorthand.ts";
import { type Operation, type Refused, writeTogether } from "./write-together.ts";
import { caseKeys } from "./keys.ts";

/** What may still be submitted may still be changed: the states come from the table of transitions. */
const openStates: readonly string[] = transitions.submit.from;
const stateNames = openStates.map((_, index) => `:open${index}`);

type Own = Pick<DraftRevision, "caseId" | "owner">;

/** Condition: the case is there, belongs to the writer and is still open. */
export const openCase = ({ owner }: Own) => ({
  ConditionExpression: `#owner = :owner AND #state IN (${stateNames.join(", ")})`,
  ExpressionAttributeNames: { "#owner": "owner", "#state": "state" },
  ExpressionAttributeValues: {
    ":owner": owner,
    ...Object.fromEntries(openStates.map((state, index) => [`:open${index}`, state])),
  },
});

/** Condition: as `openCase`, and nothing was written since the writer looked. */
export const unchangedCase = (revision: DraftRevision) => {
  const open = openCase(revision);
  return {
    ...open,
    ConditionExpression: `${open.ConditionExpression} AND draftVersion = :version`,
    ExpressionAttributeValues: { ...open.ExpressionAttributeValues, ":version": revision.version },
  };
};

/** Adds one to the version of an unchanged draft. Stands first in the transaction of every change to it. */
const bumpVersion = ({ tableName }: Table, revision: DraftRevision): Operation => {
  const condition = unchangedCase(revision);
  return {
    Update: {
      TableName: tableName,
      Key: caseKeys.case(revision.caseId),
      UpdateExpression: "SET draftVersion = draftVersion + :one, updatedAt = :now",
      ...condition,
      ExpressionAttributeValues: {
        ...condition.ExpressionAttributeValues,
        ":one": 1,
        ":now": revision.now,
      },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
};

/** Tells apart what a failed condition on the CASE item means, from the item it met. */
export const explain = ({ item }: Refused, { owner }: Own): WriteRefusal => {
  if (!item || ownerIn(item) !== owner) return { code: "not-found" };
  return { code: openStates.includes(String(item["state"])) ? "draft-changed" : "not-a-draft" };
};

/** The dossier after an unclear outcome; undefined when that cannot be learned either. */
const lookAgain = async (table: Table, own: Own): Promise<Dossier | undefined> => {
  try {
    const dossier = await findDossier(table, own.caseId);
    return dossier?.record.owner === own.owner ? dossier : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Changes a draft: bumps its version together with `operations`. When the answer was lost or the version has
 * moved on, `isDone` looks at what is stored: a change that is there already counts as made, so that
 * repeating a request is harmless. Gives the instant of the change.
 */
export const changeDraft = async (
  table: Table,
  revision: DraftRevision,
  operations: Operation[],
  isDone: (dossier: Dossier) => boolean,
): Promise<Result<{ savedAt: number }, WriteRefusal>> => {
  const earlier = async () => {
    const dossier = await lookAgain(table, revision);
    const isNext = dossier?.record.draftVersion === revision.version + 1;
    return dossier && isNext && isDone(dossier) ? success({ savedAt: dossier.record.updatedAt }) : undefined;
  };
  try {
    const refusals = await writeTogether(table, [bumpVersion(table, revision), ...operations]);
    if (!refusals) return success({ savedAt: revision.now });
    const [onCase] = refusals;
    // Only the case's own condition speaks to the client; a part that moved alone means: read again.
    const refusal: WriteRefusal = onCase ? explain(onCase, revision) : { code: "draft-changed" };
    return (refusal.code === "draft-changed" && (await earlier())) || failure(refusal);
  } catch (error) {
    const done = await earlier();
    if (done) return done;
    throw error;
  }
};
