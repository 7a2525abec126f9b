import { Lake, type LakeRow } from "../../sandbox/sql/lake";
import type { Chart, Condition, Measure, Total } from "./chart";
import { chartSql, dimensionName } from "./chart-sql";
import { CHARTS } from "./charts";
import { dataSets } from "./data-sets";
import { neighbourSets } from "./neighbours";
import { viewsOf } from "./views";

const SINCE = "'2026/11/01/00'";
const OWN = dataSets({ database: '"default".', since: SINCE });
const ALL = [...OWN, ...neighbourSets({ smsDatabase: "sms.", sesDatabase: "ses.", since: SINCE })];

const dataOf = (chart: Chart) => ALL.find(({ name }) => name === chart.data) as (typeof ALL)[number];
const chartOf = (id: string): Chart => CHARTS.find((chart) => chart.id === id) as Chart;

const columnsOf = (total: Total): string[] =>
  "sum" in total ? [total.sum] : [total.distinct, ...columnsIn(total.where)];
const columnsIn = (where: Condition | undefined): string[] => Object.keys(where ?? {});

test("every chart has an id of its own and reads columns that its data has", () => {
  expect(new Set(CHARTS.map(({ id }) => id)).size).toBe(CHARTS.length);
  for (const chart of CHARTS) {
    const known = dataOf(chart).columns.map(({ name }) => name);
    const measured = chart.measures.flatMap(({ total, per }) =>
      [total, per].flatMap((each) => (each ? columnsOf(each) : [])),
    );
    const used = [...chart.by.map(({ column }) => column), ...columnsIn(chart.where), ...measured];
    expect({ chart: chart.id, unknown: used.filter((column) => !known.includes(column)) }).toEqual({
      chart: chart.id,
      unknown: [],
    });
  }
});

test("every chart has the dimensions that its mark needs, and one format on an axis", () => {
  const shapes = { figures: /^0$/, funnel: /^0$/, line: /^[12]$/, bar: /^1$/, heat: /^2$/, table: /^[1-9]$/ };
  for (const { id, mark, by, measures } of CHARTS) {
    expect(`${id} ${by.length}`).toMatch(new RegExp(`^${id} ${shapes[mark].source.slice(1)}`));
    const formats = new Set(measures.map(({ format }) => format));
    if (mark === "line" || mark === "funnel") expect([id, formats.size]).toEqual([id, 1]);
    if (mark === "bar" || mark === "heat" || (by.length === 2 && mark === "line"))
      expect([id, measures.length]).toEqual([id, 1]);
  }
});

test("a measure means the same in every chart over the same data", () => {
  const seen = new Map<string, Measure>();
  for (const { data, measures } of CHARTS) {
    for (const measure of measures) {
      const name = `${data} ${measure.name}`;
      expect(measure).toEqual(seen.get(name) ?? measure);
      seen.set(name, measure);
    }
  }
});

test("the bounce rate is held against 5 %, the complaint rate against 0.1 %", () => {
  const limits = (id: string): unknown[] => chartOf(id).measures.map(({ limit }) => limit?.value);
  expect([limits("hard-bounce-rate"), limits("complaint-rate")]).toEqual([[0.05], [0.001]]);
});

test("a list of opens says that privacy proxies inflate them", () => {
  expect(chartOf("mail-funnel").answers).toContain("Privacy proxies");
});

describe("over a lake", () => {
  const at = Date.UTC(2026, 10, 20, 9);
  let key = 0;
  const row = (type: string, message: string, event: object = {}, datehour = "2026/11/20/09"): LakeRow => ({
    source: "ses",
    datehour,
    row: {
      event_key: ++key,
      event_ms: at,
      arrival_ms: at,
      channel: "email",
      event_type: `email_${type}`,
      message_id: message,
      campaign_id: "sale",
      destination: ["a@example.com"],
      ...event,
    },
  });
  const rows = [
    ...["m1", "m2", "m3", "m4"].map((message) => row("send", message)),
    ...["m1", "m2", "m3"].map((message) => row("delivered", message)),
    row("open", "m1"),
    row("open", "m1", {}, "2026/11/21/09"),
    row("open", "m2"),
    row("hardbounce", "m4", { status: "Permanent", status_detail: "General" }),
    row("open", "old"),
    row("send", "older", {}, "2026/10/01/00"),
  ];
  let lake: Lake;
  beforeAll(async () => {
    lake = await Lake.of({ rows, views: viewsOf() });
  }, 60_000);
  afterAll(() => lake.close());

  const answer = (id: string) => lake.query(chartSql(chartOf(id), dataOf(chartOf(id)).sql));

  it("every chart is answered, with a column for each dimension and number", async () => {
    for (const chart of CHARTS.filter(({ data }) => OWN.some(({ name }) => name === data))) {
      const [first] = await answer(chart.id);
      const columns = [...chart.by.map(dimensionName), ...chart.measures.map(({ name }) => name)];
      if (first) expect(Object.keys(first)).toEqual(columns);
    }
  }, 60_000);

  it("a mail that is opened on two days is one mail, and one sent before the period is none", async () => {
    expect(await answer("campaigns")).toMatchObject([
      { pinpoint_campaign_id: "sale", mails: 4, delivered_rate: 0.75, open_rate: 2 / 3, hard_bounce_rate: 0.25 },
    ]);
    expect(await answer("mail-funnel")).toMatchObject([{ mails: 4, mails_delivered: 3, mails_opened: 2 }]);
  });

  it("a rate of nothing is absent, not an error", async () => {
    const empty = await Lake.of({ views: viewsOf() });
    const [figures] = await empty.query(chartSql(chartOf("mail-figures"), dataOf(chartOf("mail-figures")).sql));
    expect(figures).toMatchObject({ mails: 0, delivered_rate: null, complaint_rate: null });
    empty.close();
  });

  it("a data set reads what arrived since the hour it was told", async () => {
    for (const { name, sql } of OWN) expect([name, sql]).toEqual([name, expect.stringContaining(SINCE)]);
    const sent = await lake.query(dataOf(chartOf("mail-by-day")).sql);
    expect(sent.map((each) => each["event_date"])).not.toContain("2026-10-01");
  });
});

test("a value from outside cannot end a text in SQL", () => {
  const chart: Chart = { ...chartOf("links"), where: { event_type: ["it's"] } };
  expect(chartSql(chart, "SELECT 1")).toContain("event_type IN ('it''s')");
});

test("a list of the largest asks for one row more, to know that there are others", () => {
  expect(chartSql(chartOf("links"), "SELECT 1")).toMatch(/ORDER BY 2 DESC, 1\nLIMIT 9$/);
});
