import { describe, expect, it } from "vitest";
import {
  addressReplacedMail,
  caseProgressMail,
  confirmationMail,
  newLoginMail,
} from "../../../src/app/mail/texts.ts";
import { languages } from "../../../src/domain/localized.ts";

const LINK = "https://portal.example/x#y";

describe.each([
  ["confirmation", confirmationMail],
  ["new login", newLoginMail],
  ["replaced address", addressReplacedMail],
  ["case progress", caseProgressMail],
])("mail: %s", (_, write) => {
  it.each(languages)("has a subject of one line and the address on a line of its own in %s", (language) => {
    const { subject, text } = write(language, LINK);
    expect(subject).toMatch(/^[^\r\n]{5,60}$/);
    expect(text.split("\n")).toContain(LINK);
    expect(text.endsWith("\n")).toBe(true);
  });

  it("is Hungarian for Hungarian and English for everybody else", () => {
    expect(write("hu", LINK).text).toContain("önkormányzati portál");
    for (const language of ["en", "de", "hr"] as const)
      expect(write(language, LINK)).toEqual(write("en", LINK));
    expect(write("en", LINK).text).toContain("municipal portal");
  });
});
