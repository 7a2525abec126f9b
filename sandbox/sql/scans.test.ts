import { TrinoEngine } from "./engine";
import { conjuncts, identifiersIn } from "./scans";

// The first query loads grammar and translator, which takes seconds on a busy machine.
jest.setTimeout(30_000);

let engine: TrinoEngine;

const columns = [
  { name: "id", type: "string" },
  { name: "kind", type: "string" },
  { name: "ms", type: "bigint" },
  { name: "recipients", type: "array<string>" },
  { name: "source", type: "string" },
  { name: "datehour", type: "string" },
];

beforeAll(async () => {
  engine = await TrinoEngine.open({ database: "lake", now: new Date("2026-11-20T09:15:02Z") });
  await engine.defineRows({ name: "events", columns }, []);
  await engine.defineView({
    name: "bounces",
    sql:
      "SELECT id, element_at(recipients, i) AS recipient, datehour FROM events " +
      "LEFT JOIN UNNEST(sequence(1, cardinality(recipients))) AS t(i) ON TRUE WHERE source = 'ses' AND kind = 'bounce'",
    columns: ["id", "recipient", "datehour"].map((name) => ({ name, type: "varchar" })),
  });
});

afterAll(() => engine.close());

/** Columns that each reference to the table reads. */
const columnsRead = async (sql: string): Promise<string[]> =>
  (await engine.scans(sql)).map((scan) => scan.columns.join(" ")).sort();

it("tells the columns of each reference to a table, those of its conditions included", async () => {
  expect(await columnsRead("SELECT id FROM events WHERE ms > 5 AND kind = 'open'")).toEqual(["id kind ms"]);
  expect(await columnsRead("SELECT count(*) FROM events")).toEqual([""]);
  const join = "SELECT a.id FROM events AS a JOIN events AS b ON a.id = b.id AND b.ms > 5 ORDER BY a.ms LIMIT 1";
  expect(await columnsRead(join)).toEqual(["id ms", "id ms"]);
});

it("looks through views, UNNEST and subqueries", async () => {
  const sql = "SELECT id, (SELECT count(*) FROM bounces AS b WHERE b.id = a.id) FROM events AS a GROUP BY id";
  expect(await columnsRead(sql)).toEqual(["id", "id kind recipients source"]);
});

it("counts a WITH query as often as it is named, as Trino runs it", async () => {
  const sql =
    "WITH q AS (SELECT id, count(*) AS n FROM events GROUP BY id) SELECT a.n FROM q AS a JOIN q AS b ON a.id = b.id";
  expect(await columnsRead(sql)).toEqual(["id", "id"]);
});

it("tells the conditions, with constants worked out, also those above a view", async () => {
  const sql =
    "SELECT id FROM bounces WHERE datehour >= date_format(current_timestamp - interval '2' day, '%Y/%m/%d/%H') AND recipient IS NULL";
  const [scan] = await engine.scans(sql);
  expect(scan).toMatchObject({ database: "lake", table: "events" });
  expect(scan?.filters).toEqual(
    ["datehour >= '2026/11/18/09'", "source = 'ses'", "kind = 'bounce'"].map(expect.stringContaining),
  );
});

it("takes a condition on an aggregate for none on the rows", async () => {
  const sql = "SELECT * FROM (SELECT id, max(datehour) AS last FROM events GROUP BY id) AS q WHERE last > '2026'";
  expect((await engine.scans(sql)).map(({ filters }) => filters)).toEqual([[]]);
});

it.each([
  ["((a = 1) AND (b = ' AND ('))", ["a = 1", "b = ' AND ('"]],
  ["((a OR b) AND ((c) AND (d)))", ["a OR b", "c", "d"]],
  ["((a) OR (b))", ["(a) OR (b)"]],
])("splits %s", (expression, parts) => {
  expect(conjuncts(expression)).toEqual(parts);
});

it("finds names outside of texts", () => {
  expect([...identifiersIn("prefix(Source, 'it''s kind')")]).toEqual(["prefix", "source"]);
});
