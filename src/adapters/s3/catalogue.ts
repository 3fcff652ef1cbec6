import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Catalogue, NothingPublished, type OfficeDirectory } from "../../app/catalogue/ports.ts";
import type { FormDefinition } from "../../domain/form/definition.ts";
import type { FormId, OfficeId } from "../../domain/ids.ts";
import {
  cataloguePaths,
  type CataloguePointer,
  type Office,
  type PublishedOffices,
  type PublishedSettlement,
  type PublishedVersions,
} from "../../domain/settlement/settlement.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { patience } from "../patience.ts";
import { contentIn, pointerIn } from "./catalogue-object.ts";

/** How long a newer publication may stay unseen, seconds. */
const POINTER_LIFETIME = 30;
/** More than a sandbox meets between two deployments, small enough for its memory. */
const MAX_OBJECTS = 500;

/** What hangs would be remembered with all who wait for it, so it must end. */
const client = new S3Client(patience(2_000, 3));

/** Remembers the answers of `load`, oldest forgotten first; parallel calls share one, a failed one is not kept. */
const remembering = <T>(load: (hash: string) => Promise<T>, limit: number) => {
  const known = new Map<string, Promise<T>>();
  return (hash: string): Promise<T> => {
    const remembered = known.get(hash);
    if (remembered) return remembered;
    const [oldest] = known.keys();
    if (known.size >= limit && oldest !== undefined) known.delete(oldest);
    const loading = load(hash);
    known.set(hash, loading);
    loading.catch(() => known.delete(hash));
    return loading;
  };
};

/**
 * Reads the published catalogue. Objects named by their hash never change and are read once per sandbox:
 * a cold function needs one GetObject for a settlement and one for a form. Throws when an object is missing,
 * which means a broken publication, or a hash that was never published; CatalogueDamaged when it does not hold what was
 * published; NothingPublished before the first publication. None of it is remembered.
 */
export const createS3Catalogue = ({
  bucket,
  clock,
}: {
  bucket: string;
  clock: () => EpochSeconds;
}): Catalogue & OfficeDirectory => {
  const textOf = async (key: string): Promise<string> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body ? Body.transformToString() : "";
  };
  /** A wrong rate or office would go into cases for ever: nothing is used that is not what was published. */
  const read = async <T>(key: string): Promise<T> => contentIn(key, await textOf(key)) as T;

  const settlement = remembering(
    (hash) => read<PublishedSettlement>(cataloguePaths.settlement(hash)),
    MAX_OBJECTS,
  );
  const office = remembering((hash) => read<Office>(cataloguePaths.office(hash)), MAX_OBJECTS);
  const form = remembering((hash) => read<FormDefinition>(cataloguePaths.form(hash)), MAX_OBJECTS);
  /** Large, and an old one is of no use: only the one in force is kept. */
  const versions = remembering(
    async (hash) => new Map(Object.entries(await read<PublishedVersions>(cataloguePaths.versions(hash)))),
    1,
  );

  const offeredForms = remembering(
    async (hash) => new Set(await read<FormId[]>(cataloguePaths.offeredForms(hash))),
    1,
  );

  const offices = remembering(
    async (hash) => new Map(Object.entries(await read<PublishedOffices>(cataloguePaths.offices(hash)))),
    1,
  );

  const readPointer = async (): Promise<CataloguePointer> => {
    try {
      return pointerIn(await textOf(cataloguePaths.pointer));
    } catch (error) {
      // Who may not list the bucket is told of a missing object that it is forbidden.
      const isMissing = error instanceof Error && ["NoSuchKey", "AccessDenied"].includes(error.name);
      throw isMissing ? new NothingPublished(undefined, { cause: error }) : error;
    }
  };

  let pointer: { content: Promise<CataloguePointer>; until: EpochSeconds } | undefined;
  const current = (): Promise<CataloguePointer> => {
    const now = clock();
    if (pointer && now < pointer.until) return pointer.content;
    const content = readPointer();
    const fresh = { content, until: now + POINTER_LIFETIME };
    pointer = fresh;
    content.catch(() => {
      if (pointer === fresh) pointer = undefined;
    });
    return content;
  };

  return {
    settlement,
    form,
    currentSettlement: async (code) => {
      const hash = (await versions((await current()).versions)).get(code);
      return hash === undefined ? undefined : { settlement: await settlement(hash), hash };
    },
    currentOffice: async (id: OfficeId) => {
      const named = (await offices((await current()).offices)).get(id);
      return named && office(named.hash);
    },
    offersForm: async (id) => {
      return (await offeredForms((await current()).forms)).has(id);
    },
  };
};
