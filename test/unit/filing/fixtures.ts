import { createHash } from "node:crypto";
import type { SubmittedRecord } from "../../../src/domain/case/submit.ts";
import {
  type PartyId,
  type CaseId,
  type FormId,
  newEntityId,
  type OfficeId,
  type SettlementCode,
  type SubmissionNumber,
} from "../../../src/domain/ids.ts";
import type { Fileable } from "../../../src/domain/registry/fileable.ts";
import type { FiledEntry } from "../../../src/domain/registry/book.ts";
import type { FilingPlan } from "../../../src/domain/registry/plan-filing.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import type { EpochSeconds } from "../../../src/domain/time.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const TIME_ZONE = "Europe/Budapest";
/** 2026-11-23T09:18:08 in Hungary. */
export const NOW: EpochSeconds = Date.UTC(2026, 10, 23, 8, 18, 8) / 1000;

export const KOPHAZA = "kophaza" as OfficeId;
export const address = { office: KOPHAZA, book: "KOPH", year: 2026 };
export const REQUEST = "altalanos-celu-kerelem" as FormId;

const hu = (text: string) => ({ hu: text });

/** Of an office that keeps one book per settlement, KOPH and HARK. */
export const settlement: PublishedSettlement = {
  code: "06895" as SettlementCode,
  name: hu("Kópháza"),
  county: "Győr-Moson-Sopron",
  district: "Soproni",
  postcodes: ["9495"],
  languages: ["hu"],
  office: {
    id: KOPHAZA,
    name: hu("Kópházi Polgármesteri Hivatal"),
    krid: "999000001",
    arrivalPattern: "E-KOPH/{number}/{year}",
    books: [
      { id: "KOPH", name: hu("Kópháza iktatókönyve"), numberPattern: "{book}/{main}-{sub}/{year}" },
      { id: "HARK", name: hu("Harka iktatókönyve"), numberPattern: "{book}/{main}-{sub}/{year}" },
    ],
    teams: [{ id: "igazgatas", name: hu("Igazgatási csoport") }],
    contact: { address: "9495 Kópháza, Fő utca 15." },
  },
  book: "KOPH",
  services: [],
  parameters: {},
  routes: [{ form: "*", team: "igazgatas" }],
};

let serial = 0;

/** A new id every time: its random part counts. */
export const aCaseId = (): CaseId => {
  serial += 1;
  const digit = (index: number) => Math.floor(serial / 32 ** (15 - index)) % 32;
  return newEntityId<CaseId>(
    NOW,
    Uint8Array.from({ length: 16 }, (_, index) => digit(index)),
  );
};

/** A submitted case of Kópháza. `submittedAt` counts in seconds from NOW. */
export const aCase = (changes: Partial<SubmittedRecord> & { submittedAt?: number } = {}): SubmittedRecord => {
  const { submittedAt = 0, ...rest } = changes;
  const id = rest.id ?? aCaseId();
  const at = NOW - 60 + submittedAt;
  const number = `99900000120261123091708${String(serial).padStart(4, "0")}` as SubmissionNumber;
  return {
    id,
    owner: "account-1" as PartyId,
    state: "submitted",
    draftVersion: 3,
    catalogue: {
      settlement: { code: settlement.code, name: settlement.name, hash: "5e771e3e27000000" },
      office: { id: KOPHAZA, name: settlement.office.name },
      form: { id: REQUEST, version: "1.0.0", title: hu("Általános célú kérelem"), hash: "f0f0f0f0f0f0f0f0" },
    },
    book: "KOPH",
    createdAt: at - 600,
    updatedAt: at,
    submission: { number, at },
    events: [
      { type: "created", at: at - 600 },
      { type: "submitted", at, office: settlement.office.name.hu, number },
    ],
    ...rest,
  };
};

/** As they are in a plan by which every case is registered. */
export const entriesOf = ({ filings }: FilingPlan): FiledEntry[] =>
  filings.map(({ entry, caseId }) => {
    if (!entry) throw new Error(`${caseId} is not registered`);
    return entry;
  });

export const aFileable = (changes: Parameters<typeof aCase>[0] = {}): Fileable => ({
  record: aCase(changes),
  team: "igazgatas",
  arrivalPattern: settlement.office.arrivalPattern,
  registryPattern: "{book}/{main}-{sub}/{year}",
});
