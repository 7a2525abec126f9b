import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResultReader,
  type DuckDBType,
  quotedIdentifier,
  quotedString,
} from "@duckdb/node-api";
import { failureOf, refusal, SqlError } from "./errors";
import { MACRO_PREFIX, MACROS, OWN_MACROS } from "./functions";
import { lint } from "./lint";
import { translate, translatorReady, UNNAMED } from "./translate";
import { duckTypeOf, trinoTypeOf } from "./types";
import { type Value, valueFrom } from "./values";

/** A column with its type: Hive's in tables, Trino's in views and results. */
export interface TypedColumn {
  readonly name: string;
  readonly type: string;
}

/** What a query answers. */
export interface QueryResult {
  readonly columns: readonly TypedColumn[];
  /** Values in the order of the columns. */
  readonly rows: readonly (readonly Value[])[];
}

/** A table as Glue has it; its rows come from elsewhere. */
export interface TableDefinition {
  /** @default the engine's */
  readonly database?: string;
  readonly name: string;
  /** Columns with Hive types, partition keys last. */
  readonly columns: readonly TypedColumn[];
}

/** A view as Athena keeps it: its SELECT and the columns it had when it was made. */
export interface ViewDefinition {
  /** @default the engine's */
  readonly database?: string;
  readonly name: string;
  /** Its SELECT, without a semicolon. */
  readonly sql: string;
  /** Columns with Trino types. */
  readonly columns: readonly TypedColumn[];
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
    await engine.run("SET TimeZone = 'UTC'");
    await engine.run("SET integer_division = true");
    for (const [name, body] of Object.entries(macros)) await engine.run(`CREATE MACRO ${MACRO_PREFIX}${name}${body}`);
    return engine;
  }

  /** Defines a table and fills it with rows of JSON text, one object each; a value that does not fit its column raises. */
  async defineRows(table: TableDefinition, rows: readonly string[]): Promise<void> {
    const { database = this.database, name, columns } = table;
    const types = columns.map((column) => [column.name, duckTypeOf(column.type)] as const);
    await this.run(`CREATE SCHEMA IF NOT EXISTS ${quotedIdentifier(database)}`);
    const list = types.map(([column, type]) => `${quotedIdentifier(column)} ${type}`).join(", ");
    await this.run(`CREATE TABLE ${pathOf(database, name)} (${list})`);
    if (rows.length === 0) return;
    const parsed = `from_json_strict(line, ${quotedString(JSON.stringify(Object.fromEntries(types)))})`;
    const lines = rows.map((row) => `(${quotedString(completeRow(row, columns))})`).join(", ");
    const select = `SELECT unnest(${parsed}) FROM (VALUES ${lines}) AS lines(line)`;
    await this.run(`INSERT INTO ${pathOf(database, name)} ${select}`);
  }

  /** Defines a table as what a query of DuckDB's own SQL yields, e.g. over `read_parquet`. */
  async defineRelation({ database = this.database, name }: TableDefinition, duckSql: string): Promise<void> {
    await this.run(`CREATE SCHEMA IF NOT EXISTS ${quotedIdentifier(database)}`);
    await this.run(`CREATE VIEW ${pathOf(database, name)} AS ${duckSql}`);
  }

  /**
   * Defines a view over tables and views defined before.
   * @throws SqlError when Athena would refuse the SELECT, or when it no longer yields the columns that the view declares
   */
  async defineView({ database = this.database, name, sql, columns }: ViewDefinition): Promise<void> {
    const duckSql = this.translated(sql, database);
    await this.run(`CREATE SCHEMA IF NOT EXISTS ${quotedIdentifier(database)}`);
    await this.run(`CREATE VIEW ${pathOf(database, name)} AS ${duckSql}`);
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
    return { columns: columnsOf(result), rows: result.getRows().map((row) => row.map(valueFrom)) };
  }

  /** Frees the memory; results stay readable. */
  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  /** The query in DuckDB's words. */
  private translated(sql: string, database: string): string {
    const [finding] = lint(sql);
    if (finding) throw refusal("NOT_SUPPORTED", finding);
    return translate(sql, database);
  }

  private async run(duckSql: string, sql = duckSql): Promise<DuckDBResultReader> {
    try {
      return await this.connection.runAndReadAll(duckSql);
    } catch (error) {
      throw failureOf(error, sql);
    }
  }
}

function pathOf(database: string, name: string): string {
  return `${quotedIdentifier(database)}.${quotedIdentifier(name)}`;
}

/** The row's text with a null for each column that it lacks; numbers beyond 2^53 stay exact. */
function completeRow(row: string, columns: readonly TypedColumn[]): string {
  const keys = new Set(Object.keys(JSON.parse(row)));
  const absent = columns.filter(({ name }) => !keys.delete(name));
  const [unknown] = keys;
  if (unknown) throw new Error(`The table has no column "${unknown}"; it has ${columns.map(({ name }) => name)}.`);
  const nulls = absent.map(({ name }) => `${JSON.stringify(name)}:null`);
  if (nulls.length === 0) return row;
  const comma = absent.length < columns.length ? "," : "";
  return `${row.trimEnd().slice(0, -1)}${comma}${nulls.join()}}`;
}

function columnsOf(result: DuckDBResultReader): TypedColumn[] {
  const types = result.columnTypes();
  return result.columnNames().map((name, index) => ({
    name: name.startsWith(UNNAMED) ? `_col${index}` : name,
    type: trinoTypeOf(types[index] as DuckDBType),
  }));
}
