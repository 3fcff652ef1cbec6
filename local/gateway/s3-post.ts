import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import { asText, asList, isObject, type Json, type JsonObject } from "../json.ts";

/** A browser form upload (`POST Object`): its fields (names lower-case) and the file. */
export interface PostForm {
  fields: Readonly<Record<string, string>>;
  file: Buffer;
}

export interface PostRefusal {
  status: number;
  code: string;
  message: string;
}

const refusal = (status: number, code: string, message: string): PostRefusal => ({ status, code, message });

/** Reads multipart/form-data as S3 does: the file comes last, fields after it do not count. */
export const parseForm = async (contentType: string, body: Buffer): Promise<PostForm | undefined> => {
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": contentType },
    }).formData();
    const fields: Record<string, string> = {};
    for (const [name, value] of form) {
      if (typeof value !== "string") return { fields, file: Buffer.from(await value.arrayBuffer()) };
      fields[name.toLowerCase()] = value;
    }
    return typeof fields["file"] === "string" ? { fields, file: Buffer.from(fields["file"]) } : undefined;
  } catch {
    return undefined;
  }
};

/** Fields a policy does not have to mention. Source: Amazon S3 API reference, "POST policy". */
const unmentioned: ReadonlySet<string> = new Set(["x-amz-signature", "policy", "file", "awsaccesskeyid"]);

/**
 * Checks the form against the policy it carries, as S3 does: signature, expiry, every condition, and that every
 * field is covered by a condition.
 */
export const checkPostPolicy = (
  form: PostForm,
  bucket: string,
  secretKey: string,
  now: Date,
): PostRefusal | undefined => {
  const policy = form.fields["policy"] ?? "";
  if (!signatureMatches(form, policy, secretKey)) {
    return refusal(403, "SignatureDoesNotMatch", "The signature of the policy does not match.");
  }
  const document = JSON.parse(Buffer.from(policy, "base64").toString("utf8")) as JsonObject;
  if (!(new Date(asText(document["expiration"])) > now)) {
    return refusal(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
  }
  return checkConditions(asList(document["conditions"]), form, bucket) ?? checkChecksums(form);
};

const signatureMatches = (form: PostForm, policy: string, secretKey: string): boolean => {
  const [, date = "", region = "", service = "", end = ""] = (form.fields["x-amz-credential"] ?? "").split(
    "/",
  );
  const key = [date, region, service, end].reduce<Buffer>(
    (from, part) => createHmac("sha256", from).update(part).digest(),
    Buffer.from(`AWS4${secretKey}`),
  );
  const expected = createHmac("sha256", key).update(policy).digest("hex");
  const given = form.fields["x-amz-signature"] ?? "";
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
};

const checkConditions = (
  conditions: readonly Json[],
  form: PostForm,
  bucket: string,
): PostRefusal | undefined => {
  const values: Record<string, string> = { ...form.fields, bucket };
  const mentioned = new Set<string>(["bucket"]);
  for (const condition of conditions) {
    const [operator, field, wanted] = normalize(condition);
    if (operator === "content-length-range") {
      const tooLarge = checkLength(form.file.length, Number(field), Number(wanted));
      if (tooLarge) return tooLarge;
      continue;
    }
    mentioned.add(field);
    const value = values[field] ?? "";
    const holds = operator === "starts-with" ? value.startsWith(wanted) : value === wanted;
    if (!holds) return policyFailed(JSON.stringify(condition));
  }
  const extra = Object.keys(form.fields).find(
    (name) => !mentioned.has(name) && !unmentioned.has(name) && !name.startsWith("x-ignore-"),
  );
  return extra === undefined ? undefined : policyFailed(`Extra input fields: ${extra}`);
};

const policyFailed = (what: string): PostRefusal =>
  refusal(403, "AccessDenied", `Invalid according to Policy: Policy Condition failed: ${what}`);

/** `{ field: value }` and `["eq", "$field", value]` say the same. */
const normalize = (condition: Json): [operator: string, field: string, wanted: string] => {
  if (isObject(condition)) {
    const [field = "", wanted = ""] = Object.entries(condition)[0] ?? [];
    return ["eq", field.toLowerCase(), asText(wanted)];
  }
  const [operator, field, wanted] = asList(condition).map(asText);
  return [(operator ?? "").toLowerCase(), (field ?? "").replace(/^\$/, "").toLowerCase(), wanted ?? ""];
};

const checkLength = (length: number, least: number, most: number): PostRefusal | undefined => {
  if (length > most) {
    return refusal(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  }
  return length < least
    ? refusal(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
    : undefined;
};

const checksums: Readonly<Record<string, (body: Buffer) => string>> = {
  "x-amz-checksum-sha256": (body) => createHash("sha256").update(body).digest("base64"),
  "x-amz-checksum-sha1": (body) => createHash("sha1").update(body).digest("base64"),
  "x-amz-checksum-crc32": (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString("base64");
  },
};

const checkChecksums = (form: PostForm): PostRefusal | undefined => {
  for (const [field, compute] of Object.entries(checksums)) {
    const given = form.fields[field];
    if (given !== undefined && given !== compute(form.file)) {
      return refusal(400, "BadDigest", `The ${field} you specified did not match the calculated checksum.`);
    }
  }
  return undefined;
};

/** The form as the headers of a plain `PUT Object`. */
export const putHeaders = (form: PostForm): Record<string, string> => {
  const kept = Object.entries(form.fields).filter(
    ([name]) =>
      ["content-type", "cache-control", "content-disposition", "content-encoding"].includes(name) ||
      name.startsWith("x-amz-meta-") ||
      name.startsWith("x-amz-checksum-"),
  );
  return { "content-type": "binary/octet-stream", ...Object.fromEntries(kept) };
};
