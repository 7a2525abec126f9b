import { jsonDocuments } from "../../../functions/shared/json-documents";
import type { Item } from "./answers";
import type { Conversion, OpenX } from "./conversion-settings";
import { type FailedRecord, type Failure, StepFailed } from "./failure";
import { isObject, parseExactly } from "./json";
import { type GlueColumn, MalformedData, rowOf } from "./openx";
import { duckDbType } from "./parquet";
import type { Roles } from "./role";

/** Rows for the table, and the records that do not fit it. */
export interface Converted {
  /** One JSON text per row. */
  readonly rows: readonly string[];
  /** Records that the rows come from: a record may hold several documents. */
  readonly records: number;
  readonly failed: readonly FailedRecord[];
}

/**
 * Turns records into rows. A record is taken whole or not at all: one document that does not fit fails its record.
 * https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html
 */
export function convert(items: readonly Item[], columns: readonly GlueColumn[], serde: OpenX): Converted {
  const rows: string[] = [];
  const failed: FailedRecord[] = [];
  for (const { data, record } of items) {
    const outcome = rowsOf(data.toString("utf8"), columns, serde);
    if (Array.isArray(outcome)) {
      // One by one: as arguments of one call, a big record's documents are too many for the stack.
      for (const row of outcome) rows.push(row);
    } else failed.push({ type: "format-conversion-failed", record, ...(outcome as Failure) });
  }
  return { rows, records: items.length - failed.length, failed };
}

function rowsOf(text: string, columns: readonly GlueColumn[], serde: OpenX): string[] | Failure {
  const documents = jsonDocuments(text);
  if (documents.length === 0) return { code: "DataFormatConversion.ParseError", message: "The record is empty." };
  try {
    return documents.map((document) => {
      const value = parseExactly(document);
      if (!isObject(value)) throw new SyntaxError(`A JSON object is needed, this is ${document.slice(0, 50)}`);
      return rowOf(value, columns, serde);
    });
  } catch (error) {
    if (error instanceof MalformedData) return { code: "DataFormatConversion.MalformedData", message: error.message };
    // A document nested too deep to be read is as little JSON to us as one that is broken.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { code: "DataFormatConversion.ParseError", message: `Encountered malformed JSON. ${error.message}` };
  }
}

/** The table that a stream converts to, read once. */
export class TableSchema {
  private read: Promise<readonly GlueColumn[]> | undefined;

  constructor(
    private readonly roles: Roles,
    private readonly conversion: Conversion,
  ) {}

  /** @throws StepFailed when it cannot be read or written */
  columns(): Promise<readonly GlueColumn[]> {
    this.read ??= tableColumns(this.roles, this.conversion);
    return this.read;
  }
}

async function tableColumns(roles: Roles, conversion: Conversion): Promise<readonly GlueColumn[]> {
  const { roleArn, database, table, region } = conversion;
  const input = { DatabaseName: database, Name: table };
  const { Table } = await roles.json<{ Table: { StorageDescriptor?: { Columns?: { Name: string; Type: string }[] } } }>(
    "DataFormatConversion",
    roleArn,
    "glue",
    "AWSGlue.GetTable",
    input,
    region,
  );
  const columns = (Table.StorageDescriptor?.Columns ?? []).map(({ Name, Type }) => ({ name: Name, type: Type }));
  const unknown = columns.find(({ type }) => duckDbType(type) === undefined);
  if (columns.length > 0 && !unknown) return columns;
  const message = unknown
    ? `The sandbox's Firehose does not write the type ${unknown.type} (column ${unknown.name}).`
    : `The table ${database}.${table} has no columns.`;
  throw new StepFailed({ code: "DataFormatConversion.InvalidSchema", message, isRefusal: true });
}
