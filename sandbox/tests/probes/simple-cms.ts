import { randomUUID } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { SQSEvent } from "aws-lambda";
import { sqsEvent } from "../../../functions/testing/sqs";
import { client } from "../suite";
import type { Probe } from ".";

/** An upload that must not be public, and one without a type: what needs every right of the guard. */
async function uploads(outputs: Readonly<Record<string, unknown>>): Promise<SQSEvent> {
  const bucket = String(outputs["content_bucket_name"]);
  const keys = [`${randomUUID()}.csv`, `${randomUUID()}.png`, `${randomUUID()}.txt`];
  const s3 = new S3Client(client());
  for (const Key of keys) {
    const ContentType = Key.endsWith(".txt") ? "text/plain" : "binary/octet-stream";
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "probe", ContentType }));
  }
  const created = (key: string) => ({
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: { bucket: { name: bucket }, object: { key } },
  });
  return sqsEvent(...keys.map(created));
}

export const probes: readonly Probe[] = [{ role: "guard", event: uploads }];
