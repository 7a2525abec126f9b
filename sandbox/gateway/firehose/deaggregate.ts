import { jsonDocuments } from "../../../functions/shared/json-documents";
import type { StreamRecord } from "./stream";

/**
 * Each JSON document of a record as a record of its own; a record without any stays as it is. Firehose does this before
 * the transformation. https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html
 */
export function deaggregate(record: StreamRecord): StreamRecord[] {
  const documents = jsonDocuments(record.data.toString("utf8"));
  return documents.length === 0 ? [record] : documents.map((text) => ({ ...record, data: Buffer.from(text) }));
}
