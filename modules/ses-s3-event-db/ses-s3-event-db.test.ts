import { SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";
import { glueTableOf, lakeAddresses } from "../shared/event-lake/testing";
import { SES_EVENT_TYPES } from "../shared/inputs";
import { ownViews, views } from "./views";

const synthesized = SynthesizedModule.of(builtArchitecture("ses-s3-event-db"));
const all = [...views, ...ownViews];

/** The blocks of a resource by name. */
const blocks = (address: string) => synthesized.resource(address) as Record<string, Record<string, unknown>>;

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  expect(all).toHaveLength(12);
  expect(synthesized.addresses).toEqual(
    lakeAddresses(all, [
      "aws_athena_named_query.status_of_address",
      "aws_iam_role.ses",
      "aws_iam_role_policy.ses",
      "aws_sesv2_configuration_set.this",
      "aws_sesv2_configuration_set_event_destination.additional",
      "aws_sesv2_configuration_set_event_destination.events",
    ]),
  );
});

test.each(all.map((view) => [view.name, view] as const))(
  "09-A2 %s says the same to Glue, Hive and Athena",
  (_, view) => {
    const { table, expected, missingLines } = glueTableOf(synthesized, view);
    expect(table).toMatchObject(expected);
    expect(missingLines).toEqual([]);
  },
);

test("09-A2 the partitions of SES's events are where its Firehose writes", () => {
  const { parameters } = blocks("aws_glue_catalog_table.events");
  expect(parameters).toMatchObject({
    "projection.source.values": "pinpoint,ses,eum",
    "storage.location.template": "s3://${local.lake_name}/events/source=$${source}/$${datehour}/",
  });
  const { extended_s3_configuration: destination } = blocks("aws_kinesis_firehose_delivery_stream.events");
  expect(destination?.["prefix"]).toMatch(/^events\/source=ses\/!\{timestamp:/);
});

test("a joined lake keeps its owner's views and gets email_status", () => {
  const counted = all.filter(({ name }) => "count" in synthesized.resource(`aws_glue_catalog_table.${name}`));
  expect(counted).toEqual(views);
  expect(ownViews.map(({ name }) => name)).toEqual(["email_status"]);
});

describe("the event destination", () => {
  const { event_destination: destination } = blocks("aws_sesv2_configuration_set_event_destination.events");

  test("09-A6 takes all ten types of events unless told otherwise", () => {
    expect(SES_EVENT_TYPES).toHaveLength(10);
    expect(destination).toMatchObject({
      enabled: true,
      matching_event_types: expect.stringMatching(/^\$\{var\.matching_event_types == null \? \[/),
    });
    for (const type of SES_EVENT_TYPES) expect(destination?.["matching_event_types"]).toContain(`"${type}"`);
  });

  test("09-A6 waits for the role's policy, which SES tries when it is made", () => {
    expect(blocks("aws_sesv2_configuration_set_event_destination.events")["depends_on"]).toEqual([
      "aws_iam_role_policy.ses",
    ]);
    expect(destination?.["kinesis_firehose_destination"]).toEqual({
      delivery_stream_arn: "${aws_kinesis_firehose_delivery_stream.events.arn}",
      iam_role_arn: "${aws_iam_role.ses.arn}",
    });
  });

  test("is made for configuration sets that exist too, the same in each", () => {
    expect(blocks("aws_sesv2_configuration_set_event_destination.additional")).toMatchObject({
      for_each: "${var.additional_configuration_set_names}",
      event_destination: destination,
    });
  });
});

describe("roles", () => {
  test("SES puts records into the Firehose for the named configuration sets of this account, and does nothing else", () => {
    expect(synthesized.statements("aws_iam_role.ses", "assume_role_policy")).toEqual([
      expect.objectContaining({
        Principal: { Service: "ses.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "local.account_id" },
          ArnEquals: { "aws:SourceArn": expect.stringContaining("local.configuration_set_names") },
        },
      }),
    ]);
    expect(synthesized.statements("aws_iam_role_policy.ses")).toEqual([
      expect.objectContaining({
        Action: "firehose:PutRecordBatch",
        Resource: "aws_kinesis_firehose_delivery_stream.events.arn",
      }),
    ]);
  });

  test.each(["flattener", "firehose", "ses"])("%s has no right on *", (role) => {
    const resources = synthesized.statements(`aws_iam_role_policy.${role}`).flatMap(({ Resource }) => Resource);
    expect(resources).not.toContain("*");
  });
});

test("09-A8 headers are stored only where the caller wants them", () => {
  const { environment } = blocks("aws_lambda_function.flattener");
  expect(environment).toMatchObject({ variables: { STORE_HEADERS: "${tostring(var.store_headers)}" } });
});

test("the saved query names the database of the deployment", () => {
  expect(JSON.stringify(synthesized.resource("aws_athena_named_query.status_of_address")["query"])).toContain(
    "${local.lake_database}",
  );
});

test("the Firehose, and a module that joins the lake, wait for the table", () => {
  const [name, database] = ["name", "database_name"].map(
    (attribute) => `one(aws_glue_catalog_table.events[*].${attribute})`,
  );
  const { extended_s3_configuration: destination } = blocks("aws_kinesis_firehose_delivery_stream.events");
  expect(destination).toMatchObject({
    data_format_conversion_configuration: {
      schema_configuration: {
        database_name: expect.stringContaining(String(database)),
        table_name: expect.stringContaining(String(name)),
      },
    },
  });
  const { body } = synthesized.blocks.find(({ address }) => address === "output.database_name") ?? {};
  expect(body?.["value"]).toContain(database);
});
