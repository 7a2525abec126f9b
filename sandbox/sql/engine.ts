import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResultReader,
  type DuckDBType,
  quotedIdentifier,
} from "@duckdb/node-api";
import { aliasUses } from "./alias-uses";
import { failureOf, refusal, SqlError } from "./errors";
import { MACRO_PREFIX, MACROS, OWN_MACROS } from "./functions";
import { parse } from "./grammar";
import { lint } from "./lint";
import { UNNAMED } from "./rewrites";
import { type Scan, scansOf, UNWANTED_OPTIMIZERS } from "./scans";
import {
  columnList,
  type FileFormat,
  pathOf,
  selectFiles,
  selectRows,
  type TableDefinition,
  type TableFile,
  type TypedColumn,
} from "./tables";
import { translate, translatorReady } from "./translate";
import { trinoTypeOf } from "./types";
import { type Value, valueFrom } from "./values";

/** What a query answers. */
export interface QueryResult {
  readonly columns: readonly TypedColumn[];
  /** Values in the order of the columns. */
  readonly rows: readonly (readonly Value[])[];
}

/** A view as Athena keeps it: its SELECT and the columns it had when it was made. */
export interface ViewDefinition extends TableDefinition {
  /** Its SELECT, without a semicolon; its columns have Trino's types. */
  readonly sql: string;
}

/** Options of an engine. */
export interface EngineOptions {
  /** Database of tables and views that are named without one. @default "default", as in Athena */
  readonly database?: string;
  /** What `current_timestamp` answers. @default the time of the query */
  readonly now?: Date;
}

/**
 * Trino SQL on an in-memory DuckDB: queries are checked by Trino's grammar and by the lint, translated and run. What it
 * answers is Trino's answer, or it refuses; see README.md beside this file for what it cannot tell.
 */
export class TrinoEngine {
  private readonly columns = new Map<string, readonly string[]>();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly database: string,
  ) {}

  /** A fresh engine without tables; it lasts until {@link close}. */
  static async open({ database = "default", now }: EngineOptions = {}): Promise<TrinoEngine> {
    await translatorReady();
    const instance = await DuckDBInstance.create(":memory:");
    const engine = new TrinoEngine(instance, await instance.connect(), database);
    const moment = now ? `CAST('${now.toISOString()}' AS TIMESTAMPTZ)` : "get_current_timestamp()";
    const macros = { ...MACROS, ...OWN_MACROS, now: `() AS ${moment}` };
    const setup = Object.entries(macros).map(([name, body]) => `CREATE MACRO ${MACRO_PREFIX}${name}${body}`);
    await engine.run(["SET TimeZone = 'UTC'", "SET integer_division = true", ...setup].join(";\n"));
    return engine;
  }

  /** Defines a table and fills it with rows of JSON text, one object each; a value that does not fit its column raises. */
  async defineRows(table: TableDefinition, rows: readonly string[]): Promise<void> {
    const path = await this.declare(table);
    await this.run(`CREATE TABLE ${path} (${columnList(table.columns)})`);
    if (rows.length > 0) await this.run(`INSERT INTO ${path} ${selectRows(table.columns, rows)}`);
  }

  /** Gives a table without rows those of files. Parquet is read by name: a column that a file lacks is null. */
  async fillFromFiles(
    { database = this.database, name, columns }: TableDefinition,
    partitionKeys: readonly TypedColumn[],
    files: readonly TableFile[],
    format: FileFormat,
  ): Promise<void> {
    if (files.length === 0) return;
    const path = pathOf(database, name);
    await this.run(`DROP TABLE ${path}`);
    await this.run(`CREATE VIEW ${path} AS ${selectFiles(columns, partitionKeys, files, format)}`);
  }

  /**
   * Defines a view over tables and views defined before.
   * @throws SqlError when Athena would refuse the SELECT, or when it no longer yields the columns that the view declares
   */
  async defineView(view: ViewDefinition): Promise<void> {
    const { database = this.database, name, sql, columns } = view;
    const duckSql = this.translated(sql, database);
    await this.run(`CREATE VIEW ${await this.declare(view)} AS ${duckSql}`, sql);
    await this.assertNoAliasUse(sql, database);
    const listed = (all: readonly TypedColumn[]): string => all.map((each) => `${each.name} ${each.type}`).join(", ");
    const actual = await this.describe(name, database);
    if (listed(actual) === listed(columns)) return;
    throw new SqlError(
      "INVALID_VIEW",
      `View '${database}.${name}' is stale or in invalid state: it declares (${listed(columns)}) and yields (${listed(actual)}).`,
    );
  }

  /** Columns of a table or view, in Trino's types. */
  async describe(name: string, database = this.database): Promise<TypedColumn[]> {
    return columnsOf(await this.run(`SELECT * FROM ${pathOf(database, name)} LIMIT 0`));
  }

  /** Answers a query. @throws SqlError when Athena would refuse it, or when DuckDB would answer otherwise */
  async query(sql: string): Promise<QueryResult> {
    const result = await this.run(this.translated(sql, this.database), sql);
    await this.assertNoAliasUse(sql, this.database);
    return { columns: columnsOf(result), rows: result.getRows().map((row) => row.map(valueFrom)) };
  }

  /** The tables that a query will read, once per reference; every table is still without rows. */
  async scans(sql: string): Promise<Scan[]> {
    const duckSql = this.translated(sql, this.database);
    await this.run(`SET disabled_optimizers = '${UNWANTED_OPTIMIZERS.join()}'`);
    const [[, json] = []] = await this.duckRows(`EXPLAIN (FORMAT json) ${duckSql}`, sql);
    await this.run("RESET disabled_optimizers");
    return scansOf(JSON.parse(String(json)), (path) => this.columns.get(path) ?? []);
  }

  /** Rows of a query in DuckDB's own SQL; `sql` is what it comes from. */
  async duckRows(duckSql: string, sql = duckSql): Promise<readonly (readonly Value[])[]> {
    return (await this.run(duckSql, sql)).getRows().map((row) => row.map(valueFrom));
  }

  /** Stops what runs; it fails. */
  interrupt(): void {
    this.connection.interrupt();
  }

  /** Frees the memory; results stay readable. */
  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  /** Makes room for a table or view. @returns DuckDB's name of it */
  private async declare({ database = this.database, name, columns }: TableDefinition): Promise<string> {
    await this.run(`CREATE SCHEMA IF NOT EXISTS ${quotedIdentifier(database)}`);
    const path = pathOf(database, name);
    this.columns.set(
      path,
      columns.map((column) => column.name),
    );
    return path;
  }

  /** The query in DuckDB's words. */
  private translated(sql: string, database: string): string {
    const [finding] = lint(sql);
    if (finding) throw refusal("NOT_SUPPORTED", finding);
    return translate(sql, database);
  }

  /** DuckDB takes an alias for a column in places where Trino does not; what names no column fails here. */
  private async assertNoAliasUse(sql: string, database: string): Promise<void> {
    for (const { name, line, column, probe } of aliasUses(sql, parse(sql))) {
      const failure = await this.run(`EXPLAIN ${translate(probe, database)}`, probe).catch((error: SqlError) => error);
      if (!(failure instanceof SqlError) || failure.code !== "COLUMN_NOT_FOUND") continue;
      throw new SqlError("COLUMN_NOT_FOUND", `line ${line}:${column}: Column '${name}' cannot be resolved`);
    }
  }

  private async run(duckSql: string, sql = duckSql): Promise<DuckDBResultReader> {
    try {
      return await this.connection.runAndReadAll(duckSql);
    } catch (error) {
      throw failureOf(error, sql);
    }
  }
}

function columnsOf(result: DuckDBResultReader): TypedColumn[] {
  const types = result.columnTypes();
  return result.columnNames().map((name, index) => ({
    name: name.startsWith(UNNAMED) ? `_col${index}` : name,
    type: trinoTypeOf(types[index] as DuckDBType),
  }));
}
