import { isObject, type JsonObject } from "../json.ts";
import type { ObjectStore } from "../provision/buckets.ts";
import { httpUpstream } from "./http-upstream.ts";
import type { Service } from "./operations.ts";
import { signing } from "./sign.ts";
import type { Upstream } from "./wire.ts";

/** The service at an address the user gave in `AWS_ENDPOINT_URL_…`, called with the user's own credentials. */
export const externalUpstream = (
  endpoint: string,
  service: Service,
  region: string,
  environment: NodeJS.ProcessEnv,
): Upstream => {
  const { host } = new URL(endpoint);
  const credentials = {
    accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "local",
    secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "local",
    sessionToken: environment["AWS_SESSION_TOKEN"],
  };
  const signed = signing(httpUpstream(endpoint), { host, region, service }, credentials);
  return service === "sqs" ? withOwnQueueUrls(signed) : signed;
};

/** Functions know a queue by its address at the gateway; the service knows it by its own. */
const withOwnQueueUrls = (upstream: Upstream): Upstream => {
  const addresses = new Map<string, string>();
  const ownAddress = async (name: string): Promise<string | undefined> => {
    const known = addresses.get(name);
    if (known !== undefined) return known;
    const answer = await upstream({
      method: "POST",
      url: "/",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.GetQueueUrl" },
      body: Buffer.from(JSON.stringify({ QueueName: name })),
    });
    const body = JSON.parse(answer.body.toString("utf8")) as JsonObject;
    if (typeof body["QueueUrl"] === "string") addresses.set(name, body["QueueUrl"]);
    return addresses.get(name);
  };
  return async (request) => {
    const input: unknown = JSON.parse(request.body.toString("utf8"));
    if (!isObject(input) || typeof input["QueueUrl"] !== "string") return upstream(request);
    const address = await ownAddress(input["QueueUrl"].split("/").at(-1) ?? "");
    const body = Buffer.from(JSON.stringify({ ...input, QueueUrl: address ?? input["QueueUrl"] }));
    return upstream({ ...request, body });
  };
};

/** Files into any S3 endpoint, one request each. */
export const remoteStore = (s3: Upstream): ObjectStore => {
  const call = (method: string, url: string, headers = {}, body: Buffer = Buffer.alloc(0)) =>
    s3({ method, url, headers, body });
  return {
    put: async (bucket, objects) => {
      for (const { key, body, contentType, cacheControl } of objects) {
        const cache = cacheControl === undefined ? {} : { "cache-control": cacheControl };
        const answer = await call(
          "PUT",
          `/${bucket}/${encodeURI(key)}`,
          { "content-type": contentType, ...cache },
          body,
        );
        if (answer.status !== 200) throw new Error(`S3 did not take ${key}: ${answer.body.toString("utf8")}`);
      }
    },
    list: async (bucket, prefix) => {
      const answer = await call("GET", `/${bucket}?list-type=2&prefix=${encodeURIComponent(prefix)}`);
      return [...answer.body.toString("utf8").matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key ?? "");
    },
    remove: async (bucket, keys) => {
      for (const key of keys) await call("DELETE", `/${bucket}/${encodeURI(key)}`);
    },
  };
};
