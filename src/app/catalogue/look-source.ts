import * as v from "valibot";
import { TEXT_EXPECTED } from "./source.ts";

/** `#rrggbb` */
export const ColourSource = v.pipe(
  v.string(TEXT_EXPECTED),
  v.regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour in quotes, such as "#1d6b45"'),
  v.toLowerCase(),
);

/** A file beside the settlement's. */
export const CrestName = v.pipe(
  v.string(TEXT_EXPECTED),
  v.regex(
    /^[a-z0-9][a-z0-9-]*\.(png|webp)$/,
    "must be the name of a PNG or WebP file beside this one: lower-case letters, digits and hyphens",
  ),
);
