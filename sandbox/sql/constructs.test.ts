import { TrinoEngine } from "./engine";
import type { Value } from "./values";

// The first query loads grammar and translator, which takes seconds on a busy machine.
jest.setTimeout(30_000);

/** What Trino's documentation says each expression answers; columns a, m, n and ts come from ROW below. */
const ANSWERS: readonly (readonly [expression: string, answer: Value])[] = [
  // Arithmetic
  ["7 / 2", 3],
  ["-7 / 2", -3],
  ["7 % 3", 1],
  ["7 / 2e0", 3.5],
  ["7 / NULLIF(0, 0)", null],
  ["TRY(7 / (1 - 1))", null],
  ["TRY(7 % (1 - 1))", null],
  ["8 / cardinality(a) / BIGINT '2'", 2],
  ["8 / (2 / (1 + 0))", 4],
  ["1763630102310 / 1e3", 1763630102.31],
  ["round(1e0 / 3, 4)", 0.3333],
  ["100 * 1e0 / NULLIF(0, 0)", null],
  ["BIGINT '9007199254740993'", 9007199254740993n],
  ["CAST('12.5' AS double)", 12.5],
  ["CAST(645000 AS bigint) / 1e6", 0.645],
  ["greatest(1, NULL)", null],
  ["least(2, 1)", 1],
  // Conditions
  ["IF(1 > 0, 'y', 'n')", "y"],
  ["IF(1 < 0, 'y')", null],
  ["COALESCE(NULL, 'x')", "x"],
  ["CASE WHEN NULL THEN 'a' ELSE 'b' END", "b"],
  ["TRY(CAST('abc' AS bigint))", null],
  ["TRY_CAST('abc' AS double)", null],
  ["'_email.open' LIKE '!_email.%' ESCAPE '!'", true],
  ["'xemail.open' LIKE '!_email.%' ESCAPE '!'", false],
  ["1 IS DISTINCT FROM NULL", true],
  ["2 BETWEEN 1 AND 2", true],
  // Text
  ["split_part('a@x.org', '@', 2)", "x.org"],
  ["split_part('a', '@', 2)", null],
  ["split_part('a@', '@', 2)", ""],
  ["array_join(split('a,b', ','), '|')", "a|b"],
  ["lower(trim(' A@X.ORG '))", "a@x.org"],
  ["concat('a', 'b', 'c')", "abc"],
  ["concat('a', NULL)", null],
  ["'a' || NULL", null],
  ["substr('Permanent', 1, 4)", "Perm"],
  ["strpos('a@x', '@')", 2],
  ["length('é€')", 2],
  ["replace('a.b', '.', '_')", "a_b"],
  ["regexp_extract('Jane <jane@x.org>', '<([^>]+)>', 1)", "jane@x.org"],
  ["regexp_extract('none', '<([^>]+)>', 1)", null],
  ["regexp_like('sms_sent', '^sms_')", true],
  ["regexp_replace('a1b2', '[0-9]', '')", "ab"],
  ["regexp_replace('Jane <j@x>', '(.*) <(.*)>', '$2')", "j@x"],
  ["starts_with('email_open', 'email_')", true],
  ["lpad('7', 3, '0')", "007"],
  ["url_extract_host('https://user@ex.org:8080/p?q=1')", "ex.org"],
  ["url_extract_path('https://ex.org/a/b?q=1')", "/a/b"],
  ["lower(to_hex(sha256(to_utf8('a'))))", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
  // Times
  ["CAST(from_unixtime(1763630102310 / 1e3) AS timestamp)", "2025-11-20 09:15:02.310"],
  ["TRY(CAST(from_unixtime(9e18 / 1e3) AS timestamp))", null],
  ["TRY(CAST(from_unixtime(1e300) AS timestamp))", null],
  ["CAST(from_unixtime(NULL) AS timestamp)", null],
  ["CAST(from_unixtime(-0.5e0) AS timestamp)", "1969-12-31 23:59:59.500"],
  ["to_unixtime(from_iso8601_timestamp('2024-05-15T10:21:28.422Z'))", 1715768488.422],
  ["CAST(from_iso8601_timestamp('2024-05-15T12:21:28+02:00') AS timestamp)", "2024-05-15 10:21:28.000"],
  ["date_parse('2026/11/23/05', '%Y/%m/%d/%H')", "2026-11-23 05:00:00.000"],
  ["TRY(date_parse('__HIVE_DEFAULT_PARTITION__', '%Y/%m/%d/%H'))", null],
  ["date_format(TIMESTAMP '2026-11-23 05:06:07', '%Y-%m-%d %H:%i:%s')", "2026-11-23 05:06:07"],
  ["date_trunc('hour', TIMESTAMP '2026-11-23 05:06:07.890')", "2026-11-23 05:00:00.000"],
  ["CAST(TIMESTAMP '2026-11-23 05:06:07' AS date)", "2026-11-23"],
  ["CAST('2026-01-02 03:04:05' AS timestamp)", "2026-01-02 03:04:05.000"],
  ["date_diff('day', TIMESTAMP '2026-03-01 23:59:59', TIMESTAMP '2026-03-02 00:00:00')", 0],
  ["date_diff('second', TIMESTAMP '2026-03-01 23:59:59', TIMESTAMP '2026-03-02 00:00:00')", 1],
  ["date_add('hour', 2, TIMESTAMP '2026-03-01 23:00:00')", "2026-03-02 01:00:00.000"],
  ["date_add('day', -2, DATE '2026-01-01')", "2025-12-30"],
  ["date_add('month', 1, DATE '2026-01-31')", "2026-02-28"],
  ["date_format(TIMESTAMP '2026-01-02 15:04:05', '%b %a %j %p %y')", "Jan Fri 002 PM 26"],
  ["current_timestamp", "2026-11-20 09:15:02.310 UTC"],
  ["date_format(current_timestamp - interval '30' day, '%Y/%m/%d/%H')", "2026/10/21/09"],
  ["current_date", "2026-11-20"],
  ["localtimestamp", "2026-11-20 09:15:02.310"],
  ["now() = current_timestamp", true],
  ["ts > current_timestamp - interval '1' hour", true],
  ["hour(at_timezone(from_unixtime(0), 'America/New_York'))", 19],
  ["hour(from_unixtime(0) AT TIME ZONE 'Asia/Tokyo')", 9],
  ["hour(TIMESTAMP '2026-01-01 00:00:00' AT TIME ZONE 'Asia/Tokyo')", 9],
  ["hour(at_timezone(TIMESTAMP '2026-01-01 00:00:00', 'Asia/Tokyo'))", 9],
  ["day_of_week(DATE '2026-11-22')", 7],
  ["week(DATE '2026-01-01')", 1],
  ["EXTRACT(year FROM ts)", 2026],
  // Arrays
  ["ARRAY['x', NULL]", ["x", null]],
  ["element_at(a, 1)", "b@x.org"],
  ["element_at(a, 5)", null],
  ["element_at(n, 1)", null],
  ["cardinality(a)", 2],
  ["cardinality(n)", null],
  ["contains(a, 'a@x.org')", true],
  ["array_join(array_sort(a), ', ')", "a@x.org, b@x.org"],
  ["array_distinct(ARRAY[1, 1])", [1]],
  ["array_position(a, 'nobody@x.org')", 0],
  ["transform(filter(ARRAY[1, 2, 3], x -> x > 1), x -> x * 10)", [20, 30]],
  ["sequence(1, 3)", [1, 2, 3]],
  // Maps
  ["element_at(m, 'tenant')", "t-1"],
  ["element_at(m, 'missing')", null],
  ["map_keys(m)", ["tenant"]],
  ["MAP(ARRAY['a'], ARRAY['b'])", { a: "b" }],
  ["element_at(map_concat(m, MAP(ARRAY['tenant'], ARRAY['t-2'])), 'tenant')", "t-2"],
  // JSON
  [`json_extract_scalar('{"User":{"UserId":"u1"}}', '$.User.UserId')`, "u1"],
  [`json_extract_scalar('{"User":{"UserId":"u1"}}', '$.User')`, null],
  [`json_extract_scalar('{"n":12,"b":true}', '$.n')`, "12"],
  [`json_extract_scalar('{"n":null}', '$.n')`, null],
  ["json_extract_scalar('not json', '$.n')", null],
  [`json_extract_scalar('{"ses:configuration-set":["c1"]}', '$["ses:configuration-set"][0]')`, "c1"],
  [`CAST(json_parse('{"k":"v"}') AS map(varchar, varchar))`, { k: "v" }],
  [`CAST(json_parse('{"k":["v","w"]}') AS map(varchar, array(varchar)))`, { k: ["v", "w"] }],
  [`CAST(json_parse('{"k":1.5}') AS map(varchar, double))`, { k: 1.5 }],
  ["TRY(CAST(json_parse('not json') AS map(varchar, varchar)))", null],
  ["TRY(CAST(json_parse('[1]') AS map(varchar, varchar)))", null],
  [`CAST(json_extract('{"d":["a","b"]}', '$.d') AS array(varchar))`, ["a", "b"]],
  ["CAST(JSON '{}' AS map(varchar, varchar))", {}],
  [`json_format(json_parse('{"a": 1}'))`, `{"a":1}`],
];

/** Whole queries; the answer is the first row. */
const QUERIES: readonly (readonly [sql: string, row: readonly Value[]])[] = [
  ["SELECT count(*), count(x), count(DISTINCT x) FROM (VALUES 1, 1, NULL) AS t(x)", [3, 2, 1]],
  ["SELECT sum(x), avg(x), min(x), max(x) FROM (VALUES 1, 2) AS t(x)", [3, 1.5, 1, 2]],
  [
    "SELECT count_if(x > 1), count(*) FILTER (WHERE x > 1), approx_distinct(x) FROM (VALUES 1, 2, 2) AS t(x)",
    [2, 2, 2],
  ],
  ["SELECT max_by(s, n), min_by(s, n), arbitrary(n) FROM (VALUES ('a', 1), ('b', 1 + 1)) AS t(s, n)", ["b", "a", 1]],
  ["SELECT histogram(x) FROM (VALUES 'a', 'a', 'b') AS t(x)", [{ a: 2, b: 1 }]],
  ["SELECT array_agg(x ORDER BY x DESC) FROM (VALUES 1, 2) AS t(x)", [[2, 1]]],
  ["SELECT approx_percentile(x, 5e-1) FROM (VALUES 1, 2, 3) AS t(x)", [2]],
  ["SELECT bool_or(x = 1), bool_and(x = 1) FROM (VALUES 1, 2) AS t(x)", [true, false]],
  ["SELECT x FROM (VALUES 2, NULL, 1) AS t(x) ORDER BY x DESC", [2]],
  ["WITH q AS (SELECT x FROM (VALUES 1, 1, 2) AS t(x)) SELECT x FROM q GROUP BY 1 HAVING count(*) > 1", [1]],
  ["SELECT count(*) FROM (SELECT x, count(*) FROM (VALUES 1, 2) AS t(x) GROUP BY ROLLUP (x)) AS r", [3]],
  [
    "SELECT rn FROM (SELECT x, row_number() OVER (PARTITION BY x ORDER BY y DESC) AS rn FROM (VALUES (1, 5)) AS t(x, y)) AS r",
    [1],
  ],
  ["SELECT lag(x) OVER (ORDER BY x) FROM (VALUES 1, 2) AS t(x) ORDER BY x DESC", [1]],
  ["SELECT (SELECT count(*) FROM (VALUES 1, 1, 2) AS b(y) WHERE b.y = a.x) FROM (VALUES 1, 1) AS a(x) GROUP BY x", [2]],
  ["SELECT count(*) FROM (VALUES 1, 2) AS a(x) WHERE EXISTS (SELECT 1 FROM (VALUES 2) AS b(y) WHERE y = x)", [1]],
  ["SELECT 1 UNION ALL SELECT 2 ORDER BY 1 DESC LIMIT 1", [2]],
  ["SELECT e FROM (SELECT ARRAY['b', 'a'] AS d) AS s CROSS JOIN UNNEST(d) AS t(e) ORDER BY e", ["a"]],
  ["SELECT max(o) FROM (SELECT ARRAY['b', 'a'] AS d) AS s CROSS JOIN UNNEST(d) WITH ORDINALITY AS t(e, o)", [2]],
  ["SELECT count(*) FROM (SELECT CAST(ARRAY[] AS array(varchar)) AS d) AS s LEFT JOIN UNNEST(d) AS t(e) ON TRUE", [1]],
  [
    "SELECT element_at(n, i) FROM (SELECT CAST(NULL AS array(varchar)) AS n) AS s LEFT JOIN UNNEST(sequence(1, cardinality(n))) AS t(i) ON TRUE",
    [null],
  ],
  [
    "SELECT element_at(p, i), i FROM (SELECT ARRAY['x', 'y'] AS p) AS s LEFT JOIN UNNEST(sequence(1, cardinality(p))) AS t(i) ON TRUE ORDER BY i DESC",
    ["y", 2],
  ],
  [
    "SELECT f.mail.message_id FROM (SELECT CAST(ROW(ROW('m-1')) AS row(mail row(message_id varchar))) AS f) AS s",
    ["m-1"],
  ],
  [`SELECT "timestamp" FROM (SELECT 'x' AS "timestamp") AS s`, ["x"]],
  [`SELECT x AS "Total" FROM "AwsDataCatalog"."default".t AS T`, [1]],
];

let engine: TrinoEngine;

beforeAll(async () => {
  engine = await TrinoEngine.open({ now: new Date("2026-11-20T09:15:02.310Z") });
  const columns = [
    { name: "a", type: "array<string>" },
    { name: "n", type: "array<string>" },
    { name: "m", type: "map<string,string>" },
    { name: "ts", type: "timestamp" },
  ];
  const row = { a: ["b@x.org", "a@x.org"], m: { tenant: "t-1" }, ts: "2026-11-20 09:00:00" };
  await engine.defineRows({ name: "row", columns }, [JSON.stringify(row)]);
  await engine.defineRows({ name: "t", columns: [{ name: "x", type: "int" }] }, ['{"x":1}']);
});

afterAll(() => engine.close());

it.each(ANSWERS)("%s answers as Trino documents it", async (expression, answer) => {
  const { rows } = await engine.query(`SELECT ${expression} FROM "default"."row"`);
  expect(rows).toEqual([[answer]]);
});

it.each(QUERIES)("%s answers as Trino documents it", async (sql, row) => {
  expect((await engine.query(sql)).rows[0]).toEqual(row);
});
