import type { SynthesizedModule } from "../../../stacks/testing";
import { HIVE_TYPES, selectOf, type View } from "./view";

/** State addresses that every module of the lake has, beside its views, its queries and its source. */
const LAKE_ADDRESSES: readonly string[] = [
  "aws_athena_workgroup.this",
  "aws_cloudwatch_log_group.firehose",
  "aws_cloudwatch_log_group.flattener",
  "aws_cloudwatch_log_stream.firehose",
  "aws_cloudwatch_metric_alarm.events_conversion_failures",
  "aws_cloudwatch_metric_alarm.events_data_freshness",
  "aws_cloudwatch_metric_alarm.flattener_errors",
  "aws_cloudwatch_metric_alarm.flattener_records_failed",
  "aws_glue_catalog_database.this",
  "aws_glue_catalog_table.events",
  "aws_glue_catalog_table.raw_events",
  "aws_iam_role.firehose",
  "aws_iam_role.flattener",
  "aws_iam_role_policy.firehose",
  "aws_iam_role_policy.flattener",
  "aws_kinesis_firehose_delivery_stream.events",
  "aws_lambda_function.flattener",
  "aws_s3_bucket.lake",
  "aws_s3_bucket_lifecycle_configuration.lake",
  "aws_s3_bucket_notification.lake",
  "aws_s3_bucket_ownership_controls.lake",
  "aws_s3_bucket_policy.lake",
  "aws_s3_bucket_public_access_block.lake",
  "aws_s3_bucket_server_side_encryption_configuration.lake",
  "aws_s3_bucket_versioning.lake",
];

/** State addresses of a module of the lake. @param own those that no other module has, views left out */
export function lakeAddresses(views: readonly View[], own: readonly string[]): string[] {
  return [...LAKE_ADDRESSES, ...views.map(({ name }) => `aws_glue_catalog_table.${name}`), ...own].sort();
}

/** What a view's Glue table has to be, for `toMatchObject`, and the lines that its text has to hold. */
export function glueTableOf(synthesized: SynthesizedModule, view: View) {
  const table = synthesized.resource(`aws_glue_catalog_table.${view.name}`);
  const text = String(table["view_original_text"]);
  return {
    table,
    expected: {
      table_type: "VIRTUAL_VIEW",
      parameters: { presto_view: "true", comment: "Presto View" },
      view_expanded_text: "/* Presto View */",
      storage_descriptor: { columns: view.columns.map(({ name, type }) => ({ name, type: HIVE_TYPES[type] })) },
    },
    missingLines: selectOf(view)
      .split("\n")
      .filter((line) => !text.includes(JSON.stringify(line))),
  };
}
