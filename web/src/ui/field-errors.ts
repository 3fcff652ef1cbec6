import type { ApiFailure } from "../api/client.ts";

/** Sentences by field name, in the order of the page. */
export type FieldErrors = ReadonlyMap<string, string>;

/**
 * Errors the portal found, as sentences of the page's own fields. A field is named by the path in the body
 * (`settings.address.postcode`), on the page by its end (`postcode`). Undefined where one belongs to no field.
 */
export const errorsOfPortal = (
  failure: ApiFailure,
  fields: readonly string[],
  sentence: (field: string, code: string) => string,
): FieldErrors | undefined => {
  if (failure.code !== "invalid-fields" || !failure.errors || failure.errors.length === 0) return undefined;
  const found = new Map<string, string>();
  for (const { field, code } of failure.errors) {
    const name = fields.find(
      (own) => field === own || field.endsWith(`.${own}`) || field.includes(`.${own}.`),
    );
    if (name === undefined) return undefined;
    if (!found.has(name)) found.set(name, sentence(name, code));
  }
  return new Map(fields.flatMap((name) => (found.has(name) ? [[name, found.get(name) ?? ""] as const] : [])));
};
