import type { Construct } from "constructs";
import { alarm } from "../alarms";
import { DeliveryStream, type KinesisSource } from "../delivery-stream";
import { hcl } from "../expression";
import type { NodeFunction } from "../node-function";
import type { Source } from "./columns";
import type { LakeValues } from "./inputs";
import type { EventLake } from "./lake";
import { timeFormat } from "./table";

/** Props of {@link lakeStream}. */
export interface LakeStreamProps {
  readonly lake: EventLake;
  readonly source: Source;
  readonly flattener: NodeFunction;
  readonly values: LakeValues;
  /** @default records are put into the stream */
  readonly kinesisSource?: KinesisSource;
}

/**
 * The Firehose of one source: a function flattens each record, Firehose writes Parquet by the lake's table. What cannot
 * be flattened or converted lies under `errors/`, and an alarm says so.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 */
export function lakeStream(scope: Construct, props: LakeStreamProps): DeliveryStream {
  const { lake, source, flattener, values, kinesisSource } = props;
  const { deployment } = lake;
  const time = timeFormat(values.partitionGranularity);
  const placed = (folder: string) => `${folder}/source=${source}/!{timestamp:${time}}/`;
  const glue = [
    deployment.arn("glue", "catalog"),
    deployment.arn("glue", `database/${lake.databaseName}`),
    deployment.arn("glue", `table/${lake.databaseName}/${lake.tableName}`),
  ];
  const function_ = `${flattener.arn}:$LATEST`;
  const isBackedUp = hcl`${values.rawStorage} == "backup"`;
  const stream = new DeliveryStream(scope, {
    deployment,
    bucket: { arn: lake.bucketArn, policy: lake.ready },
    bufferingIntervalSeconds: values.bufferingIntervalSeconds,
    destination: (roleArn) => ({
      bufferingSize: values.bufferingSizeMb,
      // Parquet has a compression of its own.
      compressionFormat: "UNCOMPRESSED",
      prefix: placed("events"),
      errorOutputPrefix: `errors/!{firehose:error-output-type}/source=${source}/!{timestamp:${time}}/`,
      processingConfiguration: {
        enabled: true,
        processors: [
          {
            type: "Lambda",
            // Firehose's defaults hold for the rest: a megabyte or a minute for each call, three retries. The provider
            // reads them back as absent, so that naming them would be a change in every plan. More than a megabyte must
            // not be: with `raw` the answer is up to twice that, and Lambda's limit is six.
            parameters: [{ parameterName: "LambdaArn", parameterValue: function_ }],
          },
        ],
      },
      dataFormatConversionConfiguration: {
        enabled: true,
        inputFormatConfiguration: { deserializer: { openXJsonSerDe: { caseInsensitive: true } } },
        outputFormatConfiguration: {
          // GZIP and dictionaries: fewer bytes for Athena to read than any other setting that Firehose has.
          serializer: { parquetSerDe: { compression: "GZIP", enableDictionaryCompression: true } },
        },
        schemaConfiguration: {
          ...lake.schema,
          region: deployment.region,
          versionId: "LATEST",
          roleArn,
        },
      },
      s3BackupMode: hcl`${isBackedUp} ? "Enabled" : "Disabled"`.toString(),
    }),
    backup: {
      prefix: placed("raw"),
      errorOutputPrefix: `errors/backup-!{firehose:error-output-type}/source=${source}/!{timestamp:${time}}/`,
      when: isBackedUp,
    },
    ...(kinesisSource && { kinesisSource }),
    statements: [
      {
        Sid: "ReadTable",
        Action: ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
        Resource: glue,
      },
      {
        Sid: "Flatten",
        Action: ["lambda:InvokeFunction", "lambda:GetFunctionConfiguration"],
        Resource: function_,
      },
    ],
  });
  alarm(stream, deployment, {
    id: "events_conversion_failures",
    description:
      "Events did not fit the table and lie under errors/format-conversion-failed/: read one, mend the function, put them in again.",
    namespace: "AWS/Firehose",
    metricName: "FailedConversion.Records",
    dimensions: { DeliveryStreamName: stream.name },
    statistic: "Sum",
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
  });
  return stream;
}
