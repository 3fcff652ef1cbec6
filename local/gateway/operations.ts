import type { Place } from "../assembly/attributes.ts";
import { asText, asList, isObject, type Json, type JsonObject } from "../json.ts";
import type { Permission } from "./iam.ts";
import type { WireRequest } from "./wire.ts";

/** Services the gateway stands for, by the name in a request's credential scope. */
export type Service = "dynamodb" | "sqs" | "s3" | "secretsmanager" | "ses";

/** Those with one address for all operations, which a header names. */
export type TargetService = Exclude<Service, "s3" | "ses">;

export interface Operation {
  /** As the API calls it, like `TransactWriteItems`. */
  name: string;
  /** What the caller must be allowed to do. */
  needs: readonly Permission[];
  /** Parsed body of a JSON service; undefined for S3. */
  input: JsonObject | undefined;
}

/** Which operation a request of one of the JSON services is, and what it needs. Undefined: not such a request. */
export const jsonOperation = (
  service: TargetService,
  request: WireRequest,
  place: Place,
): Operation | undefined => {
  const name = /\.(\w+)$/.exec(request.headers["x-amz-target"] ?? "")?.[1];
  const input = parseObject(request.body);
  if (!name || !input) return undefined;
  return { name, needs: needsOf[service](name, input, place), input };
};

/** A body that is one JSON object. */
export const parseObject = (body: Buffer): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const dynamoNeeds = (name: string, input: JsonObject, place: Place): Permission[] => {
  const arn = (table: Json | undefined, index?: Json) => {
    const base = `arn:aws:dynamodb:${place.region}:${place.account}:table/${tableName(table)}`;
    return index === undefined ? base : `${base}/index/${asText(index)}`;
  };
  switch (name) {
    case "BatchGetItem":
    case "BatchWriteItem":
      return Object.keys(objectOf(input["RequestItems"])).map((table) => ({
        action: `dynamodb:${name}`,
        resource: arn(table),
      }));
    case "TransactWriteItems":
    case "TransactGetItems":
      return asList(input["TransactItems"]).flatMap((item) =>
        Object.entries(objectOf(item)).map(([kind, request]) => ({
          action: `dynamodb:${transactionActions[kind] ?? kind}`,
          resource: arn(objectOf(request)["TableName"]),
        })),
      );
    case "ListTables":
      return [{ action: "dynamodb:ListTables", resource: "*" }];
    default:
      return [{ action: `dynamodb:${name}`, resource: arn(input["TableName"], input["IndexName"]) }];
  }
};

/** A transaction needs the permission of each thing it does; there is none for transactions themselves. */
const transactionActions: Readonly<Record<string, string>> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/** Operations may name a table by its ARN too. */
const tableName = (table: Json | undefined): string => asText(table).replace(/^arn:.*:table\//, "");

const sqsNeeds = (name: string, input: JsonObject, place: Place): Permission[] => {
  const queue =
    asText(input["QueueUrl"] ?? input["QueueName"] ?? "*")
      .split("/")
      .at(-1) ?? "*";
  return [
    {
      action: `sqs:${name.replace(/Batch$/, "")}`,
      resource: queue === "*" ? "*" : `arn:aws:sqs:${place.region}:${place.account}:${queue}`,
    },
  ];
};

const secretNeeds = (name: string, input: JsonObject, place: Place): Permission[] => {
  const id = asText(input["SecretId"] ?? "*");
  const resource = id.startsWith("arn:")
    ? id
    : `arn:aws:secretsmanager:${place.region}:${place.account}:secret:${id}`;
  return [{ action: `secretsmanager:${name}`, resource }];
};

const needsOf: Record<TargetService, (name: string, input: JsonObject, place: Place) => Permission[]> = {
  dynamodb: dynamoNeeds,
  sqs: sqsNeeds,
  secretsmanager: secretNeeds,
};

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

export interface S3Target {
  bucket: string;
  /** Empty for the bucket itself. Decoded. */
  key: string;
  query: URLSearchParams;
}

export const s3Target = (url: string): S3Target => {
  const { pathname, searchParams } = new URL(url, "http://s3.local");
  const [, bucket = "", ...key] = pathname.split("/");
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key.join("/")), query: searchParams };
};

const operation = (name: string, ...needs: Permission[]): Operation => ({ name, needs, input: undefined });

/** Which S3 operation a request is. Source: Amazon S3 API reference, "Required permissions" of each operation. */
export const s3Operation = (request: WireRequest): Operation => {
  const { bucket, key, query } = s3Target(request.url);
  const object = (action: string, of = `${bucket}/${key}`): Permission => ({
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${of}`,
  });
  const version = query.has("versionId") ? "Version" : "";
  if (key === "") return bucketOperation(request, bucket, query);
  if (query.has("tagging")) {
    const verb = { GET: "Get", PUT: "Put", DELETE: "Delete" }[request.method] ?? "Get";
    return operation(`${verb}ObjectTagging`, object(`${verb}Object${version}Tagging`));
  }
  switch (request.method) {
    case "GET":
      return operation("GetObject", object(`GetObject${version}`));
    case "HEAD":
      return operation("HeadObject", object(`GetObject${version}`));
    case "DELETE":
      return query.has("uploadId")
        ? operation("AbortMultipartUpload", object("AbortMultipartUpload"))
        : operation("DeleteObject", object(`DeleteObject${version}`));
    case "PUT": {
      const source = request.headers["x-amz-copy-source"];
      // Whoever may not read an object learns nothing of it from a condition either.
      const compared = "if-match" in request.headers ? [object("GetObject")] : [];
      if (!source) return operation("PutObject", object("PutObject"), ...compared);
      const from = decodeURIComponent(source).replace(/^\//, "").replace(/\?.*$/, "");
      return operation("CopyObject", object("PutObject"), object("GetObject", from));
    }
    default:
      return operation("PutObject", object("PutObject"));
  }
};

const bucketOperation = (request: WireRequest, bucket: string, query: URLSearchParams): Operation => {
  const whole = `arn:aws:s3:::${bucket}`;
  if (request.method === "POST" && query.has("delete")) {
    const keys = [...request.body.toString("utf8").matchAll(/<Key>([^<]*)<\/Key>/g)].map(
      ([, key]) => key ?? "",
    );
    return {
      name: "DeleteObjects",
      needs: keys.map((key) => ({ action: "s3:DeleteObject", resource: `${whole}/${key}` })),
      input: undefined,
    };
  }
  const name = query.has("versions") ? "ListBucketVersions" : "ListBucket";
  const action =
    request.method === "PUT" ? "CreateBucket" : request.method === "DELETE" ? "DeleteBucket" : name;
  return { name: action, needs: [{ action: `s3:${action}`, resource: whole }], input: undefined };
};
