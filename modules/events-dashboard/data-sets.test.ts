import { Lake } from "../../sandbox/sql/lake";
import { ownViews as smsViews, views as textViews } from "../pinpoint-sms-event-db/views";
import { ownViews as sesViews } from "../ses-s3-event-db/views";
import { type View, viewColumn } from "../shared/event-lake/view";
import { chartSql } from "./chart-sql";
import { CHARTS } from "./charts";
import { dataSets } from "./data-sets";
import { neighbourSets } from "./neighbours";
import { viewsOf } from "./views";

// The first query loads grammar and translator, which takes seconds on a busy machine.
jest.setTimeout(60_000);

const database = '"default".';
const since = "'2026/11/01/00'";
const sets = [
  ...dataSets({ database, since }),
  ...neighbourSets({ smsDatabase: database, sesDatabase: database, since }),
];
const wanted = [...textViews, ...smsViews, ...sesViews].filter(({ name }) =>
  /^(sms|email)_(events|status)$/.test(name),
);

/** The data set as a view: the lake refuses one that does not yield the columns it declares. */
const asView = ({ name, columns, sql }: (typeof sets)[number]): View => ({
  name: `set_${name}`,
  doc: "",
  columns: columns.map((column) => viewColumn(column.name, column.type)),
  from: `FROM (\n${sql}\n) AS rows_of_the_set`,
});

test("13-A2 each data set yields the columns that it declares, those of modules 08 and 09 too", async () => {
  const lake = await Lake.of({ views: [...viewsOf(), ...wanted, ...sets.map(asView)] });
  for (const { name, columns } of sets) {
    const declared = columns.map((column) => ({ name: column.name, type: column.type }));
    expect([name, await lake.describe(`set_${name}`)]).toEqual([name, declared]);
  }
  lake.close();
});

test("charts over modules 08 and 09 are answered", async () => {
  const at = Date.UTC(2026, 10, 20, 9);
  const row = (source: "ses" | "eum", event: object) => ({
    source,
    datehour: "2026/11/20/09",
    row: { event_ms: at, arrival_ms: at, message_ms: at, is_final: true, ...event },
  });
  const text = { channel: "sms", event_type: "sms_delivered", event_name: "TEXT_DELIVERED", message_id: "t1" };
  const mail = { channel: "email", message_id: "m1", destination: ["a@example.com"], configuration_set: "news" };
  const rows = [
    row("eum", { ...text, event_key: 1, status: "DELIVERED", price_micros: 70_000, country: "DE", parts: 1 }),
    row("eum", { ...text, event_key: 2, status: "DELIVERED", price_micros: 70_000, country: "DE", parts: 1 }),
    row("ses", { ...mail, event_key: 3, event_type: "email_send", event_name: "Send" }),
    row("ses", { ...mail, event_key: 4, event_type: "email_open", event_name: "Open" }),
  ];
  const lake = await Lake.of({ rows, views: wanted });
  const answer = (id: string) => {
    const chart = CHARTS.find((each) => each.id === id);
    const set = sets.find(({ name }) => name === chart?.data);
    if (!chart || !set) throw new Error(`There is no chart ${id}.`);
    return lake.query(chartSql(chart, set.sql));
  };
  expect(await answer("sms-status")).toEqual([{ message_status: "DELIVERED", status_messages: 1 }]);
  expect(await answer("sms-status-cost")).toMatchObject([
    { iso_countrycode: "DE", status_cost: 0.07, status_parts: 1 },
  ]);
  expect(await answer("ses-status")).toMatchObject([
    { configuration_set: "news", status_mails: 1, status_opened: 1, status_bounced: 0 },
  ]);
  lake.close();
});
