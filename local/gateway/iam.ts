import type { Deployment } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { asText, asList, isObject, type Json, type JsonObject } from "../json.ts";

export interface Statement {
  effect: "Allow" | "Deny";
  actions: readonly RegExp[];
  resources: readonly RegExp[];
  conditions: readonly Condition[];
}

export interface Permission {
  /** Like `dynamodb:GetItem`. */
  action: string;
  /** ARN. */
  resource: string;
  /** For `kms` actions: the service that uses the key for the caller, like `sqs.eu-central-1.amazonaws.com`. */
  viaService?: string;
}

interface Condition {
  holds(permission: Permission): boolean;
}

/** Condition keys a request can be asked for, and where their value comes from. */
const conditionKeys: Readonly<Record<string, (permission: Permission) => string | undefined>> = {
  "kms:ViaService": ({ viaService }) => viaService,
};

const parseCondition = (operator: string, key: string, wanted: Json, owner: string): Condition => {
  const read = conditionKeys[key];
  if (!read || (operator !== "StringEquals" && operator !== "StringLike")) {
    throw new StartFailure(
      `A policy of ${owner} has the condition ${operator} ${key}, which the local gateway does not enforce; ` +
        "teach it in local/gateway/iam.ts.",
    );
  }
  const patterns = asList(wanted).map((value) =>
    operator === "StringLike" ? wildcard(asText(value)) : asText(value),
  );
  return {
    holds: (permission) => {
      const value = read(permission);
      if (value === undefined) return false;
      return patterns.some((pattern) =>
        typeof pattern === "string" ? pattern === value : pattern.test(value),
      );
    },
  };
};

const parseConditions = (conditions: Json | undefined, owner: string): Condition[] =>
  Object.entries(isObject(conditions) ? conditions : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, wanted]) =>
      parseCondition(operator, key, wanted, owner),
    ),
  );

/** AWS's own policies that functions commonly carry; what they allow (logs, traces) is not asked for locally. */
const harmlessManagedPolicies = [
  "service-role/AWSLambdaBasicExecutionRole",
  "AWSXRayDaemonWriteAccess",
  "CloudWatchLambdaInsightsExecutionRolePolicy",
  "CloudWatchLambdaApplicationSignalsExecutionRolePolicy",
];

/** `*` is any text, `?` any one character, everything else literal; actions ignore case. */
export const wildcard = (pattern: string, flags = ""): RegExp => {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, `s${flags}`);
};

const parseStatement = (statement: Json, owner: string): Statement => {
  if (!isObject(statement)) throw new StartFailure(`A policy of ${owner} has a statement that is no object.`);
  const odd = ["NotAction", "NotResource"].find((key) => key in statement);
  if (odd) {
    throw new StartFailure(
      `A policy of ${owner} uses ${odd}, which the local gateway does not enforce; teach it in local/gateway/iam.ts.`,
    );
  }
  return {
    effect: statement["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: asList(statement["Action"]).map((action) => wildcard(asText(action), "i")),
    resources: asList(statement["Resource"]).map((resource) => wildcard(asText(resource))),
    conditions: parseConditions(statement["Condition"], owner),
  };
};

/** The statements of a policy document. @throws StartFailure on what could not be enforced faithfully. */
export const parsePolicy = (document: Json | undefined, owner: string): Statement[] =>
  asList(isObject(document) ? document["Statement"] : undefined).map((item) => parseStatement(item, owner));

/** Explicit denial wins, then any allowance, else denied: IAM's evaluation for one account, without boundaries. */
export const isAllowed = (statements: readonly Statement[], permission: Permission): boolean => {
  const applying = statements.filter(
    ({ actions, resources, conditions }) =>
      actions.some((action) => action.test(permission.action)) &&
      resources.some((resource) => resource.test(permission.resource)) &&
      conditions.every((condition) => condition.holds(permission)),
  );
  return applying.length > 0 && applying.every(({ effect }) => effect === "Allow");
};

/** Everything the policies of one role say: inline, attached to it, and managed by the app. */
export const roleStatements = (deployment: Deployment, roleArn: Json | undefined): Statement[] => {
  const role = deployment.find(roleArn, "AWS::IAM::Role");
  if (!role) throw new StartFailure(`A function's role (${asText(roleArn)}) is not in the template.`);
  const inline = asList(role.properties["Policies"]) as readonly JsonObject[];
  const attached = deployment
    .ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
    .filter((policy) => asList(policy.properties["Roles"]).includes(role.ref));
  const managed = asList(role.properties["ManagedPolicyArns"]).flatMap((arn) =>
    managedPolicy(deployment, arn),
  );
  return [
    ...inline.flatMap((policy) => parsePolicy(policy["PolicyDocument"], role.logicalId)),
    ...[...attached, ...managed].flatMap((policy) =>
      parsePolicy(policy.properties["PolicyDocument"], policy.logicalId),
    ),
  ];
};

const managedPolicy = (deployment: Deployment, arn: Json) => {
  const own = deployment.find(arn, "AWS::IAM::ManagedPolicy");
  if (own) return [own];
  if (harmlessManagedPolicies.some((name) => asText(arn).endsWith(`:policy/${name}`))) return [];
  throw new StartFailure(
    `The local gateway does not know what ${asText(arn)} allows; grant the actions themselves.`,
  );
};
