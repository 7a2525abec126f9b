import { destinationOf } from "./destination";

const read = (config: object) => destinationOf("events", { type: "ExtendedS3", config: { ...config } });

it("a destination has Firehose's defaults", () => {
  expect(read({ BucketARN: "arn:aws-cn:s3:::lake", RoleARN: "role" })).toEqual({
    bucket: "lake",
    roleArn: "role",
    prefix: "",
    compression: "UNCOMPRESSED",
    errorPrefix: "",
    bufferBytes: 5 * 1024 * 1024,
    bufferMs: 300_000,
    isPartitioned: false,
    processing: { delimiter: "", isDeaggregated: false },
  });
});

it("a conversion has Firehose's defaults", () => {
  const { conversion, bufferBytes } = read({ DataFormatConversionConfiguration: { SchemaConfiguration: {} } });
  expect(conversion).toMatchObject({
    serde: { isCaseInsensitive: true, dotsToUnderscores: false, keys: {} },
    serializer: { compression: "SNAPPY", hasDictionary: false },
  });
  expect(bufferBytes).toBe(128 * 1024 * 1024);
});

it("a transformation has Firehose's defaults", () => {
  const Processors = [{ Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: "arn" }] }];
  const { processing } = read({ ProcessingConfiguration: { Enabled: true, Processors } });
  expect(processing.transform).toEqual({ lambdaArn: "arn", retries: 3, batchBytes: 1024 * 1024 });
  expect(read({ ProcessingConfiguration: { Enabled: false, Processors } }).processing.transform).toBeUndefined();
});

it("what is disabled is not there", () => {
  expect(read({ DataFormatConversionConfiguration: { Enabled: false } }).conversion).toBeUndefined();
  expect(read({ S3BackupMode: "Disabled", S3BackupConfiguration: {} }).backup).toBeUndefined();
});

const converted = (settings: object) => ({ DataFormatConversionConfiguration: settings });
const processed = (Type: string, name: string, ParameterValue: string) => {
  const Parameters = [{ ParameterName: name, ParameterValue }];
  return { ProcessingConfiguration: { Enabled: true, Processors: [{ Type, Parameters }] } };
};

it.each([
  ["!{timestamp:YYYY} in the prefix a/!{timestamp:YYYY}/", { Prefix: "a/!{timestamp:YYYY}/" }],
  ["!{x:y} in the prefix !{x:y}", { ErrorOutputPrefix: "!{x:y}" }],
  ["CustomTimeZone Asia/Tokyo", { CustomTimeZone: "Asia/Tokyo" }],
  ["CompressionFormat ZIP", { CompressionFormat: "ZIP" }],
  ["HiveJsonSerDe", converted({ InputFormatConfiguration: { Deserializer: { HiveJsonSerDe: {} } } })],
  ["OrcSerDe", converted({ OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } } })],
  ["table version 3", converted({ SchemaConfiguration: { VersionId: "3" } })],
  ["processor Decompression", processed("Decompression", "CompressionFormat", "GZIP")],
  ["SubRecordType DELIMITED", processed("RecordDeAggregation", "SubRecordType", "DELIMITED")],
])("%s is refused, not left out", (text, config) => {
  expect(() => read(config)).toThrow(`Stream events has ${text}; the sandbox's Firehose delivers `);
});

it("so is another destination than S3", () => {
  expect(() => destinationOf("events", { type: "Splunk", config: {} })).toThrow("Stream events has destination Splunk");
});
