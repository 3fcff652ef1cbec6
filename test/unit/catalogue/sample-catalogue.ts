import { createHash } from "node:crypto";
import { compileCatalogue, type CompileOptions } from "../../../src/app/catalogue/compile-catalogue.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

export const NATIONAL = `code,name,rank,county,district,postcodes,seat,office
03814,Hévíz,város,Zala,Keszthelyi járás,8380,03814,own
06895,Kópháza,község,Győr-Moson-Sopron,Soproni járás,9495,06895,own
08518,Sopron,megyei jogú város,Győr-Moson-Sopron,Soproni járás,9400 9407,08518,own
`;

/** The smallest catalogue with one of everything; tests break one line of it at a time. */
const sample: Readonly<Record<string, string>> = {
  "forms/sample/1.0.0/form.yaml": `
title: Minta
summary: Mintaűrlap.
sector: general
languages: [hu, en]
pages:
  - id: first
    title: Első
    intro: Bevezető.
    identity: true
    fields:
      - key: order.animal
        kind: radio
        label: Állat
        required: true
        options: { cat: Macska, dog: Kutya }
      - key: order.breed
        kind: select
        label: Fajta
        dependsOn: order.animal
        options:
          cat: { siamese: Sziámi }
          dog: { puli: Puli, vizsla: Vizsla }
      - key: order.code
        kind: text
        label: Kód
        hint: Betű és szám.
        minLength: 3
        maxLength: 5
        pattern: ^[A-Z]-\\d+$
  - id: second
    title: Második
    when: { "===": [{ var: order.animal }, dog] }
    fields:
      - key: contact.email
        kind: email
        label: E-mail
        required: true
      - { key: contact.phone, kind: phone, label: Telefon }
      - { key: contact.note, kind: long-text, label: Megjegyzés, maxLength: 100, rows: 4 }
      - { key: contact.call, kind: yes-no, label: Hívjuk? }
      - { key: truth, kind: declaration, label: Kijelentem. }
    slots: [photo]
attachments:
  - id: photo
    label: Kép
    types: [png, jpeg]
    maxFiles: 2
    maxFileSize: 25 MB
    required: { "===": [{ var: order.breed }, puli] }
`,
  "forms/sample/1.0.0/labels.en.yaml": `
title: Sample
summary: Sample form.
pages:
  first: { title: First, intro: Introduction. }
  second: { title: Second }
fields:
  order.animal: { label: Animal, options: { cat: Cat, dog: Dog } }
  order.breed: { label: Breed, options: { siamese: Siamese, puli: Puli, vizsla: Vizsla } }
  order.code: { label: Code, hint: Letter and number. }
  contact.email: { label: E-mail }
  contact.phone: { label: Telephone }
  contact.note: { label: Note }
  contact.call: { label: Shall we call? }
  truth: { label: I declare. }
attachments:
  photo: { label: Picture }
`,
  "national/settlements.csv": NATIONAL,
  "offices/town.yaml": `
name: { hu: Városi Hivatal, en: Town Office }
krid: "999000001"
arrivalPattern: E-TOWN/{number}/{year}
books:
  - { id: TOWN, name: Iktatókönyv }
teams:
  - { id: general, name: Általános }
  - { id: tax, name: Adó }
contact: { address: 9495 Kópháza }
`,
  "offices/lake.yaml": `
name: Tavi Hivatal
krid: "999000002"
arrivalPattern: E-LAKE/{number}/{year}
books:
  - { id: LAKE, name: Iktatókönyv, numberPattern: "{main}/{sub}/{year}" }
teams:
  - { id: general, name: Általános }
contact: { address: 8380 Hévíz }
`,
  "procedure.yaml": `
deadlines:
  - { form: sample, to: "2025-12-31", days: 8, source: Act 1 }
  - { form: "*", days: 30, extensionDays: 30, source: Act 2 }
delivery: { secondNoticeAfter: 3, deemedAfter: 5, source: Act 3 }
supplementDays: 15
calendar:
  - { year: 2025, holidays: ["2025-12-25"], source: Decree 1 }
  - { year: 2026, holidays: ["2026-01-01", "2026-01-02"], workdays: ["2026-01-10"], source: Decree 2 }
`,
  "presets/standard.yaml": `
languages: [hu, en]
services:
  - { form: sample, version: 1.0.0 }
`,
  "settlements/06895-kophaza.yaml": `
code: "06895"
name: { hu: Kópháza, hr: Koljnof }
county: Győr-Moson-Sopron
district: Soproni járás
postcodes: ["9495"]
office: town
book: TOWN
preset: standard
routes:
  - { form: sample, team: tax }
`,
  "settlements/03814-heviz.yaml": `
code: "03814"
name: Hévíz
county: Zala
district: Keszthelyi járás
postcodes: ["8380"]
office: lake
book: LAKE
preset: standard
languages: [hu]
`,
};

/** Replaces, adds (a path the sample does not have) or removes (`undefined`) files, then compiles. */
export const compileSample = (
  changes: Readonly<Record<string, string | undefined>> = {},
  options: Partial<CompileOptions> = {},
) => {
  const files = Object.entries({ ...sample, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text: text.replace(/^\n/, "") }],
  );
  return compileCatalogue(files, { sha256, ...options });
};

/** The sample's settlements and the objects they need; throws when anything is wrong. */
export const publishedSample = (changes: Readonly<Record<string, string | undefined>> = {}) => {
  const { settlements, problems } = compileSample(changes);
  if (problems.length > 0) throw new Error(problems.map(describeProblem).join("\n"));
  const objects = new Map([...settlements.values()].flatMap((ready) => [...ready.objects]));
  return { settlements, objects };
};

/** One file of the sample with one passage replaced. */
export const edited = (path: string, passage: string, replacement: string): Record<string, string> => {
  const text = sample[path];
  if (!text?.includes(passage)) throw new Error(`${path} does not contain ${passage}`);
  return { [path]: text.replace(passage, () => replacement) };
};

/** File, line and sentence without the column, which has a test of its own. */
export const withoutColumn = (problem: string): string => problem.replace(/^([^:]+:\d+):\d+:/, "$1:");

/** What the author of the edited sample is told, without columns. */
export const problemsOf = (changes: Readonly<Record<string, string | undefined>>): string[] =>
  compileSample(changes).problems.map((problem) => withoutColumn(describeProblem(problem)));
