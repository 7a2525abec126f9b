import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { eventually } from "../client";
import { ROOT } from "../paths";
import { contactIn, suppressed } from "./contacts";
import { client, stack } from "./suite";

const outputs = stack("pinpoint-event-processing");
const s3 = new S3Client(client());
const Bucket = outputs["lake_bucket_name"];

/** An event that the functions' own tests use, about another address. */
function event(file: string, address: string): string {
  const text = readFileSync(join(ROOT, "functions", file), "utf8");
  return JSON.stringify(JSON.parse(text.replaceAll(/(gone|erin)@example\.com/g, address)));
}

async function publish(Message: string): Promise<void> {
  await new SNSClient(client()).send(new PublishCommand({ TopicArn: outputs["feedback_topic_arn"], Message }));
}

/** Writes an object as Firehose does: gzip below the raw prefix. */
async function deliver(Key: string, text: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: gzipSync(text) }));
}

const contact = (email: string) => contactIn(outputs, email);

async function text(Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

test("06-A1 a bounce of a Pinpoint message suppresses its recipient", async () => {
  await publish(event("ses-feedback-processor/events/event-bounce-permanent-general.json", "gone@example.com"));
  await eventually("the count", async () => (await contact("gone@example.com"))?.["hard_bounces"] === 1 || undefined);
  expect(await contact("gone@example.com")).toMatchObject({ status: "BOUNCED", send_allowed: false });
  expect(await suppressed("gone@example.com")).toBe("BOUNCE");
});

test("06-A2 06-A4 06-A6 an object of the event stream suppresses its recipients, and its bad line is put aside", async () => {
  const key = "raw/2026/11/20/09/a b+c.gz";
  const bounce = event("pinpoint-stream-reader/events/email-hardbounce.json", "hard@example.net");
  const complaint = event("pinpoint-stream-reader/events/email-complaint.json", "annoyed@example.net");
  await deliver(key, `${bounce}${complaint}\nnot JSON\n`);

  const errors = await eventually("the error object", () => text(`errors/reader/${key}.ndjson`));
  expect(JSON.parse(errors)).toEqual({ position: 3, reason: "The record is not JSON.", record: "not JSON" });
  expect(await suppressed("hard@example.net")).toBe("BOUNCE");
  expect(await suppressed("annoyed@example.net")).toBe("COMPLAINT");
  expect(await contact("hard@example.net")).toMatchObject({ status: "BOUNCED", hard_bounces: 1 });
  expect(await contact("annoyed@example.net")).toMatchObject({ status: "COMPLAINED", complaints: 1 });
});

test("06-A3 06-A5 the same feedback by both routes counts once, and other events have no effect", async () => {
  const feedbackId = "0100019f3a7c2b90-both-routes";
  const address = "both@example.net";
  const ofSes = JSON.parse(event("ses-feedback-processor/events/event-bounce-permanent-general.json", address));
  await publish(JSON.stringify({ ...ofSes, bounce: { ...ofSes.bounce, feedbackId } }));
  await eventually("the contact", async () => ((await contact(address))?.["hard_bounces"] === 1 ? true : undefined));

  const ofStream = JSON.parse(event("pinpoint-stream-reader/events/email-hardbounce.json", address));
  ofStream.facets.email_channel.mail_event.bounce.feedback_id = feedbackId;
  const delivered = event("pinpoint-stream-reader/events/email-delivered.json", address);
  const after = event("pinpoint-stream-reader/events/email-complaint.json", "after@example.net");
  await deliver("raw/2026/11/20/10/both.gz", `${JSON.stringify(ofStream)}\n${delivered}\n${after}\n`);
  await eventually("what came after it", async () => (await contact("after@example.net"))?.["complaints"]);
  expect(await contact(address)).toMatchObject({
    hard_bounces: 1,
    source: ofSes.mail.tags["ses:configuration-set"][0],
  });
});
