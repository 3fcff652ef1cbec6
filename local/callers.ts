import type { Deployment } from "./assembly/deployment.ts";
import type { Caller } from "./gateway.ts";
import { roleStatements } from "./gateway/iam.ts";
import type { LocalFunction } from "./lambda/function.ts";

/** The runtime itself and the tests: may do everything. */
export const admin: Caller = {
  accessKeyId: "AKIALOCALADMIN000000",
  secretAccessKey: "local-admin-secret",
  name: "admin",
  statements: undefined,
};

/** A function signs with a key of its own, so the gateway knows whose policies apply. */
export const createCaller = (deployment: Deployment, definition: LocalFunction, index: number): Caller => ({
  accessKeyId: `AKIALOCAL${String(index).padStart(11, "0")}`,
  secretAccessKey: `local-secret-of-${definition.name}`,
  name: definition.label,
  statements: roleStatements(deployment, definition.roleArn),
});

/** What makes the AWS SDK of a function, or of a test, talk to the gateway. */
export const sdkEnvironment = (caller: Caller, gateway: string, region: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: caller.accessKeyId,
  AWS_SECRET_ACCESS_KEY: caller.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: gateway,
  AWS_ENDPOINT_URL_SQS: gateway,
  AWS_ENDPOINT_URL_S3: gateway,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: gateway,
  AWS_ENDPOINT_URL_SESV2: gateway,
});
