import { unsupported } from "./unsupported";

/** Conversion from JSON to Parquet by the columns of a Glue table. */
export interface Conversion {
  readonly roleArn: string;
  readonly database: string;
  readonly table: string;
  readonly region?: string;
  readonly serde: OpenX;
  readonly serializer: ParquetSerializer;
}

/** Options of the OpenX JSON SerDe. */
export interface OpenX {
  readonly isCaseInsensitive: boolean;
  readonly dotsToUnderscores: boolean;
  /** JSON key by column. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Options of the Parquet serializer. */
export interface ParquetSerializer {
  readonly compression: "SNAPPY" | "GZIP" | "UNCOMPRESSED";
  readonly hasDictionary: boolean;
}

interface Settings {
  readonly Enabled?: boolean;
  readonly SchemaConfiguration?: {
    readonly RoleARN?: string;
    readonly DatabaseName?: string;
    readonly TableName?: string;
    readonly Region?: string;
    readonly VersionId?: string;
  };
  readonly InputFormatConfiguration?: {
    readonly Deserializer?: {
      readonly HiveJsonSerDe?: object;
      readonly OpenXJsonSerDe?: {
        readonly CaseInsensitive?: boolean;
        readonly ConvertDotsInJsonKeysToUnderscores?: boolean;
        readonly ColumnToJsonKeyMappings?: Record<string, string>;
      };
    };
  };
  readonly OutputFormatConfiguration?: {
    readonly Serializer?: {
      readonly OrcSerDe?: object;
      readonly ParquetSerDe?: {
        readonly Compression?: ParquetSerializer["compression"];
        readonly EnableDictionaryCompression?: boolean;
      };
    };
  };
}

/**
 * Reads the conversion settings of a destination; undefined when it does not convert.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_DataFormatConversionConfiguration.html
 */
export function conversionOf(stream: string, given: unknown): Conversion | undefined {
  const settings = given as Settings | undefined;
  if (!settings || settings.Enabled === false) return undefined;
  const schema = settings.SchemaConfiguration ?? {};
  const { HiveJsonSerDe, OpenXJsonSerDe = {} } = settings.InputFormatConfiguration?.Deserializer ?? {};
  const { OrcSerDe, ParquetSerDe = {} } = settings.OutputFormatConfiguration?.Serializer ?? {};
  if (HiveJsonSerDe) throw unsupported(stream, "HiveJsonSerDe", "with OpenXJsonSerDe");
  if (OrcSerDe) throw unsupported(stream, "OrcSerDe", "with ParquetSerDe");
  const version = schema.VersionId ?? "LATEST";
  if (version !== "LATEST") throw unsupported(stream, `table version ${version}`, "with LATEST");
  return {
    roleArn: String(schema.RoleARN),
    database: String(schema.DatabaseName),
    table: String(schema.TableName),
    ...(schema.Region && { region: schema.Region }),
    serde: {
      isCaseInsensitive: OpenXJsonSerDe.CaseInsensitive ?? true,
      dotsToUnderscores: OpenXJsonSerDe.ConvertDotsInJsonKeysToUnderscores ?? false,
      keys: OpenXJsonSerDe.ColumnToJsonKeyMappings ?? {},
    },
    serializer: {
      compression: ParquetSerDe.Compression ?? "SNAPPY",
      hasDictionary: ParquetSerDe.EnableDictionaryCompression ?? false,
    },
  };
}
