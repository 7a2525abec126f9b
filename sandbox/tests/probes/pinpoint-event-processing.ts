import { randomUUID } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { SQSEvent } from "aws-lambda";
import { sqsEvent } from "../../../functions/testing/sqs";
import { client } from "../suite";
import type { Probe } from ".";
import * as sesEventProcessing from "./ses-event-processing";

/** A new object with a permanent bounce and a bad line, and one that is gone: what needs every right of the reader. */
async function objects(outputs: Readonly<Record<string, unknown>>): Promise<SQSEvent> {
  const bucket = String(outputs["lake_bucket_name"]);
  const bounce = {
    feedback_id: randomUUID(),
    bounce_type: "Permanent",
    bounced_recipients: [{ email_address: `${randomUUID()}@example.com` }],
  };
  const event = { event_type: "_email.hardbounce", facets: { email_channel: { mail_event: { bounce } } } };
  const key = `raw/probes/${randomUUID()}`;
  await new S3Client(client()).send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: `${JSON.stringify(event)}\nnot JSON\n` }),
  );
  const created = (name: string) => ({
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: { bucket: { name: bucket }, object: { key: name } },
  });
  return sqsEvent(created(key), created(`${key}.gone`));
}

export const probes: readonly Probe[] = [...sesEventProcessing.probes, { role: "reader", event: objects }];
