import { describe, expect, it } from "vitest";
import { text } from "./deployment.ts";
import { manifest, synthesize } from "./support.ts";

const { deployment, region } = await synthesize("nyugat");
const of = (type: string) => deployment.ofType(type).map(({ properties }) => properties);

describe("alarms", () => {
  const alarms = deployment.ofType("AWS::CloudWatch::Alarm").filter(({ stack }) => stack === "service");

  const watched = alarms.map(({ properties }) => {
    const [dimension] = (properties["Dimensions"] ?? []) as { Value: string }[];
    return `${text(properties["MetricName"])} of ${dimension?.Value ?? "the portal"}`;
  });

  it("watch every function, the queue's age, the dead letters and the API", () => {
    expect(watched.toSorted()).toEqual(
      [
        ...manifest.map(([name]) => `Errors of ${deployment.function(name).name}`),
        "ApproximateAgeOfOldestMessage of FilingQueue.QueueName",
        "ApproximateNumberOfMessagesVisible of FilingDeadLetters.QueueName",
        "ApproximateAgeOfOldestMessage of DeliveryQueue.QueueName",
        "ApproximateNumberOfMessagesVisible of DeliveryDeadLetters.QueueName",
        "ApproximateNumberOfMessagesVisible of scanresultseventsDeadLetters.QueueName",
        "CasesParked of the portal",
        "CasesUndelivered of the portal",
        "FailedScanCount of ScanPlan.MalwareProtectionPlanId",
        "5xx of Api",
        "Reputation.BounceRate of MailSettings",
        "Reputation.ComplaintRate of MailSettings",
      ].toSorted(),
    );
  });

  it.each(alarms)("$name says what it means and is mailed to the operator", ({ properties }) => {
    expect(text(properties["AlarmDescription"])).toMatch(/^[A-Z].{30,}\.$/);
    expect(properties["AlarmActions"]).toEqual(["AlarmsTopic"]);
  });

  it("one message set aside is enough", () => {
    expect(deployment.named("FilingSetAside").properties).toMatchObject({
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    });
  });

  it("one case that its specialist system did not take is enough", () => {
    expect(deployment.named("UndeliveredCasesFilter").properties).toMatchObject({
      FilterPattern: '{ $.code = "set-aside" }',
      MetricTransformations: [{ MetricName: "CasesUndelivered", MetricValue: "1" }],
    });
    expect(deployment.named("UndeliveredCasesAlarm").properties).toMatchObject({
      Threshold: 1,
      Statistic: "Sum",
    });
  });

  it("one parked case is enough, wherever its reason lies", () => {
    expect(deployment.named("ParkedCasesFilter").properties).toMatchObject({
      FilterPattern: '{ $.code = "parked*" }',
      MetricTransformations: [{ MetricName: "CasesParked", MetricValue: "1" }],
    });
    expect(deployment.named("ParkedCasesAlarm").properties).toMatchObject({ Threshold: 1, Statistic: "Sum" });
  });

  it("go to the region's address over an encrypted topic", () => {
    expect(of("AWS::SNS::Subscription")).toContainEqual({
      Protocol: "email",
      Endpoint: region.alarms.email,
      TopicArn: "AlarmsTopic",
    });
    expect(deployment.named("AlarmsTopic").properties).toMatchObject({ KmsMasterKeyId: "Key.Arn" });
  });

  it("may be published, over TLS, by CloudWatch of this account", () => {
    const cloudWatch = { Service: "cloudwatch.amazonaws.com" };
    const thisAccount = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    const policy = of("AWS::SNS::TopicPolicy").find(({ Topics }) => text(Topics) === `["AlarmsTopic"]`);
    expect(policy).toMatchObject({
      PolicyDocument: {
        Statement: [
          { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
          { Effect: "Allow", Principal: cloudWatch, Action: "sns:Publish", Condition: thisAccount },
        ],
      },
    });
    expect(deployment.named("Key").properties["KeyPolicy"]).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: "Allow",
          Principal: cloudWatch,
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Condition: thisAccount,
        }),
      ]),
    });
  });
});
