import { randomUUID } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateEmailTemplateCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { sqsEvent } from "../../../functions/testing/sqs";
import { CONTENT_BUCKET, SENDER } from "../account";
import { LimiterTable } from "../limiter-table";
import { client, command } from "../suite";
import type { Probe } from ".";

type Outputs = Readonly<Record<string, unknown>>;
type Channel = "ses" | "sms" | "pinpoint";

/** A limiter's key whose breaker is open, which only who reads the table knows. */
const PAUSED = { ses: "ses#paused-set", sms: "sms#PAUSED" };

/** What the module's names begin with; the example's outputs do not tell all of them. */
function namePrefix(outputs: Outputs): string {
  const { ses } = outputs["lane_queue_urls"] as { ses: string };
  return ses.slice(ses.lastIndexOf("/") + 1).replace(/-lane-ses$/, "");
}

const limiter = (outputs: Outputs): LimiterTable => new LimiterTable(`${namePrefix(outputs)}-limiter`);

/** Messages that were sent right now, after one that is none. */
function batch(channel: Channel, ...contents: readonly object[]): SQSEvent {
  const messages = contents.map((content) => ({ version: 1, id: randomUUID(), channel, [channel]: content }));
  const { Records } = sqsEvent("{ not JSON", ...messages);
  const SentTimestamp = String(Date.now());
  return { Records: Records.map((record) => ({ ...record, attributes: { ...record.attributes, SentTimestamp } })) };
}

/** Less than the bulk mail has recipients: some of its parts go back to the lane. */
const QUOTA = 40;

/** Made once, for all events. */
let template: Promise<unknown> | undefined;

/** A mail of each kind that a right is for, one whose configuration set is paused, and one that the quota splits. */
async function mails(outputs: Outputs): Promise<SQSEvent> {
  template ??= new SESv2Client(client()).send(
    new CreateEmailTemplateCommand({ TemplateName: "probe", TemplateContent: { Subject: "Probe", Text: "Probe." } }),
  );
  await template;
  await command("set-send-quota", { maxSendRate: QUOTA });
  await limiter(outputs).forget("ses");
  await limiter(outputs).pause(PAUSED.ses);
  // Each root has an identity of its own.
  const from = namePrefix(outputs) === "lanes" ? SENDER : "paced@example.com";
  const to = ["success@simulator.amazonses.com"];
  const simple = { kind: "simple", subject: "Probe", text: "Probe." };
  const Body = JSON.stringify(simple);
  await new S3Client(client()).send(new PutObjectCommand({ Bucket: CONTENT_BUCKET, Key: "mails/probe.json", Body }));
  const raw = Buffer.from(`From: ${from}\r\nTo: ${to}\r\nSubject: Probe\r\n\r\nProbe.`).toString("base64");
  return batch(
    "ses",
    { from, to, content: simple },
    { from, to, content: simple, configuration_set: "paused-set" },
    { from, to, content: { kind: "raw", data_base64: raw } },
    { from, to, content: { kind: "s3", bucket: CONTENT_BUCKET, key: "mails/probe.json" } },
    { from, to, content: { kind: "template", template_name: "probe" } },
    { from, content: { kind: "bulk", template_name: "probe", entries: Array.from({ length: 50 }, () => ({ to })) } },
  );
}

async function texts(outputs: Outputs): Promise<SQSEvent> {
  for (const key of ["sms", "sms#NEWS"]) await limiter(outputs).forget(key);
  await limiter(outputs).pause(PAUSED.sms);
  const text = { to: "+447700900123", body: "Probe" };
  return batch("sms", { ...text, origination_identity: "NEWS" }, { ...text, origination_identity: "PAUSED" });
}

/** Two addresses, one of which Pinpoint throttles: it goes back to the lane. */
async function pinpointMessages(outputs: Outputs): Promise<SQSEvent> {
  await limiter(outputs).forget("pinpoint");
  const addresses = { "+447700900123": { ChannelType: "SMS" }, [`throttled-${randomUUID()}`]: { ChannelType: "SMS" } };
  return batch("pinpoint", { addresses, message_configuration: { SMSMessage: { Body: "Probe" } } });
}

/** The classes of the dead letters, which are forgotten then, and whether slots were leased. */
const seen = (channel: Channel, key: string) => async (outputs: Outputs) => {
  const sqs = new SQSClient(client());
  const QueueUrl = (outputs["lane_dead_letter_queue_urls"] as Record<string, string>)[channel];
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  const classes = Messages.map(({ MessageAttributes }) => MessageAttributes?.["failure_class"]?.StringValue);
  return { deadLetters: classes.sort(), isLeased: await limiter(outputs).isLeased(key) };
};

export const probes: readonly Probe[] = [
  { role: 'sender["ses"]', event: mails, startsAnew: true, observe: seen("ses", "ses") },
  { role: 'sender["sms"]', event: texts, startsAnew: true, observe: seen("sms", "sms#NEWS") },
  { role: 'sender["pinpoint"]', event: pinpointMessages, startsAnew: true, observe: seen("pinpoint", "pinpoint") },
  { role: "load_publisher", root: "message-queuing", event: () => ({ time: new Date().toISOString() }) },
];
