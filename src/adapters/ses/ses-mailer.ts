import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Mailer } from "../../app/mail/ports.ts";

/** SES takes domains in ASCII only (`xn--kszeg-49a.hu`). */
const toAscii = (address: string): string => {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}@${new URL(`http://${address.slice(at + 1)}`).hostname}`;
};

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

/** Plain text e-mails through Amazon SES. `from`: a verified address, or one of a verified domain. */
export const createSesMailer = ({ from }: { from: string }): Mailer => {
  const client = new SESv2Client({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    maxAttempts: 2,
  });
  return {
    async send({ to, subject, text }) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [toAscii(to)] },
          Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } },
        }),
      );
    },
  };
};
