import type { FirehoseTransformationEvent } from "aws-lambda";

/** When the records of {@link firehoseEvent} arrived. */
export const ARRIVED_MS = Date.parse("2026-11-20T09:15:06.000Z");

/** A transformation batch with these texts (objects travel as JSON); ids are `r0`, `r1`, … */
export function firehoseEvent(...records: readonly unknown[]): FirehoseTransformationEvent {
  return {
    invocationId: "invocation",
    deliveryStreamArn: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/events",
    region: "eu-west-1",
    records: records.map((record, index) => ({
      recordId: `r${index}`,
      approximateArrivalTimestamp: ARRIVED_MS,
      data: Buffer.from(typeof record === "string" ? record : JSON.stringify(record)).toString("base64"),
    })),
  };
}

/** The text of an answered record. */
export function textOf({ data }: { readonly data?: string | undefined }): string {
  return Buffer.from(data ?? "", "base64").toString();
}

/** Rows of an answered record. */
export function rowsOf(record: { readonly data?: string | undefined }): Record<string, unknown>[] {
  return textOf(record)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
