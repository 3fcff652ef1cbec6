import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import { eventually } from "../../support/eventually.ts";
import { startTestPortal } from "../../support/portal.ts";
import { readPdf, textOf } from "../../support/read-pdf.ts";
import { type Client, completeAnswers, logIn, problemOf } from "./client.ts";

let portal: Portal;
let anna: Client;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  anna = await logIn(portal, "Őri Žofia");
});
afterAll(() => portal.stop());

const submitted = async (): Promise<{ id: string; number: string }> => {
  const { id } = await anna.startComplete();
  const answer = await anna.call<{ submissionNumber: string }>("POST", `/api/cases/${id}/submission`, {
    version: 1,
  });
  expect(answer.status).toBe(200);
  return { id, number: answer.body.submissionNumber };
};

interface Package {
  seal: { value: string };
  content: { answers: unknown; submission: { number: string }; submitter: { name: string } };
  arrival?: { number: string };
  registration?: { number: string };
}
const packageOf = async (id: string, client = anna) =>
  client.call<Package>("GET", `/api/cases/${id}/documents/package`);

describe("the documents of a submission", () => {
  it("are sealed: the package is what was submitted, and stays what it was when the case moves on", async () => {
    const { id, number } = await submitted();
    const { body: first, headers } = await packageOf(id);
    expect(headers.get("content-disposition")).toBe(`attachment; filename="${number}.json"`);
    expect(first.content.answers).toEqual(completeAnswers);
    expect(first.content.submission.number).toBe(number);
    const hash = createHash("sha256").update(canonicalJson(first.content), "utf8").digest("hex");
    expect(first.seal.value).toBe(hash);
    await eventually(
      () => anna.call<CaseDetail>("GET", `/api/cases/${id}`),
      ({ body }) => body.state === "registered",
    );
    const { body: filed } = await packageOf(id);
    // Filing may have been faster than the first look.
    const numbers = { arrival: undefined, registration: undefined };
    expect({ ...filed, ...numbers }).toEqual({ ...first, ...numbers });
    expect(filed.registration?.number).toMatch(/^KOPH\//);
  });

  it("are PDFs to save, in both languages, with all strict headers", async () => {
    const { id, number } = await submitted();
    const { body } = await packageOf(id);
    const form = await anna.download(`/api/cases/${id}/documents/form`);
    expect(form.status).toBe(200);
    expect(Object.fromEntries(form.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="urlap-${number}.pdf"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
    const pdf = await readPdf(form.body);
    const text = textOf(pdf).replaceAll(/\s+/g, " ");
    expect(pdf.info).toMatchObject({ Title: "Általános célú kérelem", Language: "hu" });
    expect(text).toContain("Őri Žofia");
    expect(text).toContain("Kérem, tájékoztassanak, hogyan foglalhatok helyet a piactéren.");
    expect(text.replaceAll(" ", "")).toContain(body.seal.value);
    const receipt = await readPdf(
      (await anna.download(`/api/cases/${id}/documents/receipt?language=en`)).body,
    );
    expect(receipt.info["Language"]).toBe("en");
    expect(textOf(receipt)).toContain(number);
    expect(textOf(receipt).replaceAll(/\s/g, "")).toContain(body.seal.value);
    const again = await anna.download(`/api/cases/${id}/documents/form`);
    expect(Buffer.from(again.body).equals(form.body)).toBe(true);
  });

  it("are nobody else's, and there are none of a draft", async () => {
    const bela = await logIn(portal, "Béla");
    const { id } = await submitted();
    const { id: draft } = await anna.start();
    for (const document of ["form", "receipt", "package"]) {
      const path = `documents/${document}`;
      expect(problemOf(await bela.call("GET", `/api/cases/${id}/${path}`))).toEqual({
        status: 404,
        code: "not-found",
      });
      expect((await anna.call("GET", `/api/cases/${draft}/${path}`)).status).toBe(404);
    }
  });
});
