import type { TrinoEngine } from "../../sql/engine";
import { SqlError } from "../../sql/errors";
import type { Scan } from "../../sql/scans";
import type { FileFormat } from "../../sql/tables";
import { listObjects, type S3Object, s3Location } from "../s3-calls";
import type { Call, Cloud } from "../service";
import { columnsOf, type GlueTable } from "./catalog";
import { partitionLocation, projectedKeys } from "./partitions";
import { Pruning } from "./pruning";

/** An object of a table, in its partition. */
export interface TableObject extends S3Object {
  /** Values of the partition keys, in their order. */
  readonly partition: readonly string[];
}

/** What a query reads of one table. */
export interface TableReads {
  readonly table: GlueTable;
  readonly format: FileFormat;
  /** Each object once. */
  readonly objects: readonly TableObject[];
  /** The objects and columns of each reference to the table. */
  readonly scans: readonly { readonly columns: readonly string[]; readonly objects: readonly TableObject[] }[];
}

/** What a query's texts and plan have in common for all its tables. */
export interface ReadContext {
  readonly cloud: Cloud;
  readonly call: Call;
  readonly engine: TrinoEngine;
  /** The query and every view that it reads. */
  readonly texts: readonly string[];
  readonly now: Date;
}

/** Finds the objects that the scans of a table read, with the caller's rights. */
export async function tableReads(context: ReadContext, table: GlueTable, scans: readonly Scan[]): Promise<TableReads> {
  const { engine, texts, now } = context;
  const format = formatOf(table);
  const keys = projectedKeys(table, now);
  const names = keys.map(({ name }) => name);
  const columns = [...columnsOf(table.StorageDescriptor?.Columns).map(({ name }) => name), ...names];
  const id = `${table.DatabaseName}.${table.Name}`;
  const pruning = keys.length > 0 ? await Pruning.of(engine, id, keys, texts, columns) : undefined;
  const locationsOf = async (scan: Scan): Promise<Map<string, string[]>> => {
    const partitions = pruning ? await pruning.partitionsOf(scan, keys, columns) : [[]];
    return new Map(partitions.map((values) => [partitionLocation(table, keys, values), values]));
  };
  const locations: Map<string, string[]>[] = [];
  for (const scan of scans) locations.push(await locationsOf(scan));
  const objects = await objectsIn(context, new Map(locations.flatMap((each) => [...each])));
  return {
    table,
    format,
    objects: [...objects.values()].flat(),
    scans: scans.map((scan, index) => {
      const own = [...(locations[index]?.keys() ?? [])].flatMap((location) => objects.get(location) ?? []);
      return { columns: scan.columns, objects: own };
    }),
  };
}

const PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
const TEXT = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

function formatOf({ Name, StorageDescriptor }: GlueTable): FileFormat {
  const { SerializationLibrary: library, Parameters = {} } = StorageDescriptor?.SerdeInfo ?? {};
  if (library === PARQUET) return { kind: "parquet" };
  // Hive's own default is Ctrl-A.
  if (library === TEXT) return { kind: "text", delimiter: Parameters["field.delim"] ?? "\u0001" };
  const text = `The sandbox reads ${PARQUET} and ${TEXT}; the table '${Name}' has ${library ?? "no SerDe"}.`;
  throw new SqlError("NOT_SUPPORTED", text);
}

/** The objects at each location. One listing per bucket, of what all its locations have in common. */
async function objectsIn(
  { cloud, call }: ReadContext,
  partitions: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, TableObject[]>> {
  const found = new Map<string, TableObject[]>();
  const buckets = new Map<string, string>();
  for (const location of partitions.keys()) {
    const place = s3Location(location);
    if (!place) throw new SqlError("HIVE_METASTORE_ERROR", `"${location}" is no location in S3.`);
    buckets.set(place.bucket, commonPrefix(buckets.get(place.bucket) ?? place.key, place.key));
  }
  for (const [bucket, prefix] of buckets) {
    const arn = `arn:aws:s3:::${bucket}`;
    await cloud.authorize(call, "s3:ListBucket", arn, { "s3:prefix": prefix });
    const objects = await listObjects(cloud, call.region, bucket, prefix);
    if (!objects) throw new SqlError("HIVE_METASTORE_ERROR", `The bucket ${bucket} does not exist.`);
    const checked = new Set<string | undefined>();
    for (const object of objects.filter(isVisible)) {
      const location = locationOf(object, partitions);
      if (location === undefined) continue;
      const partition = partitions.get(location) ?? [];
      // Policies name prefixes: one object stands for all with the same first partition key.
      if (!checked.has(partition[0])) await cloud.authorize(call, "s3:GetObject", `${arn}/${object.key}`);
      checked.add(partition[0]);
      const siblings = found.get(location);
      if (siblings) siblings.push({ ...object, partition });
      else found.set(location, [{ ...object, partition }]);
    }
  }
  return found;
}

/** The location that the object lies below, if it is one that is asked for. */
function locationOf({ bucket, key }: S3Object, partitions: ReadonlyMap<string, unknown>): string | undefined {
  for (let end = key.lastIndexOf("/"); end >= 0; end = key.lastIndexOf("/", end - 1)) {
    const location = `s3://${bucket}/${key.slice(0, end + 1)}`;
    if (partitions.has(location)) return location;
    if (end === 0) break;
  }
  return partitions.has(`s3://${bucket}/`) ? `s3://${bucket}/` : undefined;
}

/** Athena passes over empty objects and those whose name begins with `_` or `.`. */
const isVisible = ({ key, size }: S3Object): boolean => size > 0 && !/(^|\/)[_.][^/]*$/.test(key);

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
