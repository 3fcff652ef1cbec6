import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Resource } from "../assembly/deployment.ts";
import { serviceError } from "../gateway/errors.ts";
import { jsonAnswer, type Upstream } from "../gateway/wire.ts";
import { asText, isObject, type JsonObject } from "../json.ts";

export interface Secrets {
  upstream: Upstream;
  /** By ARN or name. */
  value: (id: string) => string | undefined;
  /** What an operator puts in by hand. By ARN or name; an unknown one is ignored. */
  put: (id: string, value: string) => void;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const randomText = (length: number): string =>
  [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join("");

const generate = (properties: JsonObject): string => {
  const wish = properties["GenerateSecretString"];
  if (typeof properties["SecretString"] === "string") return properties["SecretString"];
  if (!isObject(wish)) return randomText(32);
  const text = randomText(typeof wish["PasswordLength"] === "number" ? wish["PasswordLength"] : 32);
  const key = wish["GenerateStringKey"];
  if (typeof key !== "string") return text;
  return JSON.stringify({
    ...(JSON.parse(asText(wish["SecretStringTemplate"] ?? "{}")) as object),
    [key]: text,
  });
};

/** Secrets Manager over one private file: a value is made the first time a secret is declared, and then stays. */
export const openSecrets = (file: string, declared: readonly Resource[]): Secrets => {
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  for (const secret of declared) stored[secret.name] ??= generate(secret.properties);
  const save = (): void => {
    writeFileSync(`${file}.new`, `${JSON.stringify(stored, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  save();

  const find = (id: string) => declared.find((secret) => secret.ref === id || secret.name === id);
  return {
    value: (id) => stored[find(id)?.name ?? ""],
    put: (id, value) => {
      const secret = find(id);
      if (!secret || stored[secret.name] === value) return;
      stored[secret.name] = value;
      save();
    },
    upstream: async (request) => {
      const operation = request.headers["x-amz-target"]?.split(".").at(-1);
      const input = JSON.parse(request.body.toString("utf8")) as JsonObject;
      const secret = find(asText(input["SecretId"]));
      if (operation !== "GetSecretValue" && operation !== "DescribeSecret") {
        return serviceError(
          "secretsmanager",
          400,
          "InvalidRequestException",
          `${operation} is not offered locally.`,
        );
      }
      if (!secret) {
        const message = "Secrets Manager can't find the specified secret.";
        return serviceError("secretsmanager", 400, "ResourceNotFoundException", message);
      }
      const described = {
        ARN: secret.ref,
        Name: secret.name,
        VersionId: "local",
        VersionStages: ["AWSCURRENT"],
      };
      const value = operation === "GetSecretValue" ? { SecretString: stored[secret.name] } : {};
      return jsonAnswer(200, { ...described, ...value }, { "content-type": "application/x-amz-json-1.1" });
    },
  };
};
