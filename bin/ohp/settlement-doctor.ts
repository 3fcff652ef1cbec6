import { randomBytes, randomUUID } from "node:crypto";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { createWebhookSender } from "../../src/adapters/http/webhook.ts";
import { createSecretReader } from "../../src/adapters/secrets/secret-reader.ts";
import { checkWebhook } from "../../src/app/catalogue/check-webhook.ts";
import { type Current, readCurrent } from "../../src/app/catalogue/commit-publication.ts";
import { ExamplesSource } from "../../src/app/catalogue/example-source.ts";
import {
  checkClerks,
  checkMailbox,
  checkService,
  type Finding,
} from "../../src/app/catalogue/live-checks.ts";
import type { PublicationStore } from "../../src/app/catalogue/publish-ports.ts";
import { readSource } from "../../src/app/catalogue/source.ts";
import { reachedAt } from "../../src/app/delivery/delivery-address.ts";
import { destinationName } from "../../src/domain/delivery/handover.ts";
import type { FormDefinition } from "../../src/domain/form/definition.ts";
import { cataloguePaths, type PublishedSettlement } from "../../src/domain/settlement/settlement.ts";
import { toLocalDate } from "../../src/domain/time.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readCatalogueFiles } from "../catalogue.ts";
import { checkCertificate, checkLogin, checkPage } from "./portal-checks.ts";
import { publishedSettlement } from "./published-settlement.ts";
import { findTarget, publishingTo, type RegionTarget, TARGET_HELP } from "./region-target.ts";
import { table } from "./table.ts";
import { type Command, readWords } from "./usage.ts";

const HELP = `Usage: npx ohp settlement doctor <code or name> --region <name> [--json]

Tries the live set-up of a settlement: browsers see what is published; the portal's certificate; a login leads to the
broker; the office's mailbox data; clerks for every team that gets cases; each service is complete and takes one of its
form's own examples with the settlement's rates (nothing is submitted); each specialist system is reached, takes a message
the portal has signed and refuses one that somebody else has signed (a message of type portal.test, about no case).

  --json              the findings as JSON
${TARGET_HELP}

Clerks are looked up where ACCOUNTS_TABLE is set, secrets of specialist systems where WEBHOOK_SECRETS_ARN is; with --region
local both are known. What cannot be tried is said to be so.

Exit code 0: nothing wrong; 1: something is wrong, or the settlement is not published; 2: wrong usage.`;

const checkServices = async (
  store: PublicationStore,
  settlement: PublishedSettlement,
): Promise<Finding[]> => {
  const files = await readCatalogueFiles();
  const today = toLocalDate(systemClock(), process.env["TIME_ZONE"] ?? "Europe/Budapest");
  return Promise.all(
    settlement.services.map(async (service) => {
      const form = await store.read<FormDefinition>(cataloguePaths.form(service.formHash));
      const path = `forms/${service.form}/${service.version}/examples.yaml`;
      const file = files.find((one) => one.path === path);
      const examples = file && readSource(file, ExamplesSource);
      return checkService(settlement, service, form, examples?.ok ? examples.value.value : undefined, today);
    }),
  );
};

const checkPosts = async (settlement: PublishedSettlement): Promise<Finding[]> => {
  const tableName = process.env["ACCOUNTS_TABLE"];
  if (!tableName) return [{ what: "clerks", result: "not-tried", message: "ACCOUNTS_TABLE is not set" }];
  return checkClerks(settlement, await createDynamoPostStore({ tableName }).inOffice(settlement.office.id));
};

const checkSystems = async ({ office }: PublishedSettlement): Promise<Finding[]> => {
  const secretId = process.env["WEBHOOK_SECRETS_ARN"];
  const secrets = secretId ? await createSecretReader({ secretId, clock: systemClock })() : "{}";
  const addresses = JSON.parse(process.env["WEBHOOK_ADDRESSES"] ?? "{}") as Record<string, string>;
  const dependencies = {
    send: createWebhookSender(),
    clock: systemClock,
    random: randomUUID,
    strangeSecret: () => `whsec_${randomBytes(32).toString("base64")}`,
  };
  return Promise.all(
    (office.systems ?? []).map((system) => {
      const name = destinationName({ office: office.id, system: system.id });
      const address = reachedAt(name, system, secrets, addresses);
      return checkWebhook(dependencies, system, "missing" in address ? undefined : address);
    }),
  );
};

const checkPortal = async ({ origin }: RegionTarget, { pointer }: Current): Promise<Finding[]> => {
  if (origin === undefined || !pointer) {
    return [
      { what: "page", result: "not-tried", message: "the portal's address is not known; give --region" },
    ];
  }
  return Promise.all([checkPage(origin, pointer), checkCertificate(origin, new Date()), checkLogin(origin)]);
};

const examine = async (
  target: RegionTarget,
  store: PublicationStore,
  current: Current,
  hash: string,
): Promise<Finding[]> => {
  const settlement = await store.read<PublishedSettlement>(cataloguePaths.settlement(hash));
  const found = await Promise.all([
    checkPortal(target, current),
    checkPosts(settlement),
    checkServices(store, settlement),
    checkSystems(settlement),
  ]);
  return [
    { what: "published", of: settlement.code, result: "fine", message: settlement.name.hu },
    ...checkMailbox(settlement),
    ...found.flat(),
  ];
};

const rowOf = ({ what, of = "", result, message }: Finding): string[] => [result, what, of, message];

export const settlementDoctor: Command = {
  summary: "try the live set-up of a settlement: page, clerks, services, webhooks",
  help: HELP,
  run: async (words) => {
    const options = { region: { type: "string" }, json: { type: "boolean" } } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const target = await findTarget(values.region, HELP);
    const { store } = publishingTo(target);
    const current = await readCurrent(store);
    const code = publishedSettlement(positionals[0], current.state, target.name, HELP);
    const entry = current.state.settlements.get(code);
    const findings: Finding[] = entry
      ? await examine(target, store, current, entry.hash)
      : [{ what: "published", of: code, result: "wrong", message: `is not published in ${target.name}` }];
    if (values.json) console.log(JSON.stringify({ region: target.name, code, findings }, null, 2));
    else console.log(table([["result", "what", "of", ""], ...findings.map(rowOf)]));
    return findings.some(({ result }) => result === "wrong") ? 1 : 0;
  },
};
