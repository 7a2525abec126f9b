/**
 * Trino functions that DuckDB answers alike once polyglot has translated their names. Together with {@link MACROS} and
 * {@link RENAMED} it is the list of what a query may call: https://trino.io/docs/current/functions.html
 */
const ALIKE = `
  abs any_value approx_distinct arbitrary array_agg array_distinct avg bool_and bool_or
  ceil ceiling coalesce corr count count_if cume_dist date date_format date_parse date_trunc day day_of_month
  day_of_week day_of_year degrees dense_rank every exp first_value floor from_iso8601_date histogram hour if
  is_nan lag last_value lead length ln log10 log2 lower lpad ltrim map map_keys map_values max max_by
  min min_by minute mod month ntile nth_value nullif percent_rank pi pow power quarter radians rank regexp_like
  regexp_replace replace reverse round row_number rpad rtrim second sqrt starts_with stddev stddev_pop
  stddev_samp strpos substr substring sum trim truncate try try_cast upper var_pop var_samp variance week year
`;

/** Functions whose arguments are lambdas, which no macro takes. */
export const RENAMED: Readonly<Record<string, string>> = { transform: "list_transform", filter: "list_filter" };

/** A JSON path as DuckDB reads it: `$["odd:key"]` becomes `$."odd:key"`. */
const PATH = `regexp_replace(path, '\\["([^"]+)"\\]', '."\\1"', 'g')`;
const AT_PATH = `json_extract(try_cast(json AS JSON), ${PATH})`;
const URL_AUTHORITY = "^[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/?#@]*@)?";

/** The interval of `n` units, e.g. `to_days(n)`. */
const INTERVAL = `CASE lower(unit) ${[
  "millisecond",
  "second",
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "quarter",
  "year",
]
  .map((unit) => `WHEN '${unit}' THEN to_${unit}s(CAST(n AS INTEGER))`)
  .join(" ")} END`;

/**
 * Trino's functions that DuckDB lacks or answers otherwise, as DuckDB macros: `parameters AS expression`, several where
 * Trino has several signatures. Each has its lines in constructs.test.ts.
 */
export const MACROS: Readonly<Record<string, string>> = {
  approx_percentile: "(x, percentage) AS approx_quantile(x, CAST(percentage AS FLOAT))",
  array_join: "(list, separator) AS array_to_string(list, separator)",
  array_position: "(list, x) AS coalesce(list_position(list, x), 0)",
  array_sort: "(list) AS list_sort(list, 'ASC', 'NULLS LAST')",
  at_timezone: "(x, zone) AS timezone(zone, CAST(x AS TIMESTAMPTZ))",
  cardinality: "(list) AS len(list)",
  concat: "(a, b) AS a || b, (a, b, c) AS a || b || c, (a, b, c, d) AS a || b || c || d",
  contains: "(list, x) AS list_contains(list, x)",
  date_add: ["DATE", "TIMESTAMP", "TIMESTAMPTZ"]
    .map((type) => `(unit, n, x ${type}) AS CAST(x + ${INTERVAL} AS ${type})`)
    .join(", "),
  date_diff: "(unit, a, b) AS date_sub(unit, a, b)",
  element_at: "(x, key) AS x[key]",
  from_iso8601_timestamp: "(text) AS CAST(text AS TIMESTAMPTZ)",
  from_unixtime: "(seconds) AS timezone('UTC', epoch_ms(CAST(round(seconds * 1000) AS BIGINT)))",
  greatest: "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN greatest(a, b) END",
  json_array_length: "(json) AS json_array_length(try_cast(json AS JSON))",
  json_extract: `(json, path) AS ${AT_PATH}`,
  json_extract_scalar: `(json, path) AS CASE WHEN json_type(${AT_PATH}) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN ${AT_PATH} ->> '$' END`,
  json_format: "(value) AS CAST(json(value) AS VARCHAR)",
  json_parse: "(text) AS CAST(text AS JSON)",
  least: "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN least(a, b) END",
  map_concat: "(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN map_concat(a, b) END",
  regexp_extract:
    "(text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern) END, " +
    "(text, pattern, nth) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern, nth) END",
  sequence: "(start, stop) AS generate_series(start, stop), (start, stop, step) AS generate_series(start, stop, step)",
  sha256: "(bytes) AS unhex(sha256(bytes))",
  split: "(text, delimiter) AS string_split(text, delimiter)",
  split_part:
    "(text, delimiter, nth) AS CASE WHEN nth <= len(string_split(text, delimiter)) THEN split_part(text, delimiter, nth) END",
  to_hex: "(bytes) AS hex(bytes)",
  to_unixtime: "(x) AS epoch(x)",
  to_utf8: "(text) AS encode(text)",
  url_extract_host: `(url) AS nullif(regexp_extract(url, '${URL_AUTHORITY}([^/?#:]*)', 1), '')`,
  url_extract_path: `(url) AS regexp_extract(url, '${URL_AUTHORITY}[^/?#]*([^?#]*)', 1)`,
};

/** What the engine itself needs, see translate.ts. A cast that cannot succeed raises where TRY() can still catch it. */
export const DIVISOR = "divisor";
export const OWN_MACROS: Readonly<Record<string, string>> = {
  [DIVISOR]: "(x) AS CASE WHEN x = 0 THEN CAST(concat('Division by zero', x) AS TINYINT) ELSE x END",
};

/** What a macro's name begins with, so that polyglot takes it for a stranger and leaves it alone. */
export const MACRO_PREFIX = "trino_";

/** Every function that a query may call. */
export const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set([
  ...ALIKE.trim().split(/\s+/),
  ...Object.keys(RENAMED),
  ...Object.keys(MACROS),
  "now",
]);
