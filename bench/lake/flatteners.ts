import path from "node:path";
import type {
  FirehoseTransformationEvent,
  FirehoseTransformationEventRecord,
  FirehoseTransformationResult,
} from "aws-lambda";
import type { Source } from "../../modules/shared/event-lake/columns";
import { ROOT } from "../../sandbox/paths";
import { environmentOf } from "../environments";

const FUNCTIONS: Readonly<Record<Source, string>> = {
  pinpoint: "pinpoint-event-flattener",
  ses: "ses-event-flattener",
  eum: "sms-event-flattener",
};

/** The environment that loads all three functions; what they share has one value. */
export const ENVIRONMENT: NodeJS.ProcessEnv = Object.assign({}, ...Object.values(FUNCTIONS).map(environmentOf));

/** A function's handler. */
export type Flattener = (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult>;

/** The three functions as `npm run build` bundled them, by source. */
export function builtFlatteners(): Readonly<Record<Source, Flattener>> {
  const load = (source: Source): Flattener =>
    require(path.join(ROOT, "dist", "functions", FUNCTIONS[source], "index.js")).handler;
  return { pinpoint: load("pinpoint"), ses: load("ses"), eum: load("eum") };
}

/** A record as Firehose hands it over. */
export function firehoseRecord(
  text: string,
  approximateArrivalTimestamp: number,
  index: number,
): FirehoseTransformationEventRecord {
  return { recordId: `r${index}`, approximateArrivalTimestamp, data: Buffer.from(`${text}\n`).toString("base64") };
}

/** What Firehose hands over at once. */
function firehoseEvent(records: FirehoseTransformationEventRecord[]): FirehoseTransformationEvent {
  return {
    invocationId: "bench",
    deliveryStreamArn: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/bench",
    region: "eu-west-1",
    records,
  };
}

/** The row of each record of a batch. @throws Error when a record is not answered with one row, once and in order */
export async function flattened(flattener: Flattener, records: FirehoseTransformationEventRecord[]): Promise<string[]> {
  const { records: answers } = await flattener(firehoseEvent(records));
  const rows = answers.map(({ data }) => Buffer.from(data ?? "", "base64").toString());
  const isAnswered = ({ recordId }: FirehoseTransformationEventRecord, index: number) =>
    answers[index]?.recordId === recordId && answers[index]?.result === "Ok" && /^.+\n$/.test(rows[index] ?? "");
  if (answers.length === records.length && records.every(isAnswered)) return rows;
  throw new Error("A function did not answer every record with one row, once and in order.");
}
