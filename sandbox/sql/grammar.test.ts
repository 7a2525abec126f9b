import { grammarErrors, parse } from "./grammar";

it.each([
  "SELECT 1",
  "SELECT 1;",
  "SELECT 1 -- the last line may be a comment",
  "WITH q AS (SELECT 1 AS x) SELECT max_by(x, x) FILTER (WHERE x > 0) FROM q GROUP BY ROLLUP (x)",
  `SELECT mail."timestamp", row_number() OVER (PARTITION BY a ORDER BY b) FROM "AwsDataCatalog"."db"."t"`,
])("%s is Trino SQL", (sql) => {
  expect(grammarErrors(sql)).toEqual([]);
});

it("says where a text is not Trino SQL, from line 1 and column 1", () => {
  expect(grammarErrors("SELECT a\nFROM WHERE")).toContainEqual({ line: 2, column: 6, message: expect.any(String) });
  expect(() => parse("SELECT a\nFROM WHERE")).toThrow(/^SYNTAX_ERROR: line 2:6: 'WHERE' is not valid at this position/);
});

it.each(["SELECT DISTINCT ON (a) a FROM t", "SELECT a::bigint FROM t", "SELECT * EXCLUDE (a) FROM t"])(
  "%s, which DuckDB would take, is refused",
  (sql) => {
    expect(grammarErrors(sql)).not.toEqual([]);
  },
);
