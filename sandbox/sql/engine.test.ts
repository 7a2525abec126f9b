import { TrinoEngine } from "./engine";
import { SqlError } from "./errors";

// The first query loads grammar and translator, which takes seconds on a busy machine.
jest.setTimeout(30_000);

let engine: TrinoEngine;

beforeAll(async () => {
  engine = await TrinoEngine.open({ database: "lake" });
  const columns = [
    { name: "id", type: "bigint" },
    { name: "price", type: "decimal(18,6)" },
    { name: "tags", type: "map<string,array<string>>" },
    { name: "mail", type: "struct<to:array<string>,sent:timestamp>" },
  ];
  const rows = ['{"id":9007199254740993,"price":0.00645,"mail":{"to":["a@x.org"],"sent":"2026-11-20 09:15:02.31"}}'];
  await engine.defineRows({ name: "mails", columns }, rows);
});

afterAll(() => engine.close());

it("answers with Trino's types, exact integers and Athena's timestamps", async () => {
  const { columns, rows } = await engine.query("SELECT *, mail.sent AS sent, count(*) OVER () FROM mails");
  expect(columns).toEqual([
    { name: "id", type: "bigint" },
    { name: "price", type: "decimal(18,6)" },
    { name: "tags", type: "map(varchar, array(varchar))" },
    { name: "mail", type: "row(to array(varchar), sent timestamp(3))" },
    { name: "sent", type: "timestamp(3)" },
    { name: "_col5", type: "bigint" },
  ]);
  const sent = "2026-11-20 09:15:02.310";
  expect(rows).toEqual([[9007199254740993n, "0.006450", null, { to: ["a@x.org"], sent }, sent, 1]]);
});

it("resolves a view's tables in the view's own database", async () => {
  await engine.defineRows({ database: "other", name: "mails", columns: [{ name: "n", type: "int" }] }, ['{"n":7}']);
  const columns = [{ name: "n", type: "integer" }];
  await engine.defineView({ database: "other", name: "numbers", sql: "SELECT n FROM mails", columns });
  expect((await engine.query('SELECT n FROM "awsdatacatalog"."other"."numbers"')).rows).toEqual([[7]]);
});

it("takes a name that WITH defines for no table", async () => {
  expect((await engine.query("WITH mails AS (SELECT 1 AS one) SELECT one FROM mails")).rows).toEqual([[1]]);
});

it("calls a view stale whose SELECT yields other columns than it declares", async () => {
  const columns = [{ name: "id", type: "varchar" }];
  const defining = engine.defineView({ name: "stale", sql: "SELECT id FROM mails", columns });
  await expect(defining).rejects.toThrow(
    "INVALID_VIEW: View 'lake.stale' is stale or in invalid state: it declares (id varchar) and yields (id bigint).",
  );
});

it.each([
  ["SELECT id FROM\nWHERE id = 1", /^SYNTAX_ERROR: line 2:1: /],
  ["SELECT id FROM nowhere", /^TABLE_NOT_FOUND: line 1:16: Table 'nowhere' does not exist/],
  ["SELECT nothing FROM mails", /^COLUMN_NOT_FOUND: line 1:8: Column 'nothing' cannot be resolved/],
  ["SELECT tags['a'] FROM mails", /^NOT_SUPPORTED: line 1:8: A subscript raises/],
  ["TABLE mails", /^NOT_SUPPORTED: The sandbox cannot translate this query/],
  ["SELECT U&'\\00e9'", /^NOT_SUPPORTED: The sandbox cannot run what became of this query/],
  ["SELECT CAST('x' AS bigint)", /^INVALID_CAST_ARGUMENT: /],
  ["SELECT 1 / (id - id) FROM mails", /^DIVISION_BY_ZERO: Division by zero/],
  ["SELECT id FROM other_catalog.lake.mails", /^CATALOG_NOT_FOUND: line 1:16: There is no catalog 'other_catalog'/],
  ["SELECT 1; SELECT 2", /^SYNTAX_ERROR: Only one sql statement/],
])("%s fails with the reason", async (sql, reason) => {
  await expect(engine.query(sql)).rejects.toThrow(reason);
});

it.each([
  "SELECT id + 1 AS next FROM mails WHERE next > 1",
  "SELECT id + 1 AS next, next * 2 AS twice FROM mails",
  "SELECT id + 1 AS next FROM mails GROUP BY next",
  "SELECT id + 1 AS next, count(*) FROM mails GROUP BY 1 HAVING max(next) > 1",
  "WITH q AS (SELECT id AS a FROM mails), r AS (SELECT a AS b, b AS c FROM q) SELECT c FROM r",
])("%s uses an alias as a column, which fails", async (sql) => {
  await expect(engine.query(sql)).rejects.toThrow(
    /^COLUMN_NOT_FOUND: line 1:\d+: Column '(next|b)' cannot be resolved/,
  );
});

it.each([
  "SELECT id AS next, count(*) AS n FROM mails GROUP BY id ORDER BY next, n",
  "SELECT abs(id) AS id FROM mails WHERE id > 0",
  "WITH q AS (SELECT id AS a FROM mails), r AS (SELECT a + 1 AS a, a + 2 AS b FROM q WHERE a > 0) SELECT a, b FROM r",
  "SELECT (SELECT max(id) FROM mails AS m WHERE m.id = next) AS id FROM (SELECT id AS next FROM mails) AS q",
  "SELECT transform(ARRAY[1], x -> x + 1) AS a, 1 AS x FROM mails",
])("%s uses columns only", async (sql) => {
  await expect(engine.query(sql)).resolves.toBeDefined();
});

it.each([
  "SELECT 1 FROM mails WHERE mail.sent > '2026-11-20'",
  "SELECT 1 FROM mails WHERE mail.sent BETWEEN '2026-11-20' AND '2026-11-21'",
])("%s compares a time with a text, which fails", async (sql) => {
  await expect(engine.query(sql)).rejects.toThrow(/^TYPE_MISMATCH: Cannot (compare|mix) values/);
});

it("refuses a row with a key that is no column, or a value that does not fit its column", async () => {
  const columns = [{ name: "n", type: "int" }];
  await expect(engine.defineRows({ name: "a", columns }, ['{"m":1}'])).rejects.toThrow('no column "m"');
  await expect(engine.defineRows({ name: "b", columns }, ['{"n":"x"}'])).rejects.toThrow(SqlError);
});
