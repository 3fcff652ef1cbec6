export interface Mail {
  /** One address. */
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
}

/** Hands an e-mail over for delivery; whether it arrives is not known. Throws when it is not taken. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
