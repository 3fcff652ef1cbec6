export const MAX_EMAIL_LENGTH = 254;
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
/** Letters of any language: domains like `kőszeg.hu` exist. */
const DOMAIN_LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
const TOP_LEVEL_LABEL = /^(\p{L}{2,63}|xn--[\da-z-]{1,58}[\da-z])$/iu;

/**
 * An address one can write to: RFC 5321 lengths, unquoted local part (64), domain with at least two labels.
 * Quoted local parts and IP addresses are legal but are typing errors in practice, so they are refused.
 */
export const isEmailAddress = (text: string): boolean => {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1 || local.length > 64 || text.length > MAX_EMAIL_LENGTH || !LOCAL_PART.test(local)) return false;
  const labels = text.slice(at + 1).split(".");
  const topLevel = labels.at(-1) ?? "";
  return (
    labels.length >= 2 && labels.every((label) => DOMAIN_LABEL.test(label)) && TOP_LEVEL_LABEL.test(topLevel)
  );
};

/** E.164; Hungarian numbers have 8 (area) or 9 (mobile) digits after +36. */
export const PHONE_PATTERN = "^\\+(36[1-9]\\d{7,8}|(?!36)[1-9]\\d{7,14})$";
const CANONICAL_PHONE = new RegExp(PHONE_PATTERN, "u");

/**
 * `+36991234567` for what people type: `06 99/123-4567`, `+36 (99) 123 4567`, `0036…`.
 * `undefined` when it is no complete number with country code or the domestic prefix 06.
 */
export const canonicalPhone = (text: string): string | undefined => {
  const digits = text
    .replaceAll(/[\s./()\u2010-\u2015-]/gu, "")
    .replace(/^00/, "+")
    .replace(/^06/, "+36");
  return CANONICAL_PHONE.test(digits) ? digits : undefined;
};
