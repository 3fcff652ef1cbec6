import { type Actor, recordOf } from "../../../src/domain/acting/actor.ts";
import type { ActingRecord } from "../../../src/domain/acting/capacity.ts";
import { inOwnName, partyOfAccount } from "../../../src/domain/acting/party.ts";
import type { Answers, Attachment, CaseRecord, CatalogueReference } from "../../../src/domain/case/case.ts";
import { newDraft } from "../../../src/domain/case/new-draft.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import {
  type AccountId,
  type AttachmentId,
  type CaseId,
  type FormId,
  newEntityId,
  type OfficeId,
  type SettlementCode,
} from "../../../src/domain/ids.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";

/** 2026-11-23T09:18:08Z, 10:18:08 in Budapest. */
export const now = 1_795_425_488;
const actorNamed = (account: string, displayName: string): Actor => ({
  account: account as AccountId,
  displayName,
  acting: inOwnName(account as AccountId, displayName),
  level: 2,
});
export const annaActs = actorNamed("anna-account", "Minta Anna");
export const belaActs = actorNamed("bela-account", "Példa Béla");
/** As parties: whose cases are whose. */
export const anna = partyOfAccount(annaActs.account);
export const bela = partyOfAccount(belaActs.account);
export const annasActing: ActingRecord = recordOf(annaActs, "Minta Anna");

const bytes = (seed: number): Uint8Array => Uint8Array.from({ length: 16 }, (_, index) => seed * 31 + index);
export const caseId = (seed = 1, at = now): CaseId => newEntityId<CaseId>(at, bytes(seed));
export const attachmentId = (seed = 1): AttachmentId => newEntityId<AttachmentId>(now, bytes(seed));

export const submitter = {
  name: "Minta Anna",
  birthName: "Minta Anna",
  mothersName: "Próba Éva",
  placeOfBirth: "Sopron",
  dateOfBirth: "2101-02-03",
};

export const reference: CatalogueReference = {
  settlement: { code: "06895" as SettlementCode, name: { hu: "Kópháza" }, hash: "5e771e5e771e5e77" },
  office: { id: "kophaza" as OfficeId, name: { hu: "Kópházi Hivatal" } },
  form: {
    id: "kerelem" as FormId,
    version: "1.0.0",
    title: { hu: "Kérelem" },
    hash: "f0f0f0f0f0f0f0f0",
  },
};

export const settlement: PublishedSettlement = {
  code: reference.settlement.code,
  name: reference.settlement.name,
  county: "Győr-Moson-Sopron",
  district: "Soproni",
  postcodes: ["9495"],
  languages: ["hu"],
  office: {
    id: reference.office.id,
    name: reference.office.name,
    krid: "123456789",
    arrivalPattern: "E-KOPH/{number}/{year}",
    books: [{ id: "KOPH", name: { hu: "Központi" }, numberPattern: "{book}/{main}-{sub}/{year}" }],
    teams: [],
    contact: { address: "9495 Kópháza, Fő utca 15." },
  },
  book: "KOPH",
  services: [
    {
      form: reference.form.id,
      version: reference.form.version,
      title: reference.form.title,
      summary: { hu: "Kérelem" },
      sector: "general",
      formHash: reference.form.hash,
    },
  ],
  parameters: {},
  routes: [],
};

/** Two pages; the second, with slot `deeds`, shows only while `kind` is `land`. */
export const form: FormDefinition = {
  id: reference.form.id,
  version: reference.form.version,
  title: reference.form.title,
  summary: { hu: "Kérelem" },
  sector: "general",
  languages: ["hu"],
  schema: {
    type: "object",
    properties: {
      kind: { enum: ["land", "other"] },
      letter: { type: "string", maxLength: 100_000 },
      parcel: { type: "string", maxLength: 20 },
    },
    required: ["letter"],
  },
  pages: [
    {
      id: "letter",
      title: { hu: "Levél" },
      fields: [
        {
          key: "kind",
          kind: "select",
          label: { hu: "Fajta" },
          options: [
            { value: "land", label: { hu: "Föld" } },
            { value: "other", label: { hu: "Más" } },
          ],
        },
        { key: "letter", kind: "long-text", label: { hu: "Levél" }, required: true },
      ],
      slots: ["files"],
    },
    {
      id: "land",
      title: { hu: "Föld" },
      when: { "==": [{ var: "kind" }, "land"] },
      fields: [{ key: "parcel", kind: "text", label: { hu: "Helyrajzi szám" } }],
      slots: ["deeds"],
    },
  ],
  attachments: ["files", "deeds"].map((id) => ({
    id,
    label: { hu: "Fájlok" },
    contentTypes: ["application/pdf", "image/png", "image/svg+xml"],
    maxFiles: 3,
    maxFileSize: 25 * 1024 * 1024,
  })),
};

/** The same form, which besides computes from an answer, the settlement's rate and the day. */
export const computing: FormDefinition = {
  ...form,
  pages: form.pages.map((page) =>
    page.id === "letter"
      ? {
          ...page,
          fields: [
            {
              key: "rate",
              kind: "computed",
              label: { hu: "Kulcs" },
              as: "integer",
              compute: { param: ["letters.rate"] },
            },
            { key: "day", kind: "computed", label: { hu: "Nap" }, as: "text", compute: { today: [] } },
            ...page.fields,
            {
              key: "copy",
              kind: "computed",
              label: { hu: "Másolat" },
              as: "text",
              compute: { var: "letter" },
            },
          ],
        }
      : page,
  ),
};

export const draft = (changes: Partial<CaseRecord> = {}): CaseRecord => ({
  ...newDraft({ id: caseId(), owner: anna, catalogue: reference, book: "KOPH", now }),
  ...changes,
});

export const attachment = (changes: Partial<Attachment> = {}): Attachment => ({
  id: attachmentId(),
  slot: "files",
  fileName: "terv.pdf",
  size: 9,
  contentType: "application/pdf",
  sha256: "ab".repeat(32),
  state: "pending",
  addedAt: now,
  ...changes,
});

export const answers: Answers = { kind: "other", letter: "Tisztelt Hivatal!" };
