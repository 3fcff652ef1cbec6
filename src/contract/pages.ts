/**
 * The portal's own pages to which the server, the broker or an e-mail sends people. Where one moves, links in e-mails
 * already sent and addresses registered at the broker still lead to the old place (docs/operations.md).
 */
export const pages = {
  account: "/fiok",
  /** The client's cases. */
  cases: "/ugyeim",
  /** The link's token stands in the fragment, which browsers send to nobody. */
  verifyEmail: "/fiok/email-megerositese",
  loggedOut: "/kijelentkezve",
  loginFailed: "/bejelentkezes-hiba",
} as const;

/** Query parameter of `loginFailed`: a LoginFailureCode. */
export const FAILURE_CODE = "kod";
/** Query parameter of `loggedOut`: with the value `BROKER_OPEN` the broker could not be told. */
export const BROKER_STATE = "azonositas";
export const BROKER_OPEN = "nyitva";
