import { type PartitionQuery, partitionQuery } from "./partition-query";
import { unsupported } from "./unsupported";

/** What happens to records before they are written. */
export interface Processing {
  readonly transform?: Transform;
  /** Appended to each record; "" for none. */
  readonly delimiter: string;
  /** Whether a record's JSON documents become records of their own. */
  readonly isDeaggregated: boolean;
  readonly query?: PartitionQuery;
}

/** The function that transforms records. */
export interface Transform {
  /** With or without qualifier. */
  readonly lambdaArn: string;
  readonly retries: number;
  /** Source bytes of one call, before base64. */
  readonly batchBytes: number;
}

interface Processor {
  readonly Type: string;
  readonly Parameters?: readonly { readonly ParameterName: string; readonly ParameterValue: string }[];
}

const MIB = 1024 * 1024;

/**
 * Reads the processors of a destination.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
 */
export function processingOf(stream: string, given: unknown): Processing {
  const settings = given as { Enabled?: boolean; Processors?: readonly Processor[] } | undefined;
  const processors = settings?.Enabled ? (settings.Processors ?? []) : [];
  const byType = new Map(processors.map((processor) => [processor.Type, parametersOf(processor)]));
  const known = ["Lambda", "AppendDelimiterToRecord", "RecordDeAggregation", "MetadataExtraction"];
  const unknown = [...byType.keys()].find((type) => !known.includes(type));
  if (unknown) throw unsupported(stream, `processor ${unknown}`, `with ${known.join(", ")}`);
  const subRecords = byType.get("RecordDeAggregation")?.["SubRecordType"];
  if (subRecords && subRecords !== "JSON") throw unsupported(stream, `SubRecordType ${subRecords}`, "with JSON");
  const lambda = byType.get("Lambda");
  const query = byType.get("MetadataExtraction")?.["MetadataExtractionQuery"];
  const delimiter = byType.get("AppendDelimiterToRecord");
  return {
    // Terraform writes the end of a line as the two characters `\n`, the console as itself.
    delimiter: delimiter ? (delimiter["Delimiter"] ?? "\\n").replaceAll("\\n", "\n") : "",
    isDeaggregated: subRecords !== undefined,
    ...(lambda && {
      transform: {
        lambdaArn: String(lambda["LambdaArn"]),
        retries: Number(lambda["NumberOfRetries"] ?? 3),
        batchBytes: Number(lambda["BufferSizeInMBs"] ?? 1) * MIB,
      },
    }),
    ...(query && { query: partitionQuery(stream, query) }),
  };
}

function parametersOf({ Parameters = [] }: Processor): Readonly<Record<string, string>> {
  return Object.fromEntries(Parameters.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]));
}
