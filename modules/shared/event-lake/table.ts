import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { Construct } from "constructs";
import { comment } from "../annotations";
import { hcl } from "../expression";
import { type Condition, type OptionalAttribute, optional } from "../optional";
import { scopeOf } from "../scope";
import { EVENT_COLUMNS, SOURCES } from "./columns";

/** Props of the lake's tables. */
export interface LakeTableProps {
  readonly bucketName: string;
  readonly databaseName: string;
  readonly projectionRange: string;
  /** `hour` or `day`. */
  readonly partitionGranularity: string;
  readonly when: Condition;
}

/** What Firehose's prefixes and the projection have in common: the partition keys of every table of the lake. */
const PARTITION_KEYS = [
  { name: "source", type: "string", comment: "Where the event came from: pinpoint, ses or eum." },
  { name: "datehour", type: "string", comment: "UTC hour (or day) of arrival, yyyy/MM/dd/HH." },
];

/** The time in prefixes and partitions, by granularity, in the letters of Java's DateTimeFormatter. */
export function timeFormat(partitionGranularity: string): string {
  return hcl`${partitionGranularity} == "day" ? "yyyy/MM/dd" : "yyyy/MM/dd/HH"`.toString();
}

/** The table `events`, in Parquet, as Firehose writes it. */
export function eventsTable(scope: Construct, props: LakeTableProps): OptionalAttribute {
  return lakeTable(scope, "events", props, {
    description: "Every event of every source, one row each.",
    classification: "parquet",
    columns: EVENT_COLUMNS.map((column) => ({ ...column })),
    inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    serDe: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    serDeParameters: { "serialization.format": "1" },
  });
}

/** The table `raw_events`: the untouched records under `raw/`, one text a row, for replay and for unknown fields. */
export function rawEventsTable(scope: Construct, props: LakeTableProps): void {
  lakeTable(scope, "raw_events", props, {
    description: "The untouched source records under raw/, one text a row.",
    classification: "json",
    columns: [{ name: "line", type: "string", comment: "The record; read it with json_extract_scalar(line, '$.x')." }],
    inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serDe: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
    // A character that no JSON text has, so that the whole line is one column.
    serDeParameters: { "field.delim": "\u0001", "serialization.format": "\u0001" },
  });
}

interface Format {
  readonly description: string;
  readonly classification: string;
  readonly columns: { name: string; type: string; comment: string }[];
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serDe: string;
  readonly serDeParameters: Record<string, string>;
}

/**
 * A table whose partitions follow from their names: nobody has to add them, and no crawler runs.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
function lakeTable(scope: Construct, name: "events" | "raw_events", props: LakeTableProps, format: Format) {
  const { bucketName, partitionGranularity } = props;
  const location = `s3://${bucketName}/${name === "events" ? "events" : "raw"}/`;
  const resource = new GlueCatalogTable(scopeOf(scope, "tables"), name, {
    name,
    databaseName: props.databaseName,
    description: format.description,
    tableType: "EXTERNAL_TABLE",
    parameters: {
      EXTERNAL: "TRUE",
      classification: format.classification,
      "projection.enabled": "true",
      "projection.source.type": "enum",
      "projection.source.values": SOURCES.join(","),
      "projection.datehour.type": "date",
      "projection.datehour.format": timeFormat(partitionGranularity),
      "projection.datehour.range": props.projectionRange,
      "projection.datehour.interval": "1",
      "projection.datehour.interval.unit": hcl`${partitionGranularity} == "day" ? "DAYS" : "HOURS"`.toString(),
      // Athena fills in the placeholders; to Terraform $$ is text.
      "storage.location.template": `${location}source=$\${source}/$\${datehour}/`,
    },
    partitionKeys: PARTITION_KEYS,
    storageDescriptor: {
      location,
      columns: format.columns,
      inputFormat: format.inputFormat,
      outputFormat: format.outputFormat,
      serDeInfo: { serializationLibrary: format.serDe, parameters: format.serDeParameters },
    },
  });
  comment(resource, "Partitions follow from the names of objects: nobody has to add them, and no crawler runs.");
  return optional(resource, props.when);
}
