import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { FormId } from "../../../src/domain/ids.ts";
import type { Procedure } from "../../../src/domain/procedure/procedure.ts";
import { settlement } from "../cases/fixtures.ts";

export const ZONE = "Europe/Budapest";

/** Noon of the day in winter, by the office's clock. */
export const noon = (day: string): number => Date.parse(`${day}T11:00:00Z`) / 1000;

/** Days around the turn of 2026, with a Friday off worked on a Saturday. */
export const procedure: Procedure = {
  deadlines: [
    { form: "certificate" as FormId, days: 8 },
    { form: "fee" as FormId, to: "2025-12-31", days: 60 },
    { form: "*", days: 30, extensionDays: 30 },
  ],
  calendar: {
    holidays: ["2025-12-24", "2025-12-25", "2025-12-26", "2026-01-01", "2026-01-02"],
    workdays: ["2026-01-10"],
  },
  delivery: { secondNoticeAfter: 3, deemedAfter: 5 },
  supplementDays: 15,
};

/** As much of a submitted case as the rules look at. */
export const arrived = (day: string, form = "return"): Pick<CaseRecord, "catalogue" | "submission"> => ({
  catalogue: {
    settlement: { code: settlement.code, name: settlement.name, hash: "s" },
    office: { id: settlement.office.id, name: settlement.office.name },
    form: { id: form as FormId, version: "1.0.0", title: { hu: "Minta" }, hash: "f" },
  },
  submission: { number: "999000001202601051200000001" as never, at: noon(day) },
});
