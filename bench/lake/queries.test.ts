import { DuckDBInstance, quotedIdentifier } from "@duckdb/node-api";
import { readColumns } from "./bytes";
import { ORIGINAL_TABLES } from "./original";
import { QUERIES } from "./queries";

test.each(QUERIES)("$name: the original's table has the columns that its query is said to read", async (query) => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const columns = Object.entries(ORIGINAL_TABLES[query.source]).map(
    ([name, type]) => `${quotedIdentifier(name)} ${type}`,
  );
  await connection.run(`CREATE TABLE original (${columns.join(", ")})`);
  for (const scan of query.original) await connection.run(`SELECT ${scan.join(", ")} FROM original`);
  connection.closeSync();
  instance.closeSync();
});

test.each(QUERIES)("$name: our plan refers to the table as often, and never to what is kept whole", async (query) => {
  const scans = await readColumns(query);
  expect(scans).toHaveLength(query.original.length);
  expect(scans.flat()).not.toContain("raw");
  for (const columns of scans) expect(columns).toContain("source");
});

test("the counts of each campaign read the columns that are cheap for it", async () => {
  const [funnel] = QUERIES;
  const columns = new Set(funnel && (await readColumns(funnel)).flat());
  expect([...columns].toSorted()).toEqual(["campaign_id", "channel", "event_type", "recipients", "source"]);
});
