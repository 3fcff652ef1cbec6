/** Characters; what common file systems allow. */
const MAX_LENGTH = 255;

/**
 * Control characters, and everything that only steers how text is shown: a right-to-left override makes
 * `gpj.exe` look like `exe.jpg`. Unpaired surrogates go too, they cannot be written as UTF-8.
 */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The name a client gave to a file, fit to be shown and offered for download: last part of a path, NFC,
 * nothing invisible. It never becomes part of a storage key. Undefined when nothing of a name is left.
 */
export const cleanFileName = (name: string): string | undefined => {
  const visible = name.normalize("NFC").replace(HARMFUL, "");
  const last = visible.split(/[/\\]/).at(-1)?.trim() ?? "";
  const usable = last.replace(/^\.+/, "").trim();
  return usable === "" || usable.length > MAX_LENGTH ? undefined : usable;
};
