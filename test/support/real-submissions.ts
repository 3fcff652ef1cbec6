import { randomBytes } from "node:crypto";
import { parse } from "yaml";
import { readCatalogueFolder, sha256 } from "../../bin/catalogue.ts";
import { createDynamoDraftStore } from "../../src/adapters/dynamo/case-draft-store.ts";
import { createDynamoCaseReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSubmissionStore } from "../../src/adapters/dynamo/case-submission-store.ts";
import { saveAnswers } from "../../src/app/cases/save-answers.ts";
import { startCase } from "../../src/app/cases/start-case.ts";
import { submitCase } from "../../src/app/cases/submit-case.ts";
import { compileCatalogue } from "../../src/app/catalogue/compile-catalogue.ts";
import type { Catalogue } from "../../src/app/catalogue/ports.ts";
import { defaultSettings } from "../../src/domain/account/settings.ts";
import { inOwnName } from "../../src/domain/acting/party.ts";
import type { Answers } from "../../src/domain/case/case.ts";
import type { FormDefinition } from "../../src/domain/form/definition.ts";
import type { CaseId, FormId, SettlementCode } from "../../src/domain/ids.ts";
import { cataloguePaths } from "../../src/domain/settlement/settlement.ts";
import { toAccountId } from "../../src/domain/session/account-id.ts";
import { NOW, TIME_ZONE } from "../unit/filing/fixtures.ts";
import type { FilingTables } from "./fault-store.ts";

const person = {
  name: "Mintáné Próba Magdolna Katalin",
  birthName: "Próba Magdolna Katalin",
  mothersName: "Példa Éva",
  placeOfBirth: "Sopron",
  dateOfBirth: "2100-01-01",
};

const submitter = () => {
  const id = toAccountId(randomBytes(20));
  const acting = inOwnName(id, person.name);
  const account = {
    id,
    identity: person,
    createdAt: NOW,
    identityRefreshedAt: NOW,
    version: 0,
    settings: defaultSettings,
  };
  return { account, actor: { account: id, displayName: person.name, acting, level: 3 } };
};

const expected = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (result.ok) return result.value;
  throw new Error(`Refused: ${JSON.stringify(result.failure)}`);
};

/**
 * Submissions as the portal takes them, by its own use cases on the project's own catalogue: to count what they cost.
 * Answered is with the form's first example.
 */
export const openRealPortal = async (store: FilingTables, code: string) => {
  const { files, images } = await readCatalogueFolder();
  const ready = compileCatalogue(files, { sha256, images }).settlements.get(code as SettlementCode);
  if (!ready) throw new Error(`The project has no settlement ${code}`);
  const { settlement, hash, objects } = ready;
  const catalogue: Catalogue = {
    currentSettlement: async () => ({ settlement, hash }),
    offersForm: async () => true,
    settlement: async () => settlement,
    form: async (form) => JSON.parse(objects.get(cataloguePaths.form(form)) as string) as FormDefinition,
  };
  const tableName = store.casesTable;
  const world = {
    catalogue,
    cases: createDynamoCaseReader({ tableName }),
    drafts: createDynamoDraftStore({ tableName }),
    submissions: createDynamoSubmissionStore({ tableName, accountsTable: "none" }),
    queue: { send: async () => undefined },
    random: (count: number) => randomBytes(count),
    report: () => undefined,
    timeZone: TIME_ZONE,
  };
  const exampleOf = (form: string): Answers => {
    const path = files.find(
      ({ path: at }) => at.startsWith(`forms/${form}/`) && at.endsWith("examples.yaml"),
    );
    const { good } = parse(path?.text ?? "") as { good: { answers: Answers }[] };
    return good[0]?.answers ?? {};
  };
  /** A saved draft, and what submits it. */
  const draft = async (form: string) => {
    const { account, actor } = submitter();
    const accounts = { find: async () => account };
    const begin = { actor, settlement: settlement.code, form: form as FormId, now: NOW - 600 };
    const started = expected(await startCase({ ...world, accounts }, begin));
    const own = { actor, caseId: started.id as CaseId };
    const answers = exampleOf(form);
    const saved = await saveAnswers(world, { ...own, version: started.version, answers, now: NOW - 60 });
    const { version } = expected(saved);
    return {
      /** As the queue hands it to the worker. */
      message: { caseId: own.caseId, office: settlement.office.id, book: settlement.book },
      submit: async () => expected(await submitCase({ ...world, accounts }, { ...own, version, now: NOW })),
    };
  };
  return { settlement, draft };
};
