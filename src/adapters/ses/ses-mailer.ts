import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Mailer } from "../../app/mail/ports.ts";
import { asciiAddress } from "../../domain/account/email.ts";
import { patience } from "../patience.ts";

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

/** Plain text e-mails through Amazon SES. `from`: a verified address, or one of a verified domain. */
export const createSesMailer = ({ from }: { from: string }): Mailer => {
  const client = new SESv2Client(patience(3_000, 2));
  return {
    async send({ to, subject, text }) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          // SES takes domains in ASCII only.
          Destination: { ToAddresses: [asciiAddress(to)] },
          Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } },
        }),
      );
    },
  };
};
