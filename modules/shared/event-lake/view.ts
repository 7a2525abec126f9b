/** Types of a view's columns, as Athena (Trino) writes them, and what Hive, Glue's language, calls them. */
export const HIVE_TYPES = {
  varchar: "string",
  bigint: "bigint",
  integer: "int",
  boolean: "boolean",
  double: "double",
  date: "date",
  "timestamp(3)": "timestamp",
  "array(varchar)": "array<string>",
  "map(varchar, varchar)": "map<string,string>",
  "map(varchar, double)": "map<string,double>",
  "map(varchar, array(varchar))": "map<string,array<string>>",
} as const;

/** A type that a view's column may have. Timestamps never have a zone: Athena refuses those in views. */
export type TrinoType = keyof typeof HIVE_TYPES;

/** One column of a view. */
export interface ViewColumn {
  readonly name: string;
  readonly type: TrinoType;
  /** Trino expression over what stands behind FROM. */
  readonly expression: string;
}

/**
 * A view of the lake: the one source of its Glue table, its documentation and its tests. Written so that Athena and the
 * local cloud's DuckDB answer the same; the rules are in docs/decisions/event-lake.md.
 */
export interface View {
  readonly name: string;
  /** What one row is, a sentence. */
  readonly doc: string;
  readonly columns: readonly ViewColumn[];
  /** Everything from FROM on, without a semicolon. Tables are named without their database. */
  readonly from: string;
}

/** A column of a view. */
export function viewColumn(name: string, type: TrinoType, expression: string = name): ViewColumn {
  return { name, type, expression };
}

/** A column of text. */
export function varchar(name: string, expression: string = name): ViewColumn {
  return viewColumn(name, "varchar", expression);
}

/** A column as SELECT lists it: without AS where its expression is its name. */
export function selected({ name, expression }: ViewColumn): string {
  return expression === name ? name : `${expression} AS ${name}`;
}

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as SQL lists them behind IN, without the parentheses. */
export function quotedList(texts: readonly string[]): string {
  return texts.map(quoted).join(", ");
}

/** The view's SELECT, without CREATE VIEW and without a semicolon. */
export function selectOf({ columns, from }: View): string {
  const list = columns.map((column) => `  ${selected(column)}`);
  return `SELECT\n${list.join(",\n")}\n${from}`;
}
