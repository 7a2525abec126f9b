import type { DeliveryStream } from "../delivery-stream";
import type { NodeFunction } from "../node-function";
import type { EventLake } from "./lake";

/** Descriptions of the outputs that every module of the lake has. */
export const lakeOutputDescriptions = {
  firehoseArn: "ARN of the Firehose that takes the events.",
  firehoseName: "Name of the Firehose that takes the events.",
  flattenerFunctionArn: "ARN of the function that makes rows of events.",
  flattenerFunctionName: "Name of the function that makes rows of events.",
  lakeBucketName: "Bucket of the event lake.",
  lakeBucketArn: "ARN of the bucket of the event lake.",
  eventsPrefix: "Where this module's events lie in the bucket.",
  rawPrefix: "Where this module's untouched records lie in the bucket, where `raw_storage` is backup.",
  databaseName: "Glue database of the event lake.",
  tableName: "Table of all events.",
  viewNames: "Views that this module made.",
  workgroupName: "Athena workgroup to query with.",
  namedQueryIds: "Ids of the saved queries by name; null for those of a lake that another module owns.",
  readerPolicyJson: "Policy for who queries the lake.",
} as const;

/** What the outputs are made of. */
export interface LakeOutputProps {
  readonly lake: EventLake;
  readonly stream: DeliveryStream;
  readonly flattener: NodeFunction;
  readonly source: string;
}

/** The outputs that every module of the lake has. */
export function lakeOutputs({ lake, stream, flattener, source }: LakeOutputProps) {
  return {
    firehoseArn: stream.arn,
    firehoseName: stream.name,
    flattenerFunctionArn: flattener.arn,
    flattenerFunctionName: flattener.name,
    lakeBucketName: lake.bucketName,
    lakeBucketArn: lake.bucketArn,
    eventsPrefix: `events/source=${source}/`,
    rawPrefix: `raw/source=${source}/`,
    ...lake.schema,
    viewNames: lake.viewNames,
    workgroupName: lake.workgroupName,
    namedQueryIds: lake.namedQueryIds,
    readerPolicyJson: lake.readerPolicyJson,
  };
}
