import type { Item } from "./answers";
import type { FailedRecord } from "./failure";
import { type PartitionQuery, partitionKeys } from "./partition-query";
import { evaluatePrefix, PrefixError } from "./prefix";

/** Records that go into one object. */
export interface Partition {
  /** Evaluated. */
  readonly prefix: string;
  readonly items: readonly Item[];
}

/** How a destination parts its records. */
export interface Partitioning {
  readonly prefix: string;
  readonly at: number;
  readonly isPartitioned: boolean;
  readonly query?: PartitionQuery;
}

/**
 * Parts records by their evaluated prefix; without dynamic partitioning there is one part.
 * https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
 */
export function partitions(
  items: readonly Item[],
  { prefix, at, isPartitioned, query }: Partitioning,
): { partitions: readonly Partition[]; failed: readonly FailedRecord[] } {
  if (items.length === 0) return { partitions: [], failed: [] };
  if (!isPartitioned) return { partitions: [{ prefix: evaluatePrefix(prefix, { at }), items }], failed: [] };
  const byPrefix = new Map<string, Item[]>();
  const failed: FailedRecord[] = [];
  for (const item of items) {
    try {
      const queryKeys = query ? keysOf(item, query) : {};
      const evaluated = evaluatePrefix(prefix, { at, queryKeys, lambdaKeys: item.lambdaKeys ?? {} });
      byPrefix.set(evaluated, [...(byPrefix.get(evaluated) ?? []), item]);
    } catch (error) {
      if (!(error instanceof PrefixError)) throw error;
      const code = "DynamicPartitioning.MetadataExtractionFailed";
      failed.push({ type: "processing-failed", record: item.record, code, message: error.message });
    }
  }
  return { partitions: [...byPrefix].map(([evaluated, part]) => ({ prefix: evaluated, items: part })), failed };
}

function keysOf({ data }: Item, query: PartitionQuery): Record<string, string> {
  try {
    return partitionKeys(query, JSON.parse(data.toString("utf8")));
  } catch (error) {
    throw new PrefixError(`The record is not JSON: ${(error as Error).message}`);
  }
}
