import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createCaseworkStore } from "../../src/adapters/dynamo/casework-store.ts";
import { createOfficeLists } from "../../src/adapters/dynamo/office-lists.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import type { ListedCase } from "../../src/app/office/ports.ts";
import { listParked, requeueParked } from "../../src/app/operations/requeue-parked.ts";
import type { CaseId, OfficeId } from "../../src/domain/ids.ts";
import { toIsoInstant } from "../../src/domain/time.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readSettings } from "./settings.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const LIST_HELP = `Usage: CASES_TABLE=<table> npx ohp parked list <office>

Lists the cases of an office that could not be filed and wait for somebody to look: the id, when it was submitted, the form
and its version, the settlement, and the publication it was filed under. The log of filing-worker says why, by the id.
AWS credentials and region come from the environment.`;

const REQUEUE_HELP = `Usage: CASES_TABLE=<table> REGISTRY_TABLE=<table> CATALOGUE_BUCKET=<bucket> TIME_ZONE=Europe/Budapest
       npx ohp parked requeue <office> [<case> | --all]

Sends parked cases to filing once more, after the cause was mended. Repeating it changes nothing: a case that is not parked
any more stays as it is. Numbers are given by filing, as ever. AWS credentials and region come from the environment.`;

const describe = ({ id, submission, updatedAt, catalogue }: ListedCase): string =>
  [
    id,
    toIsoInstant(submission?.at ?? updatedAt),
    `${catalogue.form.id}@${catalogue.form.version}`,
    catalogue.settlement.code,
    catalogue.settlement.hash,
  ].join("  ");

export const parkedList: Command = {
  summary: "lists the cases of an office that could not be filed",
  help: LIST_HELP,
  run: async (words) => {
    const [office] = readWords(words, {}, 1, LIST_HELP).positionals;
    if (office === undefined) throw new UsageError(LIST_HELP);
    const { CASES_TABLE: casesTable } = readSettings(["CASES_TABLE"], LIST_HELP);
    const cases = await listParked(createOfficeLists({ casesTable }), office as OfficeId);
    for (const one of cases) console.log(describe(one));
    console.error(`${cases.length} cases are parked`);
    return 0;
  },
};

export const parkedRequeue: Command = {
  summary: "sends parked cases to filing once more",
  help: REQUEUE_HELP,
  run: async (words) => {
    const { positionals, values } = readWords(words, { all: { type: "boolean" } }, 2, REQUEUE_HELP);
    const [office, caseId] = positionals;
    // Either one case or, said in words, all of them.
    if (office === undefined || (caseId === undefined) !== (values.all === true))
      throw new UsageError(REQUEUE_HELP);
    const keys = ["CASES_TABLE", "REGISTRY_TABLE", "CATALOGUE_BUCKET", "TIME_ZONE"] as const;
    const settings = readSettings(keys, REQUEUE_HELP);
    const casesTable = settings.CASES_TABLE;
    const dependencies = {
      store: createCaseworkStore({ casesTable, registryTable: settings.REGISTRY_TABLE }),
      catalogue: createS3Catalogue({ bucket: settings.CATALOGUE_BUCKET, clock }),
      sha256: (text: string) => createHash("sha256").update(text).digest("hex"),
      timeZone: settings.TIME_ZONE,
      clock,
      pause: (attempt: number) => setTimeout(jitteredPause(attempt, Math.random())),
    };
    const parked = (await listParked(createOfficeLists({ casesTable }), office as OfficeId)).map(
      ({ id }) => id,
    );
    const wanted = caseId === undefined ? parked : parked.filter((id) => id === (caseId as CaseId));
    if (caseId !== undefined && wanted.length === 0) {
      console.error(`${office} has no parked case ${caseId}`);
      return 1;
    }
    let left = 0;
    for (const id of wanted) {
      const requeued = await requeueParked(dependencies, id);
      if (!requeued.ok) left += 1;
      console.log(`${id}  ${requeued.ok ? "sent to filing" : requeued.failure.code}`);
    }
    return left === 0 ? 0 : 1;
  },
};
