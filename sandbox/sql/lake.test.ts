import { type View, viewColumn } from "../../modules/shared/event-lake/view";
import { Lake } from "./lake";

// The first query loads grammar and translator, which takes seconds on a busy machine.
jest.setTimeout(30_000);

const bounces: View = {
  name: "bounces",
  doc: "One row per bounced recipient.",
  columns: [
    viewColumn("event_key", "bigint"),
    viewColumn("event_timestamp", "timestamp(3)", "TRY(CAST(from_unixtime(event_ms / 1e3) AS timestamp))"),
    viewColumn("recipient", "varchar", "element_at(recipients, i)"),
    viewColumn("tenant", "varchar", "element_at(attributes, 'tenant')"),
    viewColumn("ingest_timestamp", "timestamp(3)", "TRY(date_parse(datehour, '%Y/%m/%d/%H'))"),
  ],
  from:
    "FROM events LEFT JOIN UNNEST(sequence(1, cardinality(recipients))) AS t(i) ON TRUE\n" +
    "WHERE source = 'ses' AND channel = 'email' AND event_type = 'email_hardbounce'",
};

const bounce = { channel: "email", event_type: "email_hardbounce", event_ms: 1795166102310 };
const partition = { source: "ses", datehour: "2026/11/20/09" } as const;
const now = new Date("2026-11-20T10:00:00Z");

it("answers a view over rows given as objects or as JSON text", async () => {
  const text = JSON.stringify({ ...bounce, recipients: ["a@x.org", "b@x.org"], attributes: { tenant: "t-1" } });
  const rows = [
    { ...partition, row: text.replace("{", '{"event_key":-9007199254740993,') },
    { ...partition, row: bounce },
  ];
  const lake = await Lake.of({ rows, views: [bounces], now });
  const same = { event_timestamp: "2026-11-20 09:15:02.310", ingest_timestamp: "2026-11-20 09:00:00.000" };
  expect(await lake.query("SELECT * FROM bounces ORDER BY event_key, recipient")).toEqual([
    { ...same, event_key: -9007199254740993n, recipient: "a@x.org", tenant: "t-1" },
    { ...same, event_key: -9007199254740993n, recipient: "b@x.org", tenant: "t-1" },
    { ...same, event_key: null, recipient: null, tenant: null },
  ]);
  expect(await lake.describe("bounces")).toEqual(bounces.columns.map(({ name, type }) => ({ name, type })));
  const recent = "SELECT count(*) AS n FROM bounces WHERE ingest_timestamp > current_timestamp - interval '1' day";
  expect(await lake.query(recent)).toEqual([{ n: 3 }]);
  lake.close();
});

it("lets a view read the views before it", async () => {
  const count: View = {
    ...bounces,
    name: "bounce_count",
    columns: [viewColumn("n", "bigint", "count(*)")],
    from: "FROM bounces",
  };
  const lake = await Lake.of({ rows: [{ ...partition, row: bounce }], views: [bounces, count] });
  expect(await lake.query("SELECT n FROM bounce_count")).toEqual([{ n: 1 }]);
  lake.close();
});

it.each([
  ["is no Trino SQL", "FROM events WHERE", /SYNTAX_ERROR: in the view bounces: line 4:1/],
  [
    "breaks a rule of the lake's views",
    "FROM events WHERE attributes['a'] = 'b'",
    /in the view bounces: line 3:19: .*use element_at/,
  ],
])("refuses a view that %s", async (_, from, reason) => {
  const view: View = { ...bounces, columns: [viewColumn("event_key", "bigint")], from };
  await expect(Lake.of({ views: [view] })).rejects.toThrow(reason);
});

it("refuses a view that yields another type than it declares", async () => {
  const view: View = { ...bounces, columns: [viewColumn("event_ms", "varchar")] };
  await expect(Lake.of({ views: [view] })).rejects.toThrow(
    /declares \(event_ms varchar\) and yields \(event_ms bigint\)/,
  );
});
