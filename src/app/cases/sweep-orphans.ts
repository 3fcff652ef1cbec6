import type { AttachmentId, CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type {
  CaseFiles,
  FileReference,
  FileRegister,
  StoredFile,
  SweepPosition,
  VaultListing,
  WaitingFiles,
} from "./attachment-ports.ts";
import type { LaterFileStore } from "../casework/file-ports.ts";
import type { AttachmentStore, AttachmentVault, Report } from "./ports.ts";

export interface SweepOrphansDependencies {
  waiting: Pick<WaitingFiles, "unfinished">;
  register: FileRegister;
  attachments: Pick<AttachmentStore, "dropPending">;
  /** Files that came, or were to come, after the submission. */
  laterFiles: Pick<LaterFileStore, "dropPending">;
  listing: VaultListing;
  vault: Pick<AttachmentVault, "remove">;
  position: SweepPosition;
  clock: () => EpochSeconds;
  /** Whether the run must come to an end; the next one goes on where it stopped. */
  isTimeUp: () => boolean;
  report: Report;
  /** Only counts what it would remove. */
  dryRun: boolean;
}

export interface OrphanCounts {
  /** Files in the vault that were looked at. */
  seen: number;
  /** Uploads that were announced and never finished. */
  unfinished: number;
  /** Files in the vault that belong to nothing. */
  orphans: number;
  /** Could not be removed; the next run tries again. */
  failed: number;
}

/** Seconds; far longer than any upload under way. */
const AGE = 24 * 60 * 60;
const PARALLEL_CASES = 10;

/**
 * Whether nothing refers to the file, nor ever will. A file's entry is written before its upload is permitted, and no
 * entry is ever written a second time: an old object without one stays without one, whatever is submitted at this
 * very moment. Files of a case that is no draft (any more) are never touched.
 */
const isOrphan = (files: CaseFiles | undefined, attachment: AttachmentId): boolean =>
  files === undefined || (files.case?.state === "draft" && !files.attachments.has(attachment));

class Sweep {
  readonly counts: OrphanCounts = { seen: 0, unfinished: 0, orphans: 0, failed: 0 };
  private readonly dependencies: SweepOrphansDependencies;
  private readonly before: EpochSeconds;

  constructor(dependencies: SweepOrphansDependencies) {
    this.dependencies = dependencies;
    this.before = dependencies.clock() - AGE;
  }

  /** Entries of uploads that never came, or came and were never verified. */
  async dropUnfinished(): Promise<void> {
    for await (const file of this.dependencies.waiting.unfinished(this.before)) {
      if (this.dependencies.isTimeUp()) return;
      if (!(await this.dropEntry(file))) continue;
      this.counts.unfinished++;
      await this.remove(file);
    }
  }

  /** Whether the entry was that of an unfinished upload; if it is verified right now, it is not. */
  private async dropEntry({ caseId, attachment }: FileReference): Promise<boolean> {
    const { register, attachments, laterFiles, dryRun } = this.dependencies;
    const stored = (await register.filesOf(caseId))?.case;
    if (!stored) return false;
    if (dryRun) return true;
    return stored.state === "draft"
      ? attachments.dropPending(caseId, stored.owner, attachment)
      : laterFiles.dropPending(caseId, attachment);
  }

  /** Gives the last position that is done with; undefined at the end of the vault. */
  async sweepVault(after: string | undefined): Promise<string | undefined> {
    const { listing, isTimeUp } = this.dependencies;
    let done = after;
    for await (const page of listing.pages(after)) {
      const cases = [...Map.groupBy(page, ({ caseId }) => caseId)];
      for (let start = 0; start < cases.length; start += PARALLEL_CASES) {
        if (isTimeUp()) return done;
        const some = cases.slice(start, start + PARALLEL_CASES);
        await Promise.all(some.map(([caseId, files]) => this.sweepCase(caseId, files)));
        done = some.at(-1)?.[1].at(-1)?.position;
      }
    }
    return undefined;
  }

  private async sweepCase(caseId: CaseId, files: readonly StoredFile[]): Promise<void> {
    this.counts.seen += files.length;
    const old = files.filter(({ modifiedAt }) => modifiedAt < this.before);
    if (old.length === 0) return;
    const known = await this.dependencies.register.filesOf(caseId);
    for (const file of old) {
      if (!isOrphan(known, file.attachment)) continue;
      this.counts.orphans++;
      await this.remove(file);
    }
  }

  private async remove({ caseId, attachment }: FileReference): Promise<void> {
    const { vault, dryRun, report } = this.dependencies;
    if (dryRun) return;
    try {
      await vault.remove(caseId, attachment);
    } catch (error) {
      this.counts.failed++;
      report("file-left", caseId, error);
    }
  }
}

/**
 * Removes what is older than a day and belongs to nothing: uploads that were announced and never finished, and files
 * in the vault without an entry (of discarded drafts, or uploaded after they were taken back). Looks at the vault from
 * where the last run stopped until time is up. Safe to repeat, and to run beside everything clients do.
 */
export const sweepOrphans = async (dependencies: SweepOrphansDependencies): Promise<OrphanCounts> => {
  const { position, dryRun } = dependencies;
  const sweep = new Sweep(dependencies);
  await sweep.dropUnfinished();
  const stopped = await sweep.sweepVault(await position.read());
  if (!dryRun) await position.write(stopped);
  return sweep.counts;
};
