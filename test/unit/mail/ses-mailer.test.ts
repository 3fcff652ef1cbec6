import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, expect, it } from "vitest";
import { createSesMailer } from "../../../src/adapters/ses/ses-mailer.ts";

process.env["AWS_REGION"] = "eu-central-1";
const ses = mockClient(SESv2Client);
afterEach(() => void ses.reset());

const mail = { to: "valaki@kőszeg.example.hu", subject: "Tárgy", text: "Őszi szöveg\n" };

it("sends plain text in UTF-8 to one recipient, with the domain in ASCII", async () => {
  await createSesMailer({ from: "noreply@portal.example" }).send(mail);
  expect(ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input)).toEqual([
    {
      FromEmailAddress: "noreply@portal.example",
      Destination: { ToAddresses: ["valaki@xn--kszeg-49a.example.hu"] },
      Content: {
        Simple: {
          Subject: { Data: "Tárgy", Charset: "UTF-8" },
          Body: { Text: { Data: "Őszi szöveg\n", Charset: "UTF-8" } },
        },
      },
    },
  ]);
});

it("throws when the mail is not taken", async () => {
  ses.on(SendEmailCommand).rejects(Object.assign(new Error("slow"), { name: "TooManyRequestsException" }));
  await expect(createSesMailer({ from: "noreply@portal.example" }).send(mail)).rejects.toThrow("slow");
});
