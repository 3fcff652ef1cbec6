import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { PublicationStore, PublishedContent } from "../../app/catalogue/publish-ports.ts";
import { cataloguePaths } from "../../domain/settlement/settlement.ts";
import { patience } from "../patience.ts";
import { contentIn, pointerIn } from "./catalogue-object.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** The edge asks again after 30 seconds, browsers every time: a publication is seen within a minute. */
const POINTER = "public, max-age=0, s-maxage=30, must-revalidate";

const contentTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  png: "image/png",
  webp: "image/webp",
};

const typeOf = (key: string): string => {
  const type = contentTypes[key.slice(key.lastIndexOf(".") + 1)];
  if (type === undefined) throw new Error(`${key} is no kind of file the catalogue holds`);
  return type;
};

/** No object; without a bucket nothing can be published. */
const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.name === "NoSuchKey";

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** For whoever publishes: which bucket, and what it or the way there says. */
const described = (bucket: string, error: unknown): Error => {
  if (error instanceof Error && error.name === "CredentialsProviderError") return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const status = statusOf(error);
  const answer = status === undefined ? "is not reached" : `answers ${status} ${name}`;
  return new Error(`The catalogue's bucket ${bucket} ${answer}: ${message}`, { cause: error });
};

/** Another publisher stores the same object at the same moment; more often than this it is no coincidence. */
const MOST_CONFLICTS = 5;

/**
 * The catalogue bucket by conditional writes: nothing immutable is ever written over, and the pointer only by whoever
 * read the one in force. Source: Amazon S3 user guide, "How to prevent object overwrites with conditional writes".
 */
export const createS3PublicationStore = ({ bucket }: { bucket: string }): PublicationStore => {
  const client = new S3Client(patience(10_000, 3));

  const get = async (key: string): Promise<{ text: string; tag: string }> => {
    try {
      const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!Body || ETag === undefined) throw new Error(`${key} has no content`);
      return { text: await Body.transformToString(), tag: ETag };
    } catch (error) {
      throw described(bucket, error);
    }
  };

  /** `undecided`: somebody writes it at the same moment, and whether that succeeds is not known yet. */
  const putIf = async (
    condition: { IfMatch: string } | { IfNoneMatch: "*" },
    object: { Key: string; Body: PublishedContent; CacheControl: string },
  ): Promise<"written" | "refused" | "undecided"> => {
    const ContentType = typeOf(object.Key);
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, ContentType, ...object, ...condition }));
      return "written";
    } catch (error) {
      if (statusOf(error) === 412) return "refused";
      if (statusOf(error) === 409) return "undecided";
      throw described(bucket, error);
    }
  };

  return {
    current: async () => {
      try {
        const { text, tag } = await get(cataloguePaths.pointer);
        return { pointer: pointerIn(text), tag };
      } catch (error) {
        if (error instanceof Error && isMissing(error.cause)) return undefined;
        throw error;
      }
    },
    read: async <T>(key: string) => contentIn(key, (await get(key)).text) as T,
    has: async (key) => {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        // Whoever may not list the bucket is told so of a missing object.
        if (statusOf(error) === 403) return true;
        throw described(bucket, error);
      }
    },
    put: async (Key, Body) => {
      for (let attempt = 1; attempt <= MOST_CONFLICTS; attempt++) {
        const outcome = await putIf({ IfNoneMatch: "*" }, { Key, Body, CacheControl: IMMUTABLE });
        if (outcome !== "undecided") return;
      }
      throw new Error(`Catalogue object ${Key} is being written by somebody else all the time`);
    },
    switchPointer: async (pointer, tag) => {
      const condition = tag === undefined ? { IfNoneMatch: "*" as const } : { IfMatch: tag };
      const Body = JSON.stringify(pointer);
      const object = { Key: cataloguePaths.pointer, Body, CacheControl: POINTER };
      return (await putIf(condition, object)) === "written";
    },
  };
};
