import { Footprints } from "../../sql/bytes";
import { type QueryResult, TrinoEngine } from "../../sql/engine";
import { SqlError } from "../../sql/errors";
import type { Scan } from "../../sql/scans";
import type { Call, Cloud } from "../service";
import { columnsOf, type GlueTable, readCatalog } from "./catalog";
import type { ObjectCache } from "./objects";
import { type TableObject, type TableReads, tableReads } from "./table-reads";

/** A query that is to run. */
export interface Query {
  /** The call that started it; its caller's rights count. */
  readonly call: Call;
  readonly sql: string;
  readonly database: string;
  /** Bytes that it may read. */
  readonly cutoff: number | undefined;
  readonly now: Date;
  /** Aborted when the query is stopped. */
  readonly signal: AbortSignal;
  /** Told what it will read, before it reads. */
  readonly onPlanned: (bytes: number) => void;
}

/** A query that its workgroup's limit cancelled. */
export class CutoffError extends Error {}

/** Answers queries from the emulated bucket, through the tables and views that Glue has. */
export class QueryRunner {
  private footprints: Promise<Footprints> | undefined;

  constructor(
    private readonly cloud: Cloud,
    private readonly objects: ObjectCache,
  ) {}

  /** @throws SqlError what Athena fails it with; AwsError what the caller may not do; CutoffError */
  async run(query: Query): Promise<QueryResult> {
    assertSelect(query.sql);
    const engine = await TrinoEngine.open({ database: query.database, now: query.now });
    const interrupt = (): void => engine.interrupt();
    query.signal.addEventListener("abort", interrupt);
    try {
      const reads = await this.plan(engine, query);
      const bytes = await this.fetch(engine, query, reads);
      query.onPlanned(bytes);
      if (query.cutoff !== undefined && bytes > query.cutoff) throw cutoffError(bytes, query.cutoff);
      query.signal.throwIfAborted();
      return await engine.query(query.sql);
    } finally {
      query.signal.removeEventListener("abort", interrupt);
      engine.close();
    }
  }

  private async plan(engine: TrinoEngine, { call, sql, database, now }: Query): Promise<TableReads[]> {
    const { tables, views } = await readCatalog(this.cloud, call, sql, database);
    for (const table of tables) await engine.defineRows(definitionOf(table), []);
    for (const view of views) await engine.defineView(view);
    const scans = await engine.scans(sql);
    const context = { cloud: this.cloud, call, engine, texts: [sql, ...views.map((view) => view.sql)], now };
    const isOf = (table: GlueTable, scan: Scan): boolean =>
      scan.database === table.DatabaseName && scan.table === table.Name;
    const reads: TableReads[] = [];
    for (const table of tables) {
      reads.push(
        await tableReads(
          context,
          table,
          scans.filter((scan) => isOf(table, scan)),
        ),
      );
    }
    return reads;
  }

  /** Gives the tables their rows. @returns bytes that Athena would read */
  private async fetch(engine: TrinoEngine, { call }: Query, reads: readonly TableReads[]): Promise<number> {
    this.footprints ??= Footprints.open();
    const footprints = await this.footprints;
    let bytes = 0;
    for (const { table, format, objects, scans } of reads) {
      const paths = await this.objects.files(call.region, objects);
      const local = new Map(objects.map((object, index) => [object, paths[index] ?? ""]));
      const files = objects.map((object) => ({ path: local.get(object) ?? "", partition: object.partition }));
      await engine.fillFromFiles(definitionOf(table), columnsOf(table.PartitionKeys), files, format);
      if (format.kind === "text") {
        bytes += scans.flatMap((scan) => scan.objects).reduce((sum, { size }) => sum + size, 0);
        continue;
      }
      const filesOf = (list: readonly TableObject[]): string[] => list.map((object) => local.get(object) ?? "");
      bytes += await footprints.bytesRead(scans.map((scan) => ({ ...scan, files: filesOf(scan.objects) })));
    }
    return bytes;
  }
}

function definitionOf({ DatabaseName, Name, StorageDescriptor, PartitionKeys }: GlueTable) {
  const columns = [...columnsOf(StorageDescriptor?.Columns), ...columnsOf(PartitionKeys)];
  return { database: DatabaseName, name: Name, columns };
}

function cutoffError(bytes: number, cutoff: number): CutoffError {
  return new CutoffError(
    `Bytes scanned limit was exceeded: the query reads ${bytes} bytes, the workgroup's limit is ${cutoff}`,
  );
}

/** Tables and views come from Glue; what changes data or the catalog is not here. */
function assertSelect(sql: string): void {
  const text = sql.replace(/^(\s|--[^\n]*\n|\/\*.*?\*\/)+/s, "");
  if (/^(\(|(select|with|values|table)\b)/i.test(text)) return;
  const [keyword = ""] = /^\w+/.exec(text) ?? [];
  throw new SqlError(
    "NOT_SUPPORTED",
    `${keyword.toUpperCase()} is not in the sandbox, which runs SELECT only; tables and views are made with the Glue API`,
  );
}
