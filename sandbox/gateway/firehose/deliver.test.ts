import { gunzipSync } from "node:zlib";
import { jsonReply, type Service } from "../service";
import { firehoseService } from ".";
import { base64, deliver, FakeClock, FakeCloud, LAMBDA_ARN, NOW } from "./fake-cloud";

let cloud: FakeCloud;
let service: Service;

beforeEach(() => {
  cloud = new FakeCloud();
  service = firehoseService(cloud, new FakeClock());
});

/** Processors of a destination. */
const processed = (...processors: [Type: string, parameters: Readonly<Record<string, string>>][]) => ({
  ProcessingConfiguration: {
    Enabled: true,
    Processors: processors.map(([Type, parameters]) => ({
      Type,
      Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
        ParameterName,
        ParameterValue,
      })),
    })),
  },
});

const TABLE = {
  SchemaConfiguration: { RoleARN: "arn:aws:iam::1:role/schema", DatabaseName: "lake", TableName: "events" },
};
const CONVERTED = { DataFormatConversionConfiguration: TABLE, Prefix: "events/" };

describe("without conversion", () => {
  it("an object has the records one behind the other", async () => {
    cloud.stream("events");
    const flushed = await deliver(service, "events", ["a\n", "b"]);
    expect(cloud.texts("2026/11/20/09/events-1-2026-11-20-09-15-02-")).toEqual(["a\nb"]);
    expect(flushed.objects).toEqual([
      { bucket: "lake", key: expect.stringMatching(/^2026\/11\/20\/09\/events-1-/), records: 2 },
    ]);
  });

  it.each([
    [{}, "a\nb\n"],
    [{ Delimiter: "\\n" }, "a\nb\n"],
    [{ Delimiter: ";" }, "a;b;"],
  ])("they are delimited as the stream says: %j", async (parameters, text) => {
    cloud.stream("events", processed(["AppendDelimiterToRecord", parameters as Record<string, string>]));
    await deliver(service, "events", ["a", "b"]);
    expect(cloud.texts("")).toEqual([text]);
  });

  it("GZIP is GZIP, and the key says so", async () => {
    cloud.stream("events", { CompressionFormat: "GZIP" });
    await deliver(service, "events", ["a", "b"]);
    const [[key, body] = ["", Buffer.alloc(0)]] = cloud.objects;
    expect(key).toMatch(/\.gz$/);
    expect(gunzipSync(body).toString()).toBe("ab");
  });

  it("an extension of the user's own replaces all others", async () => {
    cloud.stream("events", { CompressionFormat: "GZIP", FileExtension: ".json.gzip" });
    await deliver(service, "events", ["a"]);
    expect([...cloud.objects.keys()]).toEqual([expect.stringMatching(/[0-9a-f]\.json\.gzip$/)]);
  });
});

describe("source records", () => {
  it.each(["S3BackupConfiguration", "S3BackupUpdate"])("are backed up untouched, by %s", async (name) => {
    const backup = { BucketARN: "arn:aws:s3:::lake", RoleARN: "arn:aws:iam::1:role/backup", Prefix: "raw/" };
    cloud.stream("events", {
      ...processed(["Lambda", { LambdaArn: LAMBDA_ARN }]),
      S3BackupMode: "Enabled",
      [name]: { ...backup, CompressionFormat: "GZIP" },
    });
    cloud.transform = (records) => jsonReply({ records: records.map((record) => ({ ...record, result: "Dropped" })) });
    expect(await deliver(service, "events", ["a", "b"])).toMatchObject({ dropped: 2, objects: [{ records: 2 }] });
    const [[key, body] = ["", Buffer.alloc(0)], ...others] = cloud.objects;
    expect(key).toMatch(/^\/lake\/raw\/2026\/11\/20\/09\/.*\.gz$/);
    expect(gunzipSync(body).toString()).toBe("ab");
    expect(others).toEqual([]);
    expect(cloud.assumed).toContainEqual(expect.objectContaining({ roleArn: backup.RoleARN }));
  });
});

describe("with conversion", () => {
  it("a record that does not fit is below the error prefix with its source, the others are delivered", async () => {
    cloud.stream("events", CONVERTED);
    const bad = ["", "[{}]", "{", '{"id": "x"}', "7", '{"id":1}{"id":"y"}'];
    const flushed = await deliver(service, "events", ['{"id":1}', ...bad, '{"id":2}\n{"id":3}']);
    expect(flushed).toMatchObject({ records: 8, failed: 6, lost: 0 });
    expect(flushed.objects.map(({ key, records }) => [key.replace(/.*\./, "."), records])).toEqual([
      [".parquet", 2],
      [expect.stringMatching(/^format-conversion-failed/), 6],
    ]);
    const lines = cloud
      .texts("format-conversion-failed/")
      .join("")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ rawData }) => rawData)).toEqual(bad.map(base64));
    expect(lines.map(({ ErrorCode }) => ErrorCode.replace("DataFormatConversion.", ""))).toEqual([
      "ParseError",
      "ParseError",
      "ParseError",
      "MalformedData",
      "ParseError",
      "MalformedData",
    ]);
    expect(lines[3]).toEqual({
      attemptsMade: 1,
      arrivalTimestamp: NOW,
      ErrorCode: "DataFormatConversion.MalformedData",
      ErrorMessage: 'Data does not match the schema: "x" is no bigint (column id).',
      attemptEndingTimestamp: NOW,
      rawData: base64('{"id": "x"}'),
      sequenceNumber: null,
      subSequenceNumber: null,
      dataCatalogTable: {
        catalogId: "123456789012",
        databaseName: "lake",
        tableName: "events",
        region: "us-east-1",
        versionId: "LATEST",
        catalogArn: null,
      },
    });
  });

  it("200,000 rows of one record and as many records that do not fit are not too many", async () => {
    cloud.stream("events", CONVERTED);
    const whole = "{}".repeat(200_000);
    const records = [whole, ...Array<string>(200_000).fill("x")];
    await service.commands?.["put-records-at"]?.({ stream: "events", arrivedAt: "2026-11-01T12:00:00Z", records });
    const flushed = { records: 200_001, failed: 200_000, objects: [{ records: 1 }, { records: 200_000 }] };
    expect(await service.commands?.["flush"]?.({ stream: "events" })).toMatchObject({ streams: [flushed] });
  });

  it("a document nested too deep is one that does not fit", async () => {
    cloud.stream("events", CONVERTED);
    const deep = `{"id": ${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    expect(await deliver(service, "events", ['{"id":1}', deep])).toMatchObject({ failed: 1, lost: 0 });
  });

  it("a schema that cannot be read fails every record and is in the log", async () => {
    cloud.stream("events", CONVERTED);
    cloud.refused.add("glue");
    expect(await deliver(service, "events", ['{"id":1}'])).toMatchObject({ failed: 1, objects: [{ records: 1 }] });
    expect(cloud.losses).toEqual([expect.stringContaining("DataFormatConversion.AccessDenied: no right")]);
  });

  it.each([
    [[{ Name: "id", Type: "struct<a:int>" }], "does not write the type struct<a:int> (column id)"],
    [[], "The table lake.events has no columns."],
  ])("so does a table of %j", async (columns, text) => {
    cloud.stream("events", CONVERTED);
    cloud.columns = columns;
    expect(await deliver(service, "events", ['{"id":1}'])).toMatchObject({ failed: 1 });
    expect(cloud.losses).toEqual([expect.stringContaining(text)]);
  });
});

describe("with dynamic partitioning", () => {
  const partitioned = { DynamicPartitioningConfiguration: { Enabled: true } };

  it("each key has its object, by a query over every document of a record", async () => {
    const query = { MetadataExtractionQuery: "{type: .event_type}", JsonParsingEngine: "JQ-1.6" };
    const processors = processed(["RecordDeAggregation", { SubRecordType: "JSON" }], ["MetadataExtraction", query]);
    cloud.stream("events", { ...partitioned, ...processors, Prefix: "!{partitionKeyFromQuery:type}/!{timestamp:HH}/" });
    const [one, two] = ['{"event_type":"one"}', '{"event_type":"two"}'];
    expect(await deliver(service, "events", [`${one}${two}`, one, '{"other":1}', "no"])).toMatchObject({ failed: 2 });
    expect(cloud.texts("one/09/")).toEqual([`${one}${one}`]);
    expect(cloud.texts("two/09/")).toEqual([two]);
    expect(cloud.texts("processing-failed/")[0]).toContain("DynamicPartitioning.MetadataExtractionFailed");
  });

  it("documents are parted before the function gets them", async () => {
    const lambda: [string, Record<string, string>] = ["Lambda", { LambdaArn: LAMBDA_ARN }];
    cloud.stream("events", processed(["RecordDeAggregation", { SubRecordType: "JSON" }], lambda));
    await deliver(service, "events", ['{"a":1}\n{"b":2}', ""]);
    expect(cloud.events[0]?.records.map(({ data }) => data)).toEqual(['{"a":1}', '{"b":2}', ""].map(base64));
  });

  it("or by keys of the function", async () => {
    const lambda = processed(["Lambda", { LambdaArn: LAMBDA_ARN }]);
    cloud.stream("events", { ...partitioned, ...lambda, Prefix: "!{partitionKeyFromLambda:day}/!{timestamp:HH}/" });
    const metadata = { partitionKeys: { day: 7 } };
    cloud.transform = (records) => jsonReply({ records: records.map((each) => ({ ...each, result: "Ok", metadata })) });
    await deliver(service, "events", ["a", "b"]);
    expect(cloud.texts("7/09/")).toEqual(["ab"]);
  });
});

describe("a role", () => {
  it("is taken on once per flush, with the account as external id", async () => {
    cloud.stream("events", { ...CONVERTED, ...processed(["Lambda", { LambdaArn: LAMBDA_ARN }]) });
    await deliver(service, "events", ['{"id":1}']);
    const as = { region: "us-east-1", service: "firehose.amazonaws.com", externalId: "123456789012" };
    expect(cloud.assumed).toEqual([
      { ...as, roleArn: "arn:aws:iam::123456789012:role/firehose" },
      { ...as, roleArn: "arn:aws:iam::1:role/schema" },
    ]);
  });

  it.each([
    ["that may not write", "s3", "S3.AccessDenied: no right"],
    ["that does not admit Firehose", "sts", "S3.AssumeRoleAccessDenied: not trusted"],
  ])("%s loses the records, and the log says so", async (_, refused, why) => {
    cloud.stream("events");
    cloud.refused.add(refused);
    expect(await deliver(service, "events", ["a", "b"])).toMatchObject({ records: 2, lost: 2, objects: [] });
    expect(cloud.losses).toEqual([`firehose: 2 records of stream events to s3://lake/2026/11/20/09/: ${why}`]);
  });
});
