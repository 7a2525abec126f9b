import { type Conversion, conversionOf } from "./conversion-settings";
import { type Naming, wrongExpression } from "./prefix";
import { type Processing, processingOf } from "./processing-settings";
import { unsupported } from "./unsupported";

/** How objects of records as they are get compressed. */
export type Compression = "GZIP" | "UNCOMPRESSED";

/** Where objects go. */
export interface Location {
  readonly bucket: string;
  readonly roleArn: string;
  readonly prefix: string;
  readonly compression: Compression;
}

/** An S3 destination with Firehose's defaults filled in. */
export interface Destination extends Location {
  readonly errorPrefix: string;
  /** Instead of the extension that the format has. */
  readonly extension?: string;
  /** Delivery is due when the buffer has this many bytes, or its oldest record is this old. */
  readonly bufferBytes: number;
  readonly bufferMs: number;
  readonly isPartitioned: boolean;
  readonly processing: Processing;
  readonly conversion?: Conversion;
  /** Where untouched source records go. */
  readonly backup?: Location;
}

type Settings = Readonly<Record<string, unknown>>;

const MIB = 1024 * 1024;

/**
 * Reads an extended S3 destination. What the sandbox cannot do throws `NotImplementedInSandbox`.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html
 */
export function destinationOf(
  stream: string,
  stored: { readonly type: string; readonly config: Settings } | undefined,
): Destination {
  if (stored?.type !== "ExtendedS3") throw unsupported(stream, `destination ${stored?.type}`, "ExtendedS3");
  const { config } = stored;
  const zone = config["CustomTimeZone"] ?? "UTC";
  if (zone !== "UTC") throw unsupported(stream, `CustomTimeZone ${zone}`, "UTC");
  const hints = (config["BufferingHints"] ?? {}) as { SizeInMBs?: number; IntervalInSeconds?: number };
  const conversion = conversionOf(stream, config["DataFormatConversionConfiguration"]);
  const backup = config["S3BackupMode"] === "Enabled" && (config["S3BackupUpdate"] ?? config["S3BackupConfiguration"]);
  const extension = config["FileExtension"];
  const isPartitioned = (config["DynamicPartitioningConfiguration"] as Settings | undefined)?.["Enabled"] === true;
  return {
    ...locationOf(stream, config, { hasPartitionKeys: isPartitioned }),
    errorPrefix: prefixOf(stream, config["ErrorOutputPrefix"], { hasErrorType: true }),
    ...(extension ? { extension: String(extension) } : {}),
    bufferBytes: (hints.SizeInMBs ?? (conversion ? 128 : 5)) * MIB,
    bufferMs: (hints.IntervalInSeconds ?? 300) * 1000,
    isPartitioned,
    processing: processingOf(stream, config["ProcessingConfiguration"]),
    ...(conversion && { conversion }),
    ...(backup ? { backup: locationOf(stream, backup as Settings, {}) } : {}),
  };
}

function locationOf(stream: string, settings: Settings, naming: Naming): Location {
  const compression = settings["CompressionFormat"] ?? "UNCOMPRESSED";
  if (compression !== "GZIP" && compression !== "UNCOMPRESSED") {
    throw unsupported(stream, `CompressionFormat ${compression}`, "GZIP and UNCOMPRESSED");
  }
  return {
    bucket: String(settings["BucketARN"]).replace(/^arn:[^:]+:s3:::/, ""),
    roleArn: String(settings["RoleARN"]),
    prefix: prefixOf(stream, settings["Prefix"], naming),
    compression,
  };
}

function prefixOf(stream: string, given: unknown, naming: Naming): string {
  const prefix = String(given ?? "");
  const wrong = wrongExpression(prefix, naming);
  if (wrong === undefined) return prefix;
  throw unsupported(stream, `${wrong} in the prefix ${prefix}`, "by the expressions of gateway/firehose/prefix.ts");
}
