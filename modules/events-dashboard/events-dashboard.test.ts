import { writeModule } from "../../stacks/hcl/write-module";
import { graph } from "../../stacks/module-graph";
import { moduleStack } from "../../stacks/module-stack";
import { policyStatements, SynthesizedModule } from "../../stacks/testing";
import { builtArchitecture } from "../catalog";
import { HIVE_TYPES } from "../shared/event-lake/view";
import { type Chart, SHEETS } from "./chart";
import { CHARTS } from "./charts";
import { type DataSet, dataSets } from "./data-sets";
import { messages } from "./messages";
import { neighbourSets } from "./neighbours";
import { visualsOf } from "./quicksight/visuals";
import { viewsOf } from "./views";

const architecture = builtArchitecture("events-dashboard");
const synthesized = SynthesizedModule.of(architecture);

const SINCE = "'2026/11/01/00'";
const SETS: readonly DataSet[] = [
  ...dataSets({ database: "", since: SINCE }),
  ...neighbourSets({ smsDatabase: "", sesDatabase: "", since: SINCE }),
];

/** A definition as far as it is read here. */
interface Definition {
  readonly data_set_identifiers_declarations: readonly { readonly identifier: string; readonly data_set_arn: string }[];
  readonly calculated_fields: readonly { readonly data_set_identifier: string; readonly name: string }[];
  readonly sheets: readonly { readonly sheet_id: string; readonly visuals: readonly object[] }[];
  readonly dynamic: Record<string, readonly { readonly for_each: string; readonly content: object }[]>;
}

const definitionOf = (address: string): Definition =>
  synthesized.resource(address)["definition"] as unknown as Definition;
const definition = definitionOf("aws_quicksight_dashboard.this");

test("logical ids are state addresses: a change needs a moved block and an upgrade note", () => {
  const views = viewsOf().map(({ name }) => `aws_glue_catalog_table.${name}`);
  const ofSets = SETS.flatMap(({ name, columns }) => [
    `aws_cloudwatch_metric_alarm.${name}_ingestion_errors`,
    `aws_quicksight_data_set.${name}`,
    `aws_quicksight_refresh_schedule.${name}_full`,
    ...(columns.some((column) => column.name === "arrival_timestamp")
      ? [`aws_quicksight_refresh_schedule.${name}_incremental`]
      : []),
  ]);
  const bucket = ["", "_lifecycle_configuration", "_ownership_controls", "_policy", "_public_access_block"];
  expect(synthesized.addresses).toEqual(
    [
      ...views,
      ...ofSets,
      ...[...bucket, "_server_side_encryption_configuration", "_versioning"].map(
        (each) => `aws_s3_bucket${each}.results`,
      ),
      "aws_athena_workgroup.this",
      "aws_iam_policy.reader",
      "aws_iam_role_policy_attachment.quicksight",
      "aws_quicksight_analysis.this",
      "aws_quicksight_dashboard.this",
      "aws_quicksight_data_source.this",
    ].sort(),
  );
});

test("13-A1 Glue has each view with the columns and types that its SELECT yields", () => {
  for (const { name, columns } of viewsOf()) {
    const { storage_descriptor, table_type } = synthesized.resource(`aws_glue_catalog_table.${name}`);
    expect([table_type, storage_descriptor]).toMatchObject([
      "VIRTUAL_VIEW",
      { columns: columns.map((column) => ({ name: column.name, type: HIVE_TYPES[column.type] })) },
    ]);
  }
});

test("13-A2 a data set's columns are those of what it reads, in QuickSight's types", () => {
  const types = { varchar: "STRING", bigint: "INTEGER", integer: "INTEGER", double: "DECIMAL", boolean: "BOOLEAN" };
  const read = new Map([...viewsOf(), messages()].map(({ name, columns }) => [name, columns]));
  for (const { name, columns } of SETS) {
    const { physical_table_map } = synthesized.resource(`aws_quicksight_data_set.${name}`) as unknown as {
      physical_table_map: { custom_sql: { columns: object[] } }[];
    };
    expect(physical_table_map[0]?.custom_sql.columns).toEqual(
      (read.get(name as string) ?? columns).map((column) => ({
        name: column.name,
        type: types[column.type as keyof typeof types] ?? "DATETIME",
      })),
    );
  }
});

test("13-A3 everything of QuickSight hangs on quicksight_enabled, and no view does", () => {
  for (const { address, body } of synthesized.resources) {
    if (address.startsWith("aws_quicksight"))
      expect([address, body["count"]]).toEqual([address, expect.stringContaining("var.quicksight_enabled")]);
    if (address.startsWith("aws_glue")) expect(body["count"]).toBeUndefined();
  }
});

test("13-A4 the definition is a block of HCL", () => {
  const files = writeModule(graph(moduleStack(architecture)), "Generated.") as unknown as Record<string, string>;
  for (const file of ["dashboard.tf", "analysis.tf"]) {
    expect(files[file]).toMatch(/\n {2}definition \{\n/);
    expect(files[file]).toMatch(/\n {10}line_chart_visual \{\n|\n {8}line_chart_visual \{\n/);
    expect(files[file]).not.toMatch(/definition +=|visuals +=/);
  }
});

test("13-A5 a data set waits for its view, and visuals name data sets by identifier", () => {
  for (const { name } of viewsOf()) {
    const { depends_on } = synthesized.resource(`aws_quicksight_data_set.${name}`);
    expect(depends_on).toEqual([`aws_glue_catalog_table.${name}`]);
  }
  const declared = [
    ...definition.data_set_identifiers_declarations,
    ...(definition.dynamic["data_set_identifiers_declarations"] ?? []).map(
      ({ content }) => content as { identifier: string },
    ),
  ].map(({ identifier }) => identifier);
  expect(declared.sort()).toEqual(SETS.map(({ name }) => name).sort());
  expect(JSON.stringify(definition.sheets)).not.toMatch(/aws_quicksight_data_set|arn:/);
});

test("13-A6 the reader may do what reading needs, on what it reads", () => {
  const { value } = synthesized.blocks.find(({ address }) => address === "output.reader_policy_json")?.body ?? {};
  const statements = policyStatements(value ?? null);
  expect(statements.map(({ Sid }) => Sid)).toEqual([
    "RunQueries",
    "ListCatalog",
    "ReadCatalog",
    "FindObjects",
    "ReadEvents",
    "KeepResults",
    "UseKey",
  ]);
  expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  expect(statements.flatMap(({ Resource }) => Resource)).not.toContain("*");
});

describe("the dashboard", () => {
  const visualIds = (chart: Chart): string[] =>
    visualsOf(chart, SETS.find(({ name }) => name === chart.data) as DataSet).map(({ id }) => id);
  const text = JSON.stringify(definition);

  test("has every sheet and every chart of the local page", () => {
    expect(text.match(/"sheet_id":"\w+","name"/g)).toHaveLength(Object.keys(SHEETS).length);
    for (const chart of CHARTS) for (const id of visualIds(chart)) expect(text).toContain(`"visual_id":"${id}"`);
  });

  test("counts as the local page does, by calculated fields of the same names", () => {
    const fields = [
      ...definition.calculated_fields,
      ...(definition.dynamic["calculated_fields"] ?? []).map(
        ({ content }) => content as Definition["calculated_fields"][number],
      ),
    ].map((field) => `${field.data_set_identifier} ${field.name}`);
    expect(new Set(fields).size).toBe(fields.length);
    for (const { data, measures } of CHARTS) {
      for (const { name } of measures) expect(fields).toContain(`${data} ${name}`);
    }
  });

  test("draws the limits of SES", () => {
    expect(text).toContain('"static_configuration":{"value":0.05}');
    expect(text).toContain('"static_configuration":{"value":0.001}');
  });

  test("has the sheets of modules 08 and 09 only where they are wanted", () => {
    const wanted = (definition.dynamic["sheets"] ?? []).map(({ for_each }) => for_each);
    expect(wanted).toEqual(["${var.sms_sheet_enabled ? [1] : []}", "${var.ses_sheet_enabled ? [1] : []}"]);
  });

  test("is the analysis too", () => {
    expect(definitionOf("aws_quicksight_analysis.this")).toEqual(definition);
  });
});
