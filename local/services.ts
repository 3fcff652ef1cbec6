import { withConditions } from "./emulators/conditions.ts";
import { startDynoxide } from "./emulators/dynoxide.ts";
import { startFauxqs, type Fauxqs } from "./emulators/fauxqs.ts";
import { withResponseHeaders } from "./emulators/response-headers.ts";
import { archiveOf, withVersions } from "./emulators/versions.ts";
import { externalUpstream, remoteStore } from "./gateway/external.ts";
import type { Service } from "./gateway/operations.ts";
import type { Upstream } from "./gateway/wire.ts";
import type { ObjectStore } from "./provision/buckets.ts";
import type { State } from "./state.ts";

export interface Services {
  upstreams: Readonly<Record<Exclude<Service, "secretsmanager" | "ses">, Upstream>>;
  /** Past the gateway, for what a deployment puts into buckets. */
  objects: ObjectStore;
  /** Buckets the runtime needs besides those of the template. */
  hiddenBuckets: readonly string[];
  close(): Promise<void>;
}

export interface ServiceOptions {
  state: State;
  region: string;
  /** Buckets that keep versions. */
  versioned: ReadonlySet<string>;
  environment: NodeJS.ProcessEnv;
  report: (line: string) => void;
}

const variables = { dynamodb: "DYNAMODB", sqs: "SQS", s3: "S3" } as const;

/** The emulators, each only where the user gave no endpoint (`AWS_ENDPOINT_URL_DYNAMODB`, `_SQS`, `_S3`). */
export const startServices = async (options: ServiceOptions): Promise<Services> => {
  const { state, region, versioned, environment, report } = options;
  const external = (service: keyof typeof variables): Upstream | undefined => {
    const endpoint = environment[`AWS_ENDPOINT_URL_${variables[service]}`];
    return endpoint ? externalUpstream(endpoint, service, region, environment) : undefined;
  };
  const ownDynamodb = external("dynamodb");
  const ownSqs = external("sqs");
  const ownS3 = external("s3");
  const [dynoxide, fauxqs] = await Promise.all([
    ownDynamodb ? undefined : startDynoxide(state.path("dynamodb"), report),
    ownSqs && ownS3 ? undefined : startFauxqs(state.path("fauxqs"), region),
  ]);
  return {
    upstreams: {
      dynamodb: ownDynamodb ?? required(dynoxide).upstream,
      sqs: ownSqs ?? required(fauxqs).upstream,
      s3: ownS3 ?? withConditions(withResponseHeaders(withVersions(required(fauxqs).upstream, versioned))),
    },
    objects: ownS3 ? remoteStore(ownS3) : required<Fauxqs>(fauxqs).objects,
    hiddenBuckets: ownS3 ? [] : [...versioned].map(archiveOf),
    close: async () => {
      await Promise.all([dynoxide?.close(), fauxqs?.close()]);
    },
  };
};

const required = <Emulator>(emulator: Emulator | undefined): Emulator => {
  if (emulator === undefined) throw new Error("An emulator was not started.");
  return emulator;
};
