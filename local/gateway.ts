import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Place } from "./assembly/attributes.ts";
import { LocalClock } from "./clock/local-clock.ts";
import { accessDenied, serviceError } from "./gateway/errors.ts";
import { FaultPlan, type Call, type Fault, type FaultRule } from "./gateway/faults.ts";
import { isAllowed, type Permission, type Statement } from "./gateway/iam.ts";
import { keyNeeds, type EncryptionKeys } from "./gateway/keys.ts";
import { jsonOperation, s3Operation, s3Target, type Operation, type Service } from "./gateway/operations.ts";
import { corsHeaders, type CorsRule } from "./gateway/s3-cors.ts";
import { checkPostPolicy, parseForm, putHeaders } from "./gateway/s3-post.ts";
import { sesOperation } from "./gateway/ses.ts";
import { Tally } from "./gateway/tally.ts";
import {
  flatHeaders,
  readBody,
  send,
  type Upstream,
  type WireRequest,
  type WireResponse,
} from "./gateway/wire.ts";
import type { SenderIdentity } from "./mail/identities.ts";

/** Who signs with an access key. */
export interface Caller {
  accessKeyId: string;
  secretAccessKey: string;
  /** The function's name in the app, or `admin`. */
  name: string;
  /** Undefined: may do everything (the tests' own key). */
  statements: readonly Statement[] | undefined;
}

export interface GatewaySettings {
  place: Place;
  callers: readonly Caller[];
  upstreams: Readonly<Record<Service, Upstream>>;
  /** CORS rules by bucket. */
  cors: ReadonlyMap<string, readonly CorsRule[]>;
  keys: EncryptionKeys;
  /** Whom e-mails may be sent from. */
  identities: readonly SenderIdentity[];
  /** Told when a function lacks a permission, in one line. */
  report(line: string): void;
}

/** Larger than anything S3 or SQS would take in one request from this portal. */
const bodyLimit = 64 * 1024 * 1024;

/**
 * The one loopback address all AWS clients talk to. It knows each caller by its key, enforces the role's policies
 * as IAM would, injects the faults a test asks for, counts, and passes on to the emulators.
 */
export class Gateway {
  readonly tally = new Tally();
  /** Has DynamoDB say with every call what it consumed, for `tally.capacity()`. */
  measureCapacity = false;
  private plan = new FaultPlan([]);
  private settings: GatewaySettings | undefined;
  private readonly clock: LocalClock;
  private readonly server = createServer((message, response) => {
    this.handle(message, response).catch(() => response.destroy());
  });

  /** `clock`: what the callers take as now. */
  constructor(clock = new LocalClock()) {
    this.clock = clock;
  }

  /** Listens on a free loopback port and gives the address; requests wait for `serve`. */
  async listen(): Promise<string> {
    this.server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    const address = this.server.address();
    if (typeof address !== "object" || address === null) throw new Error("The gateway has no address.");
    return `http://127.0.0.1:${address.port}`;
  }

  serve(settings: GatewaySettings): void {
    this.settings = settings;
  }

  /** Replaces all fault rules; the same seed and the same calls give the same faults. */
  setRules(rules: readonly FaultRule[], seed?: number): void {
    this.plan = new FaultPlan(rules, seed);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const settings = this.settings;
    // SDK clients correct their clock by this header, and would undo the shift.
    response.setHeader("date", this.clock.now().toUTCString());
    const body = await readBody(message, bodyLimit);
    const service = serviceOf(message);
    if (!settings || !body) {
      send(response, serviceError(service, settings ? 413 : 503, "ServiceUnavailable", "Not now."), "GET");
      return;
    }
    const request = {
      method: message.method ?? "GET",
      url: message.url ?? "/",
      headers: flatHeaders(message),
      body,
    };
    const answer =
      service === "s3"
        ? await this.answerS3(settings, request)
        : await this.answer(settings, service, request);
    if (answer === "broken connection") response.destroy();
    else send(response, answer, request.method);
  }

  private async answerS3(settings: GatewaySettings, request: WireRequest): Promise<Answer> {
    const rules = settings.cors.get(s3Target(request.url).bucket) ?? [];
    const origin = request.headers["origin"];
    if (request.method === "OPTIONS") return preflight(rules, request);
    const form =
      request.headers["content-type"]?.startsWith("multipart/form-data") && request.method === "POST";
    const answer = form
      ? await this.postObject(settings, request)
      : await this.answer(settings, "s3", request);
    if (origin === undefined || answer === "broken connection") return answer;
    const headers = corsHeaders(rules, { origin, method: request.method, headers: [] });
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }

  /** A browser's form upload: checked against its policy, then carried out as a plain PUT by the policy's signer. */
  private async postObject(settings: GatewaySettings, request: WireRequest): Promise<Answer> {
    const form = await parseForm(request.headers["content-type"] ?? "", request.body);
    const key = form?.fields["key"];
    if (!form || key === undefined)
      return serviceError("s3", 400, "MalformedPOSTRequest", "Not a form upload.");
    const accessKeyId = form.fields["x-amz-credential"]?.split("/")[0];
    const caller = settings.callers.find((one) => one.accessKeyId === accessKeyId);
    if (!caller) return serviceError("s3", 403, "InvalidAccessKeyId", "The access key does not exist.");
    const { bucket } = s3Target(request.url);
    const refused = checkPostPolicy(form, bucket, caller.secretAccessKey, this.clock.now());
    if (refused) return serviceError("s3", refused.status, refused.code, refused.message);
    const url = `/${bucket}/${encodeURI(key)}`;
    const put: WireRequest = { method: "PUT", url, headers: putHeaders(form), body: form.file };
    const answer = await this.carryOut(settings, caller, "s3", put, s3Operation(put));
    if (answer === "broken connection" || answer.status !== 200) return answer;
    return { ...answer, status: Number(form.fields["success_action_status"] ?? 204) };
  }

  private async answer(settings: GatewaySettings, service: Service, request: WireRequest): Promise<Answer> {
    const accessKeyId = credentialOf(request)?.accessKeyId;
    const caller = settings.callers.find((one) => one.accessKeyId === accessKeyId);
    if (!caller) {
      const code = service === "s3" ? "InvalidAccessKeyId" : "UnrecognizedClientException";
      return serviceError(service, 403, code, "The security token included in the request is invalid.");
    }
    const operation = operationOf(settings, service, request);
    if (!operation)
      return serviceError(service, 400, "ValidationException", "Not a request of this service.");
    return this.carryOut(settings, caller, service, request, operation);
  }

  private async carryOut(
    settings: GatewaySettings,
    caller: Caller,
    service: Service,
    request: WireRequest,
    operation: Operation,
  ): Promise<Answer> {
    const needs = [...operation.needs, ...keyNeeds(operation.needs, settings.keys, settings.place.region)];
    const missing = needs.find((need) => !allowed(caller, need));
    if (missing) {
      settings.report(`${caller.name} may not ${missing.action} on ${missing.resource}`);
      return accessDenied(service, caller.name, missing.action, missing.resource);
    }
    const resources = operation.needs.map(({ resource }) => resource);
    const call: Call = {
      caller: caller.name,
      service,
      operation: operation.name,
      resources,
      input: operation.input,
    };
    const { delay, fault } = this.plan.decide(call);
    if (delay > 0) await sleep(delay);
    if (fault?.kind === "lose-request") return "broken connection";
    if (fault?.kind === "refuse") return refuse(service, fault);
    const measured =
      this.measureCapacity && service === "dynamodb" ? asksCapacity(request, operation) : request;
    const answer = await settings.upstreams[service](measured);
    this.tally.count(call, answer);
    if (fault?.kind === "lose-answer") return "broken connection";
    return service === "s3" ? hideAbsence(caller, request, answer) : answer;
  }
}

const operationOf = (
  { identities, place }: GatewaySettings,
  service: Service,
  request: WireRequest,
): Operation | undefined => {
  if (service === "s3") return s3Operation(request);
  return service === "ses"
    ? sesOperation(request, identities, place)
    : jsonOperation(service, request, place);
};

type Answer = WireResponse | "broken connection";

const services: readonly Service[] = ["dynamodb", "sqs", "s3", "secretsmanager", "ses"];

/** Unsigned requests can only come from a browser, and browsers only talk to S3. */
const serviceOf = (message: IncomingMessage): Service => {
  const scope = /Credential=[^/]+\/\d+\/[^/]*\/([^/]+)\//.exec(message.headers.authorization ?? "")?.[1];
  return services.find((service) => service === scope) ?? "s3";
};

/** From the authorization header, or from the query of a presigned address. */
const credentialOf = (request: WireRequest): { accessKeyId: string } | undefined => {
  const signed = /Credential=([^/]+)\//.exec(request.headers["authorization"] ?? "")?.[1];
  const presigned = new URL(request.url, "http://s3.local").searchParams
    .get("X-Amz-Credential")
    ?.split("/")[0];
  const accessKeyId = signed ?? presigned;
  return accessKeyId === undefined ? undefined : { accessKeyId };
};

const asksCapacity = (request: WireRequest, { input }: Operation): WireRequest => ({
  ...request,
  body: Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: "TOTAL" })),
});

const allowed = (caller: Caller, permission: Permission): boolean =>
  caller.statements === undefined || isAllowed(caller.statements, permission);

const refuse = (service: Service, fault: Extract<Fault, { kind: "refuse" }>): WireResponse =>
  serviceError(service, fault.status ?? 400, fault.code, fault.message ?? fault.code, fault.details);

/** Who may not list a bucket is not told what is missing in it: S3 answers 403 instead of 404. */
const hideAbsence = (caller: Caller, request: WireRequest, answer: WireResponse): WireResponse => {
  const { bucket, key } = s3Target(request.url);
  const mayList = allowed(caller, { action: "s3:ListBucket", resource: `arn:aws:s3:::${bucket}` });
  return answer.status === 404 && key !== "" && !mayList ? accessDenied("s3", caller.name, "", "") : answer;
};

const preflight = (rules: readonly CorsRule[], request: WireRequest): WireResponse => {
  const headers = corsHeaders(rules, {
    origin: request.headers["origin"] ?? "",
    method: request.headers["access-control-request-method"] ?? "",
    headers: (request.headers["access-control-request-headers"] ?? "").split(/\s*,\s*/).filter(Boolean),
  });
  if (headers) return { status: 200, headers, body: Buffer.alloc(0) };
  return serviceError("s3", 403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.");
};
