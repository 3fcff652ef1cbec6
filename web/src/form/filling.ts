import type { ComponentChildren } from "preact";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { AttachmentSlot, FormDefinition } from "../../../src/domain/form/definition.ts";
import type { Readable } from "../store.ts";
import type { DraftFile } from "./draft.ts";

/** A form being filled, wherever its answers are kept: at the portal, or in this browser only. */
export interface Filling {
  form: FormDefinition;
  /** `files`: none where none can be attached yet. */
  view: Readable<{ answers: Answers; files?: readonly DraftFile[] }>;
  change: (key: string, value: unknown) => void;
  /** Keeps what is not kept yet; true when everything is. */
  flush: () => Promise<boolean>;
}

/** Addresses of the pages of one form being filled. */
export interface FormAddresses {
  tasks: string;
  check: string;
  page: (id: string) => string;
  /** Where one goes who stops here. */
  leave: { href: string; text: string; stop: string };
}

/** What differs between a draft at the portal and one in this browser. */
export interface FormSurroundings {
  addresses: FormAddresses;
  /** Stands above a page that shows the submitter's identity. */
  identity: (hasIntro: boolean) => ComponentChildren;
  slot: (slot: AttachmentSlot, error: string | undefined) => ComponentChildren;
  /** Whether what was typed is kept, and where. */
  status: ComponentChildren;
}
