import { lint, lintView } from "./lint";

/** A query that breaks one rule, and what the finding says. */
const REFUSED: readonly (readonly [sql: string, finding: RegExp])[] = [
  ["SELECT attributes['campaign_id'] FROM events", /use element_at/],
  ["SELECT destination[1] FROM events", /use element_at/],
  ["SELECT x FROM events CROSS JOIN UNNEST(recipients, recipient_status) AS t(x, y)", /several arrays/],
  ["SELECT k FROM events CROSS JOIN UNNEST(attributes) AS t(k, v)", /of a map or of rows/],
  ["SELECT k FROM events CROSS JOIN UNNEST(attributes) WITH ORDINALITY AS t(k, v, o)", /of a map or of rows/],
  ["SELECT any_match(recipients, x -> x = 'a') FROM events", /any_match\(\) answers as in Athena/],
  ["SELECT typeof(event_ms) FROM events", /typeof\(\) answers as in Athena/],
  ["SELECT max(event_ms, 3) FROM events", /max\(\) of several rows/],
  ["SELECT min_by(subject, event_ms, 3) FROM events", /min_by\(\) of several rows/],
  ["SELECT subject FROM events TABLESAMPLE BERNOULLI (10)", /TABLESAMPLE is not/],
  ["SELECT * FROM events MATCH_RECOGNIZE (ORDER BY event_ms PATTERN (a) DEFINE a AS true)", /MATCH_RECOGNIZE is not/],
  ["SELECT json_value(raw, 'lax $.a') FROM events", /json_extract_scalar/],
  ["SELECT listagg(subject, ',') WITHIN GROUP (ORDER BY subject) FROM events", /array_join/],
  ["SELECT round(100.0 * count(*) / 3, 3) FROM events", /quotient of decimals/],
  ["SELECT CAST(sum(price_micros) AS decimal(18,6)) / 1000000 FROM events", /quotient of decimals/],
  ["SELECT CAST(json_extract(raw, '$.a') AS varchar) FROM events", /without its quotes/],
  ["SELECT CAST(current_timestamp AS varchar) FROM events", /date_format/],
  ["SELECT CAST(CAST(from_unixtime(event_ms / 1e3) AS timestamp) AS varchar) FROM events", /date_format/],
  ["SELECT date_format(current_timestamp, subject) FROM events", /The format of date_format/],
  ["SELECT date_parse(datehour, '%W') FROM events", /The format of date_parse/],
];

it.each(REFUSED)("%s is refused", (sql, finding) => {
  expect(lint(sql).map(({ message }) => message)).toEqual([expect.stringMatching(finding)]);
});

/** What may stand in a query but not in a view of the lake. */
const REFUSED_IN_VIEWS: readonly (readonly [sql: string, finding: RegExp])[] = [
  ["SELECT from_unixtime(event_ms / 1e3) AS t FROM events", /CAST\(from_unixtime\(…\) AS timestamp\)/],
  ["SELECT from_iso8601_timestamp(subject) AS t FROM events", /has a time zone/],
  ["SELECT CAST(from_unixtime(event_ms / 1000) AS timestamp) AS t FROM events", /divide by 1e3/],
  ["SELECT price_micros / 1000000 AS p FROM events", /divide by 1e6/],
];

it.each(REFUSED_IN_VIEWS)("%s is refused in a view only", (sql, finding) => {
  expect(lint(sql)).toEqual([]);
  expect(lintView(sql).map(({ message }) => message)).toEqual([expect.stringMatching(finding)]);
});

it.each([
  "SELECT TRY(CAST(from_unixtime(event_ms / 1e3) AS timestamp)) AS t FROM events",
  "SELECT element_at(recipients, i) AS r FROM events LEFT JOIN UNNEST(sequence(1, cardinality(recipients))) AS t(i) ON TRUE",
  "SELECT CAST(price_micros AS double) / 1000000 AS p FROM events",
  "SELECT CAST(sum(price_micros) AS decimal(18,6)) AS p FROM events",
  "SELECT count(*) AS n FROM events WHERE price_micros > 0.5",
  "SELECT r, o FROM events CROSS JOIN UNNEST(recipients) WITH ORDINALITY AS t(r, o)",
  "SELECT TRY(date_parse(datehour, '%Y/%m/%d/%H')) AS ingest_timestamp FROM events",
])("%s is fine", (sql) => {
  expect(lintView(sql)).toEqual([]);
});

it("says where the finding is, from line 1 and column 1", () => {
  expect(lint("SELECT\n  attributes['a'] AS a\nFROM events")).toMatchObject([{ line: 2, column: 3 }]);
});
