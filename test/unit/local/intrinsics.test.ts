import { describe, expect, it } from "vitest";
import { evaluate, type Scope } from "../../../local/assembly/intrinsics.ts";
import { StartFailure } from "../../../local/failure.ts";
import type { Json } from "../../../local/json.ts";

const scope: Scope = {
  ref: (name) => `ref:${name}`,
  getAtt: (logicalId, attribute) => `att:${logicalId}:${attribute}`,
  importValue: (name) => `import:${name}`,
  condition: (name) => name === "Yes",
  mappings: { Sizes: { eu: { small: "s" } } },
};
const value = (template: Json) => evaluate(template, scope);

describe("intrinsic functions", () => {
  it.each<[string, Json, Json]>([
    ["Ref", { Ref: "Table" }, "ref:Table"],
    ["GetAtt, list", { "Fn::GetAtt": ["Table", "Arn"] }, "att:Table:Arn"],
    ["GetAtt, nested attribute", { "Fn::GetAtt": "Bucket.A.B" }, "att:Bucket:A.B"],
    ["Join", { "Fn::Join": ["-", ["a", { Ref: "B" }, 3]] }, "a-ref:B-3"],
    ["Join of a list that is itself computed", { "Fn::Join": ["+", { "Fn::Split": [",", "a,b"] }] }, "a+b"],
    ["Sub", { "Fn::Sub": "arn:${AWS::Region}:${Queue.Arn}" }, "arn:ref:AWS::Region:att:Queue:Arn"],
    ["Sub, escaped", { "Fn::Sub": "${!Literal} ${A}" }, "${Literal} ref:A"],
    ["Sub with variables", { "Fn::Sub": ["${x}/${Y}", { x: { Ref: "X" } }] }, "ref:X/ref:Y"],
    ["ImportValue", { "Fn::ImportValue": "Data:Out" }, "import:Data:Out"],
    ["ImportValue, computed", { "Fn::ImportValue": { "Fn::Sub": "${S}" } }, "import:ref:S"],
    ["Select", { "Fn::Select": [1, ["a", "b"]] }, "b"],
    ["Select from Split", { "Fn::Select": ["2", { "Fn::Split": ["/", "https://host/x"] }] }, "host"],
    ["FindInMap", { "Fn::FindInMap": ["Sizes", "eu", "small"] }, "s"],
    ["If", { "Fn::If": ["Yes", "then", "else"] }, "then"],
    ["If not", { "Fn::If": ["No", "then", { Ref: "Else" }] }, "ref:Else"],
    [
      "Equals, And, Or, Not",
      { "Fn::And": [{ "Fn::Equals": ["a", "a"] }, { "Fn::Not": [{ Condition: "No" }] }] },
      true,
    ],
    ["Base64", { "Fn::Base64": "á" }, "w6E="],
    [
      "nested in lists and objects",
      { a: [{ Ref: "X" }, 1, null], b: { c: true } },
      { a: ["ref:X", 1, null], b: { c: true } },
    ],
    ["an object that only looks like one", { Ref: "X", other: 1 }, { Ref: "X", other: 1 }],
  ])("%s", (_name, template, expected) => {
    expect(value(template)).toEqual(expected);
  });

  it("leaves out what is AWS::NoValue", () => {
    const nothing = { "Fn::If": ["No", "x", { Ref: "AWS::NoValue" }] };
    expect(value({ keep: 1, drop: nothing, list: [nothing, 2] })).toEqual({ keep: 1, list: [2] });
  });

  it.each<[string, Json]>([
    ["unknown function", { "Fn::Cidr": ["10.0.0.0/16", 1] }],
    ["select past the end", { "Fn::Select": [5, ["a"]] }],
    ["join of no list", { "Fn::Join": ["-", "a"] }],
    ["missing mapping", { "Fn::FindInMap": ["Sizes", "eu", "large"] }],
    ["an object in the middle of a text", { "Fn::Join": ["", [{ a: 1 }]] }],
  ])("stops on: %s", (_name, template) => {
    expect(() => value(template)).toThrow(StartFailure);
  });
});
