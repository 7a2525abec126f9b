import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";
import { EVENT_COLUMNS } from "../shared/event-lake/columns";
import { lakeAddresses } from "../shared/event-lake/testing";
import { ownViews, views } from "./views";

const synthesized = SynthesizedModule.of(builtArchitecture("pinpoint-s3-event-db"));
const all = [...views, ...ownViews];

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  expect(all).toHaveLength(28);
  expect(synthesized.addresses).toEqual(
    lakeAddresses(all, [
      "aws_athena_named_query.campaign_counts",
      "aws_athena_named_query.campaign_messages",
      "aws_athena_named_query.mails_to_address",
      "aws_athena_named_query.mails_to_address_once",
      "aws_iam_role.pinpoint_stream",
      "aws_iam_role.ses",
      "aws_iam_role_policy.pinpoint_stream",
      "aws_iam_role_policy.ses",
      "aws_lambda_invocation.this",
      "aws_pinpoint_event_stream.this",
      "aws_sesv2_configuration_set.this",
      "aws_sesv2_configuration_set_event_destination.additional",
      "aws_sesv2_configuration_set_event_destination.events",
    ]),
  );
});

describe("the table", () => {
  const { parameters, storage_descriptor } = synthesized.resource("aws_glue_catalog_table.events") as Record<
    string,
    Record<string, unknown>
  >;

  test("07-A2 has partitions that Athena derives from names, not Terraform", () => {
    expect(parameters).toMatchObject({
      "projection.enabled": "true",
      "projection.source.values": "pinpoint,ses,eum",
      "projection.datehour.range": "${var.projection_range}",
      "storage.location.template": "s3://${local.lake_name}/events/source=$${source}/$${datehour}/",
    });
  });

  test("07-A8 has types without spaces, as Hive wants them", () => {
    expect(storage_descriptor?.["columns"]).toEqual(EVENT_COLUMNS.map((column) => ({ ...column })));
    expect(EVENT_COLUMNS.filter(({ type }) => /\s/.test(type))).toEqual([]);
  });
});

describe("the Firehose", () => {
  const { extended_s3_configuration: destination } = synthesized.resource(
    "aws_kinesis_firehose_delivery_stream.events",
  ) as Record<string, Record<string, unknown>>;

  test("07-A2 writes Parquet by the table, with the settings that make Athena read the least", () => {
    expect(destination).toMatchObject({
      prefix: expect.stringMatching(/^events\/source=pinpoint\/!\{timestamp:/),
      error_output_prefix: expect.stringMatching(/^errors\/!\{firehose:error-output-type\}\//),
      buffering_size: "${var.buffering_size_mb}",
      data_format_conversion_configuration: {
        enabled: true,
        output_format_configuration: {
          serializer: { parquet_ser_de: { compression: "GZIP", enable_dictionary_compression: true } },
        },
      },
    });
  });

  test("07-A2 keeps untouched records beside, where raw_storage is backup", () => {
    expect(destination?.["s3_backup_mode"]).toBe('${var.raw_storage == "backup" ? "Enabled" : "Disabled"}');
    expect(destination?.["dynamic"]).toMatchObject({
      s3_backup_configuration: {
        for_each: '${var.raw_storage == "backup" ? [1] : []}',
        content: { compression_format: "GZIP", prefix: expect.stringMatching(/^raw\/source=pinpoint\//) },
      },
    });
  });

  test("07-A10 may read one table, and nothing on *", () => {
    const statements = synthesized.statements("aws_iam_role_policy.firehose");
    expect(statements.filter(({ Resource }) => [Resource].flat().includes("*"))).toEqual([]);
    const tables = statements.flatMap(({ Resource }) => [Resource].flat()).filter((arn) => arn?.includes(":table/"));
    expect(tables).toEqual([
      "arn:${local.partition}:glue:${local.region}:${local.account_id}:table/${local.lake_database}/events",
    ]);
  });
});

test.each(["flattener", "pinpoint_stream", "ses"])("07-A10 the role %s has no right on *", (role) => {
  const resources = synthesized.statements(`aws_iam_role_policy.${role}`).flatMap(({ Resource }) => Resource);
  expect(resources).not.toContain("*");
});

describe("SES", () => {
  const { event_destination: destination } = synthesized.resource(
    "aws_sesv2_configuration_set_event_destination.events",
  ) as Record<string, Record<string, unknown>>;

  test("07-A7 sends to the Firehose or to Pinpoint, never to both", () => {
    expect(destination?.["enabled"]).toBe(true);
    expect(destination?.["dynamic"]).toMatchObject({
      kinesis_firehose_destination: { for_each: '${var.ses_event_route == "firehose" ? [1] : []}' },
      pinpoint_destination: { for_each: '${var.ses_event_route == "pinpoint" ? [1] : []}' },
    });
  });

  test("07-A7 leaves out what Pinpoint does not take", () => {
    expect(destination?.["matching_event_types"]).toContain(
      'if var.ses_event_route != "pinpoint" || !contains(["DELIVERY_DELAY", "SUBSCRIPTION"], type)',
    );
  });

  test("07-A7 takes on its role for the named configuration sets of this account only", () => {
    expect(synthesized.statements("aws_iam_role.ses", "assume_role_policy")).toEqual([
      expect.objectContaining({
        Principal: { Service: "ses.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "local.account_id" },
          ArnEquals: { "aws:SourceArn": expect.stringContaining("local.configuration_set_names") },
        },
      }),
    ]);
    expect(synthesized.statements("aws_iam_role_policy.ses").map(({ Action }) => Action)).toEqual([
      "firehose:PutRecordBatch",
    ]);
  });
});
