import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { aliasesOf } from "../../sql/aliases";
import type { TrinoEngine } from "../../sql/engine";
import { parse } from "../../sql/grammar";
import { identifiersIn, type Scan } from "../../sql/scans";
import { translate } from "../../sql/translate";
import type { ProjectedKey } from "./partitions";

/** Schema that the values of partition keys lie in while a query is planned. */
const SCHEMA = "partition_keys";

/**
 * Which partitions each scan of one table reads: those that fit all its conditions on partition keys alone. DuckDB has
 * worked out constants such as `current_timestamp - interval '30' day`, and evaluates the conditions here.
 */
export class Pruning {
  private constructor(
    private readonly engine: TrinoEngine,
    private readonly relation: string,
    private readonly names: ReadonlySet<string>,
  ) {}

  /**
   * @param id tells the table from others of the engine
   * @param texts the query and every view that it reads
   * @param columns names of the table's columns, partition keys included
   */
  static async of(
    engine: TrinoEngine,
    id: string,
    keys: readonly ProjectedKey[],
    texts: readonly string[],
    columns: readonly string[],
  ): Promise<Pruning> {
    const names = keys.map(({ name }) => name);
    const lists = keys.map(({ name, values }) => `(SELECT unnest(${duckList(values)}) AS "${name}")`);
    await engine.duckRows(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
    await engine.duckRows(
      `CREATE TABLE ${SCHEMA}.${quotedIdentifier(id)} AS SELECT * FROM ${lists.join(" CROSS JOIN ")}`,
    );
    const relationOf = (derived: readonly (readonly [string, string])[]): string => {
      const select = [...names, ...derived.map(([name, expression]) => `${expression} AS "${name}"`)].join(", ");
      return translate(`SELECT ${select} FROM ${quotedIdentifier(id)}`, SCHEMA);
    };
    const { hidden, derived: possible } = namesIn(texts, names, columns);
    // The lowest or highest partition key of a group is none of a single partition.
    const derived: (readonly [string, string])[] = [];
    for (const each of possible) if (await canRun(engine, `${relationOf([each])} LIMIT 0`)) derived.push(each);
    const relation = relationOf(derived);
    const usable = [...names.filter((name) => !hidden.has(name)), ...derived.map(([name]) => name)];
    return new Pruning(engine, `(${relation})`, new Set(usable));
  }

  /** Values of the partition keys, one list for each partition that the scan reads. */
  async partitionsOf(scan: Scan, keys: readonly ProjectedKey[], columns: readonly string[]): Promise<string[][]> {
    const conditions = scan.filters.filter((filter) => {
      const used = [...identifiersIn(filter)];
      return (
        used.some((name) => this.names.has(name)) &&
        !used.some((name) => !this.names.has(name) && columns.includes(name))
      );
    });
    const list = keys.map(({ name }) => `"${name}"`).join(", ");
    const where = await this.evaluable(conditions);
    const rows = await this.engine.duckRows(`SELECT ${list} FROM ${this.relation} AS keys ${where}`);
    return rows.map((row) => row.map(String));
  }

  /** Conditions are DuckDB's own prints; one that it cannot read back prunes nothing, the query applies it all the same. */
  private async evaluable(conditions: readonly string[]): Promise<string> {
    const readable: string[] = [];
    for (const condition of conditions) {
      const probe = `SELECT 1 FROM ${this.relation} AS keys WHERE ${condition} LIMIT 0`;
      if (await canRun(this.engine, probe)) readable.push(`(${condition})`);
    }
    return readable.length === 0 ? "" : `WHERE ${readable.join(" AND ")}`;
  }
}

/** Whether DuckDB takes a query. */
const canRun = (engine: TrinoEngine, duckSql: string): Promise<boolean> =>
  engine.duckRows(duckSql).then(
    () => true,
    () => false,
  );

/** One text for DuckDB to read: as a list of thousands of literals the hours of a year take many times as long. */
const duckList = (values: readonly string[]): string =>
  `from_json(${quotedString(JSON.stringify(values))}, '["VARCHAR"]')`;

/**
 * DuckDB prints an expression by the name that a view gave it. So a condition on `datehour` is one on the partition key
 * only if nothing else has that name (hidden), and one on `ingest_timestamp` can be worked out where every view means
 * the same by it and that depends on partition keys alone (derived).
 */
function namesIn(texts: readonly string[], keys: readonly string[], columns: readonly string[]) {
  const aliases = texts.flatMap((text) => aliasesOf(text, parse(text)));
  const hidden = new Set(
    aliases.filter(({ name, expression }) => keys.includes(name) && expression !== name).map(({ name }) => name),
  );
  const isKey = (column: string): boolean => keys.includes(column) && !hidden.has(column);
  const derived = new Map<string, string>();
  for (const { name, expression, columns: used } of aliases) {
    if (columns.includes(name) || used.length === 0 || !used.every(isKey)) continue;
    const others = aliases.some((other) => other.name === name && other.expression !== expression);
    if (expression !== undefined && !others) derived.set(name, expression);
  }
  return { hidden, derived: [...derived] };
}
