import { describe, expect, it } from "vitest";
import { resolveReferences } from "../../../local/assembly/dynamic-references.ts";
import { StartFailure } from "../../../local/failure.ts";
import type { Json } from "../../../local/json.ts";

const arn = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:data-Key-a1b2c3";
const secrets: Readonly<Record<string, string>> = {
  [arn]: "s3cret $& value",
  named: '{"user":"portal","number":1}',
};

const resolved = (value: Json): Json | undefined => {
  const owner = { stack: "web", logicalId: "Portal", properties: { value } };
  return resolveReferences(owner, (id) => secrets[id])["value"];
};

describe("dynamic references", () => {
  it.each<[Json, Json]>([
    [`{{resolve:secretsmanager:${arn}:SecretString:::}}`, "s3cret $& value"],
    [`{{resolve:secretsmanager:${arn}}}`, "s3cret $& value"],
    [`{{resolve:secretsmanager:${arn}:SecretString}}`, "s3cret $& value"],
    ["{{resolve:secretsmanager:named:SecretString:user::}}", "portal"],
    ["{{resolve:secretsmanager:named:SecretString:user:AWSCURRENT:}}", "portal"],
    [
      `{{resolve:secretsmanager:${arn}}},{{resolve:secretsmanager:named:SecretString:user}}`,
      "s3cret $& value,portal",
    ],
    [
      { list: [{ deep: `x{{resolve:secretsmanager:${arn}}}` }, 1] },
      { list: [{ deep: "xs3cret $& value" }, 1] },
    ],
    ["{{ not one }}", "{{ not one }}"],
  ])("%j", (value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it.each([
    "{{resolve:ssm:/portal/key}}",
    "{{resolve:secretsmanager:elsewhere}}",
    "{{resolve:secretsmanager:named:SecretString:password}}",
    "{{resolve:secretsmanager:named:SecretString:constructor}}",
    "{{resolve:secretsmanager:named:SecretBinary}}",
  ])("%s stops the start, naming the resource", (value) => {
    expect(() => resolved(value)).toThrow(StartFailure);
    expect(() => resolved(value)).toThrow(/^Portal \(stack web\) refers to \{\{resolve:/);
  });
});
