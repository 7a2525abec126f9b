import {
  DuckDBDecimalType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";

const HIVE: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  bigint: "BIGINT",
  int: "INTEGER",
  smallint: "SMALLINT",
  tinyint: "TINYINT",
  boolean: "BOOLEAN",
  double: "DOUBLE",
  float: "FLOAT",
  date: "DATE",
  timestamp: "TIMESTAMP",
  binary: "BLOB",
};

/** DuckDB's name of a Hive type as Glue writes it, e.g. `map<string,array<string>>`. */
export function duckTypeOf(hive: string): string {
  const type = hive.trim().toLowerCase();
  const [, generic, inner = ""] = /^(array|map|struct)<(.*)>$/s.exec(type) ?? [];
  const parts = inner ? splitTopLevel(inner) : [];
  if (generic === "array" && parts.length === 1) return `${duckTypeOf(inner)}[]`;
  if (generic === "map" && parts.length === 2) return `MAP(${parts.map(duckTypeOf).join(", ")})`;
  if (generic === "struct" && parts.length > 0) return `STRUCT(${parts.map(duckFieldOf).join(", ")})`;
  if (/^decimal\(\d+, ?\d+\)$/.test(type)) return type.toUpperCase();
  const simple = /^(var)?char\(\d+\)$/.test(type) ? "VARCHAR" : HIVE[type];
  if (simple) return simple;
  const known = [...Object.keys(HIVE), "decimal(p,s)", "varchar(n)", "array<…>", "map<…>", "struct<…>"].join(", ");
  throw new Error(`"${hive}" is no Hive type that the sandbox knows. It knows ${known}.`);
}

function duckFieldOf(field: string): string {
  const colon = field.indexOf(":");
  return `"${field.slice(0, colon).trim()}" ${duckTypeOf(field.slice(colon + 1))}`;
}

/** Splits at the commas outside `<…>` and `(…)`. */
function splitTopLevel(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const char of text) {
    if (char === "<" || char === "(") depth++;
    if (char === ">" || char === ")") depth--;
    if (char === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts;
}

const TRINO: Readonly<Partial<Record<DuckDBTypeId, string>>> = {
  [DuckDBTypeId.VARCHAR]: "varchar",
  [DuckDBTypeId.BIGINT]: "bigint",
  // DuckDB sums integers into 128 bits, Trino into a bigint.
  [DuckDBTypeId.HUGEINT]: "bigint",
  // DuckDB counts unsigned in histogram().
  [DuckDBTypeId.UBIGINT]: "bigint",
  [DuckDBTypeId.INTEGER]: "integer",
  [DuckDBTypeId.SMALLINT]: "smallint",
  [DuckDBTypeId.TINYINT]: "tinyint",
  [DuckDBTypeId.BOOLEAN]: "boolean",
  [DuckDBTypeId.DOUBLE]: "double",
  [DuckDBTypeId.FLOAT]: "real",
  [DuckDBTypeId.DATE]: "date",
  [DuckDBTypeId.TIME]: "time(3)",
  [DuckDBTypeId.TIMESTAMP]: "timestamp(3)",
  [DuckDBTypeId.TIMESTAMP_TZ]: "timestamp(3) with time zone",
  [DuckDBTypeId.INTERVAL]: "interval day to second",
  [DuckDBTypeId.BLOB]: "varbinary",
  [DuckDBTypeId.SQLNULL]: "unknown",
};

/** Trino's name of a DuckDB type, e.g. `map(varchar, array(varchar))`. */
export function trinoTypeOf(type: DuckDBType): string {
  if (type.alias === "JSON") return "json";
  if (type instanceof DuckDBDecimalType) return `decimal(${type.width},${type.scale})`;
  if (type instanceof DuckDBListType) return `array(${trinoTypeOf(type.valueType)})`;
  if (type instanceof DuckDBMapType) return `map(${trinoTypeOf(type.keyType)}, ${trinoTypeOf(type.valueType)})`;
  if (type instanceof DuckDBStructType) {
    const fields = type.entryTypes.map((entry, index) => `${type.entryNames[index]} ${trinoTypeOf(entry)}`);
    return `row(${fields.join(", ")})`;
  }
  const name = TRINO[type.typeId];
  if (!name) throw new Error(`Trino has no type like DuckDB's ${type}. Cast the column to a type that both have.`);
  return name;
}
