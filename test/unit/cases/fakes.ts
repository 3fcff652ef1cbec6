import type {
  AttachmentStore,
  AttachmentVault,
  CaseReader,
  Dossier,
  DraftRevision,
  DraftStore,
  InspectionRefusal,
  SealReader,
  SubmissionStore,
  WriteRefusal,
  Written,
} from "../../../src/app/cases/ports.ts";
import type { FileVersion, ScanStore } from "../../../src/app/cases/attachment-ports.ts";
import type { Catalogue } from "../../../src/app/catalogue/ports.ts";
import { releaseOf, type ScanResult } from "../../../src/domain/case/scan.ts";
import type { FilingMessage } from "../../../src/app/filing/ports.ts";
import type { PersonalAccount } from "../../../src/app/account/ports.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import type { AccountId, AttachmentId, CaseId, PartyId, SubmissionNumber } from "../../../src/domain/ids.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import { annaActs, annasActing, computing, form, now, reference, settlement, submitter } from "./fixtures.ts";

/** The rules of the cases table, in memory. */
export class MemoryCases
  implements CaseReader, DraftStore, AttachmentStore, SubmissionStore, SealReader, ScanStore
{
  private readonly findings = new Map<AttachmentId, Partial<Record<ScanResult, Set<string>>>>();
  readonly dossiers = new Map<CaseId, Dossier>();
  readonly numbers = new Map<string, CaseId>();
  readonly seals = new Map<string, string>();
  /** Runs once before the next write: what somebody else does in between. */
  meanwhile: (() => void) | undefined;

  async find(id: CaseId): Promise<Dossier | undefined> {
    return this.dossiers.get(id);
  }

  async findSeal(number: SubmissionNumber): Promise<string | undefined> {
    return this.seals.get(number);
  }

  async listOwned(owners: readonly PartyId[], after: CaseId | undefined, limit: number) {
    const own = [...this.dossiers.values()]
      .map(({ record }) => record)
      .filter((record) => owners.includes(record.owner) && (after === undefined || record.id < after))
      .toSorted((left, right) => (left.id < right.id ? 1 : -1));
    const cases = own.slice(0, limit);
    const last = cases.at(-1);
    return { cases, ...(last && own.length > limit && { next: last.id }) };
  }

  async create(dossier: Dossier): Promise<void> {
    this.dossiers.set(dossier.record.id, dossier);
  }

  private check({ caseId, owner, version }: DraftRevision): Result<Dossier, WriteRefusal> {
    const act = this.meanwhile;
    this.meanwhile = undefined;
    act?.();
    const dossier = this.dossiers.get(caseId);
    if (dossier?.record.owner !== owner) return failure({ code: "not-found" });
    if (dossier.record.state !== "draft") return failure({ code: "not-a-draft" });
    return dossier.record.draftVersion === version ? success(dossier) : failure({ code: "draft-changed" });
  }

  private change(revision: DraftRevision, part: (dossier: Dossier) => Partial<Dossier>): Written {
    const checked = this.check(revision);
    if (!checked.ok) return checked;
    const { record } = checked.value;
    this.dossiers.set(revision.caseId, {
      ...checked.value,
      record: { ...record, draftVersion: record.draftVersion + 1, updatedAt: revision.now },
      ...part(checked.value),
    });
    return success({ savedAt: revision.now });
  }

  async saveAnswers(revision: DraftRevision, answers: Dossier["answers"]) {
    return this.change(revision, () => ({ answers }));
  }

  async discard(revision: DraftRevision): Promise<Result<void, WriteRefusal>> {
    const checked = this.check(revision);
    if (!checked.ok) return checked;
    this.dossiers.delete(revision.caseId);
    return success(undefined);
  }

  async add(revision: DraftRevision, attachment: Dossier["attachments"][number]) {
    return this.change(revision, ({ attachments }) => ({ attachments: [...attachments, attachment] }));
  }

  async confirm(revision: DraftRevision, id: AttachmentId, objectVersion: string) {
    return this.change(revision, ({ attachments }) => ({
      attachments: attachments.map((file) =>
        file.id === id ? { ...file, objectVersion, ...releaseOf(objectVersion, this.found(id)) } : file,
      ),
    }));
  }

  private found(id: AttachmentId): Partial<Record<ScanResult, Set<string>>> {
    const known = this.findings.get(id) ?? {};
    this.findings.set(id, known);
    return known;
  }

  async note({ caseId, attachment, objectVersion }: FileVersion, result: ScanResult): Promise<boolean> {
    const dossier = this.dossiers.get(caseId);
    if (!dossier?.attachments.some(({ id }) => id === attachment)) return false;
    const found = this.found(attachment);
    found[result] = new Set([...(found[result] ?? []), objectVersion]);
    const attachments = dossier.attachments.map((file) =>
      file.id === attachment && file.objectVersion !== undefined
        ? { ...file, ...releaseOf(file.objectVersion, found) }
        : file,
    );
    this.dossiers.set(caseId, { ...dossier, attachments });
    return true;
  }

  async remove(revision: DraftRevision, id: AttachmentId) {
    return this.change(revision, ({ attachments }) => ({
      attachments: attachments.filter((file) => file.id !== id),
    }));
  }

  async dropPending(caseId: CaseId, owner: PartyId, id: AttachmentId): Promise<boolean> {
    const dossier = this.dossiers.get(caseId);
    if (dossier?.record.owner !== owner || dossier.record.state !== "draft") return false;
    const attachments = dossier.attachments.filter((file) => file.id !== id || file.state !== "pending");
    this.dossiers.set(caseId, { ...dossier, attachments });
    return attachments.length < dossier.attachments.length;
  }

  submit: SubmissionStore["submit"] = async (submitted, changes) => {
    const { id, owner, draftVersion, submission } = submitted;
    if (this.numbers.has(submission.number)) return failure({ code: "number-taken" });
    this.numbers.set(submission.number, id);
    this.seals.set(submission.number, changes.seal);
    const checked = this.check({ caseId: id, owner, version: draftVersion, now });
    if (!checked.ok) {
      // Given back: nobody bears the number.
      this.numbers.delete(submission.number);
      this.seals.delete(submission.number);
      const stored = this.dossiers.get(id)?.record;
      const isSame = stored?.owner === owner && stored.draftVersion === draftVersion;
      return isSame && stored.submission ? success(stored.submission) : checked;
    }
    const attachments = checked.value.attachments.filter((file) => !changes.attachments.includes(file.id));
    const answers = changes.answers ?? checked.value.answers;
    this.dossiers.set(id, { ...checked.value, ...changes.signed, record: submitted, answers, attachments });
    return success(submission);
  };
}

export class FakeVault implements AttachmentVault {
  readonly removed: AttachmentId[] = [];
  outcome: Result<{ objectVersion: string }, InspectionRefusal> = success({ objectVersion: "v1" });
  isBroken = false;

  async permitUpload(caseId: CaseId, { id }: { id: AttachmentId }, at: number) {
    return { url: "https://upload.example", fields: { key: `cases/${caseId}/${id}` }, expiresAt: at + 300 };
  }

  async inspect() {
    return this.outcome;
  }

  async remove(_caseId: CaseId, attachment: AttachmentId) {
    if (this.isBroken) throw new Error("S3 is away");
    this.removed.push(attachment);
  }
}

export const catalogue: Catalogue = {
  currentSettlement: async (code) =>
    code === settlement.code ? { settlement, hash: reference.settlement.hash } : undefined,
  offersForm: async (id) => id === reference.form.id,
  settlement: async () => settlement,
  form: async (hash) => {
    if (hash !== reference.form.hash) throw new Error("Never published");
    return form;
  },
};

export const account: PersonalAccount = {
  id: annaActs.account,
  identity: submitter,
  createdAt: now,
  identityRefreshedAt: now,
  version: 0,
  settings: defaultSettings,
};

/** A catalogue whose form computes, in a settlement whose rate is 7. */
export const computingCatalogue: Catalogue = {
  ...catalogue,
  form: async () => computing,
  settlement: async () => ({
    ...settlement,
    parameters: { letters: [{ from: "2026-01-01", values: { rate: 7 } }] },
  }),
};

/** Everything the use cases need, with a table that already holds `dossiers`. */
export const setup = (...dossiers: Partial<Dossier>[]) => {
  const cases = new MemoryCases();
  for (const dossier of dossiers) {
    if (!dossier.record) continue;
    const complete = {
      submitter,
      acting: annasActing,
      answers: {},
      attachments: [],
      ...dossier,
      record: dossier.record,
    };
    cases.dossiers.set(dossier.record.id, complete);
  }
  const sent: FilingMessage[] = [];
  const reports: string[] = [];
  let seed = 0;
  const vault = new FakeVault();
  return {
    cases,
    drafts: cases,
    attachments: cases,
    submissions: cases,
    vault,
    catalogue,
    accounts: { find: async (id: AccountId) => (id === annaActs.account ? account : undefined) },
    queue: { send: async (message: FilingMessage) => void sent.push(message) },
    sent,
    random: (count: number) => Uint8Array.from({ length: count }, () => seed++),
    report: (event: string) => void reports.push(event),
    reports,
    timeZone: "Europe/Budapest",
  };
};
