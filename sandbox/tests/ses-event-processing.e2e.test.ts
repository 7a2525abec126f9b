import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { eventually } from "../client";
import { SENDER } from "./account";
import { contactIn, suppressed } from "./contacts";
import { client, command, stack } from "./suite";

const outputs = stack("ses-event-processing");
const ses = new SESv2Client(client());
const sqs = new SQSClient(client());

async function send(address: string, configurationSetName = outputs["configuration_set_name"]): Promise<void> {
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: SENDER,
      Destination: { ToAddresses: [address] },
      ConfigurationSetName: configurationSetName,
      Content: { Simple: { Subject: { Data: "October" }, Body: { Text: { Data: "Your statement." } } } },
    }),
  );
}

const contact = (email: string) => contactIn(outputs, email);

describe("mailbox simulator", () => {
  test.each([
    ["bounce@simulator.amazonses.com", "BOUNCED", false],
    ["complaint@simulator.amazonses.com", "COMPLAINED", false],
    ["suppressionlist@simulator.amazonses.com", "BOUNCED", false],
  ])("%s becomes %s, and never gets on the suppression list", async (address, status, allowed) => {
    await send(address);
    const item = await eventually(`the contact ${address}`, () => contact(address));
    expect(item).toMatchObject({ email: address, status, send_allowed: allowed });
    expect(await suppressed(address)).toBeUndefined();
  });

  test("ooto@simulator.amazonses.com becomes SOFT_BOUNCED and may still get mail", async () => {
    const address = "ooto@simulator.amazonses.com";
    await send(address);
    const item = await eventually(`the contact ${address}`, () => contact(address));
    expect(item).toMatchObject({ status: "SOFT_BOUNCED", soft_bounces: 1 });
    expect(item["send_allowed"]).not.toBe(false);
  });

  test("success@simulator.amazonses.com leaves no row", async () => {
    const address = "success@simulator.amazonses.com";
    await send(address);
    await send("bounce+after@simulator.amazonses.com");
    await eventually("what was sent after it", () => contact("bounce+after@simulator.amazonses.com"));
    expect(await contact(address)).toBeUndefined();
  });
});

describe("an ordinary address", () => {
  test("that bounces gets on the suppression list", async () => {
    const address = "gone@example.org";
    await command("bounce-address", { address });
    await send(address);
    expect(await eventually("the suppression", () => suppressed(address))).toBe("BOUNCE");
    expect(await contact(address)).toMatchObject({ status: "BOUNCED", send_allowed: false, hard_bounces: 1 });
  });

  test("that bounces for mail without the configuration set is reported by its identity", async () => {
    const address = "gone-too@example.org";
    await command("bounce-address", { address });
    await send(address, "");
    expect(await eventually("the suppression", () => suppressed(address))).toBe("BOUNCE");
  });

  test("that complains gets on the suppression list", async () => {
    const address = "annoyed@example.org";
    await command("complain-address", { address });
    await send(address);
    expect(await eventually("the suppression", () => suppressed(address))).toBe("COMPLAINT");
    expect(await contact(address)).toMatchObject({ status: "COMPLAINED", send_allowed: false, complaints: 1 });
  });

  test("is suppressed at the third transient bounce", async () => {
    const address = "full@example.org";
    await command("bounce-address", { address, bounceType: "Transient", bounceSubType: "MailboxFull" });
    for (const count of [1, 2, 3]) {
      expect(await suppressed(address)).toBeUndefined();
      await send(address);
      await eventually(`${count} soft bounces`, async () =>
        (await contact(address))?.["soft_bounces"] === count ? true : undefined,
      );
    }
    expect(await eventually("the suppression", () => suppressed(address))).toBe("BOUNCE");
  });
});

test("a malformed record ends in the dead-letter queue; its neighbours do not", async () => {
  const good = (feedbackId: string) =>
    JSON.stringify({
      eventType: "Complaint",
      complaint: {
        feedbackId,
        complaintFeedbackType: "abuse",
        complainedRecipients: [{ emailAddress: `${feedbackId}@example.org` }],
        timestamp: "2026-11-20T09:15:04.077Z",
      },
      mail: { timestamp: "2026-11-20T09:15:02.310Z", messageId: feedbackId },
    });
  const bodies = [good("before"), "{ not JSON", good("after")];
  await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: outputs["feedback_queue_url"],
      Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
    }),
  );
  await eventually("the dead letter", async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: outputs["feedback_dead_letter_queue_url"],
        AttributeNames: ["ApproximateNumberOfMessages"],
      }),
    );
    return Attributes?.["ApproximateNumberOfMessages"] === "1" ? true : undefined;
  });
  expect(await contact("before@example.org")).toMatchObject({ status: "COMPLAINED" });
  expect(await contact("after@example.org")).toMatchObject({ status: "COMPLAINED" });
});
