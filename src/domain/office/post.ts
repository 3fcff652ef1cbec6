import type { OfficeId } from "../ids.ts";

export const officeRoles = ["records-clerk", "case-officer", "head-of-office"] as const;
export type OfficeRole = (typeof officeRoles)[number];

/** What a person may do in one office. Whoever has no post in an office learns nothing of its cases. */
export interface Post {
  /** Opaque; says nothing of the person. */
  id: string;
  office: OfficeId;
  /** The clerk's name, as it stands on documents. */
  name: string;
  roles: readonly OfficeRole[];
  /** Teams of the office whose cases a case officer deals with. */
  teams: readonly string[];
}
