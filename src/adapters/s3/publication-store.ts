import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { PublicationStore, PublishedContent } from "../../app/catalogue/publish-ports.ts";
import { type CataloguePointer, cataloguePaths } from "../../domain/settlement/settlement.ts";

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

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** Another publisher stores the same object at the same moment; more often than this it is no coincidence. */
const MOST_CONFLICTS = 5;

/**
 * The catalogue bucket by conditional writes: nothing immutable is ever written over, and the pointer only by whoever
 * read the one in force. Source: Amazon S3 user guide, "How to prevent object overwrites with conditional writes".
 */
export const createS3PublicationStore = ({ bucket }: { bucket: string }): PublicationStore => {
  const client = new S3Client({});

  const get = async (key: string): Promise<{ text: string; tag: string }> => {
    const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!Body || ETag === undefined) throw new Error(`Catalogue object ${key} has no content`);
    return { text: await Body.transformToString(), tag: ETag };
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
      throw error;
    }
  };

  return {
    current: async () => {
      try {
        const { text, tag } = await get(cataloguePaths.pointer);
        return { pointer: JSON.parse(text) as CataloguePointer, tag };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },
    read: async <T>(key: string) => JSON.parse((await get(key)).text) as T,
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
