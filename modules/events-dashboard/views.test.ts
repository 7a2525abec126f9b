import { flattenText } from "../../functions/flatten-text";
import { type SampleSource, sampleNames, sampleText } from "../../functions/testing/sample-events";
import { Lake, type LakeRow } from "../../sandbox/sql/lake";
import { HIVE_TYPES } from "../shared/event-lake/view";
import { messages } from "./messages";
import { viewsOf } from "./views";

const DATEHOUR = "2026/11/20/09";
const AT = Date.UTC(2026, 10, 20, 9, 15, 2, 310);
const DAY_MS = 86_400_000;

const sampleRows = (source: SampleSource): LakeRow[] =>
  sampleNames(source).flatMap((name) =>
    flattenText(source, sampleText(source, name)).map((row) => ({ source, datehour: DATEHOUR, row })),
  );

let key = 0;
/** A row of the lake; every one has a key of its own unless it is given. */
const row = (source: LakeRow["source"], event: object, datehour = DATEHOUR): LakeRow => ({
  source,
  datehour,
  row: { event_key: ++key, event_ms: AT, arrival_ms: AT, ...event },
});

const mail = (type: string, event: object = {}, datehour?: string): LakeRow =>
  row("ses", { channel: "email", event_type: `email_${type}`, message_id: "m1", ...event }, datehour);

// Each test loads an engine of its own.
jest.setTimeout(60_000);

const opened: Lake[] = [];
async function lakeOf(rows: readonly LakeRow[]): Promise<Lake> {
  const lake = await Lake.of({ rows, views: [...viewsOf(), messages()] });
  opened.push(lake);
  return lake;
}
afterEach(() => {
  for (const lake of opened.splice(0)) lake.close();
});

test("13-A1 eight views that Athena takes, of scalar columns only", async () => {
  const views = viewsOf();
  expect(views.map(({ name }) => name)).toEqual([
    "email_all_events",
    "sms_all_events",
    "campaign_all_events",
    "journey_all_events",
    "custom_all_events",
    "engagement_daily",
    "email_funnel",
    "campaign_conversion",
  ]);
  const lake = await lakeOf([]);
  for (const { name, columns } of views) {
    expect(await lake.describe(name)).toEqual(columns.map((column) => ({ name: column.name, type: column.type })));
    for (const { type } of columns) expect(HIVE_TYPES[type]).not.toMatch(/array|map|struct/);
  }
});

test("13-A7 every sample event stands in the view of its channel, the test event nowhere", async () => {
  const lake = await lakeOf([...sampleRows("pinpoint"), ...sampleRows("ses"), ...sampleRows("eum")]);
  const eventTypes = async (view: string): Promise<unknown[]> =>
    (await lake.query(`SELECT DISTINCT event_type FROM ${view} ORDER BY 1`)).map((each) => each["event_type"]);
  const all = ["send", "delivered", "open", "click", "hardbounce", "softbounce", "complaint", "rejected"];
  expect(await eventTypes("email_all_events")).toEqual(
    [...all, "unsubscribe", "rendering_failure", "delivery_delay", "subscription"]
      .map((type) => `email_${type}`)
      .sort(),
  );
  const texts = await eventTypes("sms_all_events");
  expect(texts).toEqual(expect.arrayContaining(["sms_buffered", "sms_success", "sms_failure", "sms_optout"]));
  expect(texts).toEqual(expect.arrayContaining(["sms_delivered", "sms_carrier_blocked", "sms_ttl_expired"]));
  expect(await eventTypes("campaign_all_events")).toEqual([
    "campaign_opened_notification",
    "campaign_received_background",
    "campaign_received_foreground",
    "campaign_send",
  ]);
  expect(await eventTypes("journey_all_events")).toEqual(["journey_send"]);
  expect(await eventTypes("custom_all_events")).toEqual(["session_start", "session_stop", "webinar_registered"]);
});

test("the samples keep what they say", async () => {
  const lake = await lakeOf([...sampleRows("pinpoint"), ...sampleRows("eum")]);
  const [bounce] = await lake.query("SELECT * FROM email_all_events WHERE event_type = 'email_hardbounce'");
  expect(bounce).toMatchObject({ bounce_type: "Permanent", complaint_feedback_type: null });
  expect(JSON.parse(String(bounce?.["message_tags"]))).toBeInstanceOf(Object);
  const [text] = await lake.query("SELECT * FROM sms_all_events WHERE event_type = 'sms_success'");
  expect(Number(text?.["price_usd"])).toBeCloseTo(Number(text?.["price_in_millicents_usd"]) / 100_000, 9);
  const [sent] = await lake.query("SELECT * FROM campaign_all_events WHERE event_type = 'campaign_send'");
  expect(sent).toMatchObject({ campaign_send_status: "SUCCESS", channel_type: "EMAIL" });
  const [session] = await lake.query("SELECT * FROM custom_all_events WHERE event_type = 'session_stop'");
  expect(session?.["session_id"]).toEqual(expect.any(String));
  expect(session?.["session_start_time"]).toMatch(/^20\d\d-/);
});

test("13-A8 two opens and a click of one mail: one mail opened, two opens", async () => {
  const events = [mail("send"), mail("delivered"), mail("open"), mail("open"), mail("click")];
  const lake = await lakeOf(
    events.map((each) => ({ ...each, row: { ...(each.row as object), destination: ["a@Example.com"] } })),
  );
  expect(await lake.query("SELECT * FROM engagement_daily")).toMatchObject([
    { event_date: "2026-11-20", destination_domain: "example.com", open_messages: 1, open_events: 2, click_events: 1 },
  ]);
  expect(await lake.query("SELECT * FROM email_funnel")).toMatchObject([
    { message_id: "m1", sent_date: "2026-11-20", is_delivered: 1, is_open: 1, is_click: 1, is_hardbounce: 0 },
  ]);
});

test("a record delivered twice counts once", async () => {
  const open = mail("open", { event_key: 7 });
  const lake = await lakeOf([open, open]);
  expect(await lake.query("SELECT open_messages, open_events FROM engagement_daily")).toEqual([
    { open_messages: 1, open_events: 1 },
  ]);
});

test("an event that lacks everything, or has absurd times, fails no query", async () => {
  const lake = await lakeOf([
    mail("send", { event_ms: 9e17, arrival_ms: null, message_id: null }),
    row(
      "pinpoint",
      { channel: "app", event_type: "x", attributes: { "session.start_timestamp": "soon" } },
      "not an hour",
    ),
  ]);
  expect(await lake.query("SELECT event_timestamp, destination_domain FROM email_all_events")).toEqual([
    { event_timestamp: null, destination_domain: null },
  ]);
  expect(await lake.query("SELECT session_start_time, ingest_timestamp FROM custom_all_events")).toEqual([
    { session_start_time: null, ingest_timestamp: null },
  ]);
  expect(await lake.query("SELECT * FROM email_funnel")).toEqual([]);
});

test("days are found in a lake that is parted by days", async () => {
  const lake = await lakeOf([mail("send", {}, "2026/11/20")]);
  expect(await lake.query("SELECT event_date, send_messages FROM engagement_daily")).toEqual([
    { event_date: "2026-11-20", send_messages: 1 },
  ]);
});

test("an application's event may be called like a mail's", async () => {
  const lake = await lakeOf([row("pinpoint", { channel: "app", event_type: "email_open", event_name: "email_open" })]);
  expect(await lake.query("SELECT * FROM email_all_events")).toEqual([]);
});

describe("conversions", () => {
  const sent = (event: object = {}): LakeRow =>
    row("pinpoint", {
      channel: "campaign",
      event_type: "campaign_send",
      status: "SUCCESS",
      campaign_id: "c1",
      endpoint_id: "e1",
      ...event,
    });
  const bought = (days: number, metrics: object = { revenue: 12.5 }, event: object = {}): LakeRow =>
    row("pinpoint", {
      channel: "app",
      event_type: "purchase",
      event_name: "purchase",
      endpoint_id: "e1",
      event_ms: AT + days * DAY_MS,
      attributes: { "event.metrics": JSON.stringify(metrics) },
      ...event,
    });
  const conversions = async (...rows: readonly LakeRow[]) =>
    (await lakeOf(rows)).query("SELECT * FROM campaign_conversion");

  it("are events of the endpoint within 7 days after the campaign reached it", async () => {
    const rows = await conversions(
      sent(),
      bought(-1),
      bought(1),
      bought(7),
      bought(7.01),
      bought(1, {}, { endpoint_id: "e2" }),
    );
    expect(rows).toMatchObject([
      { pinpoint_campaign_id: "c1", conversion_event: "purchase", conversion_count: 2, conversion_value: 25 },
    ]);
    expect(rows[0]).toMatchObject({
      first_conversion_at: "2026-11-21 09:15:02.310",
      sent_at: "2026-11-20 09:15:02.310",
    });
  });

  it("count once for a campaign that was sent twice, and for a record delivered twice", async () => {
    const purchase = bought(1);
    expect(await conversions(sent(), sent({ event_ms: AT + 1 }), purchase, purchase)).toMatchObject([
      { conversion_count: 1, conversion_value: 12.5 },
    ]);
  });

  it("are worth the first of revenue, price and _item_price, and nothing without them", async () => {
    const rows = await conversions(
      sent(),
      bought(1, { price: 3, _item_price: 9 }),
      bought(2, { _item_price: 4 }),
      bought(3, { seats: 2 }, { event_type: "joined" }),
    );
    expect(rows.map((each) => [each["conversion_event"], each["conversion_value"]]).sort()).toEqual([
      ["joined", null],
      ["purchase", 7],
    ]);
  });

  it("need a send that succeeded", async () => {
    expect(await conversions(sent({ status: "DUPLICATE" }), bought(1))).toEqual([]);
  });

  it("do not include what the SDK reports by itself, but for purchases", async () => {
    const session = bought(1, {}, { event_type: "session_start", event_name: "_session.start" });
    const purchase = bought(1, {}, { event_type: "monetization_purchase", event_name: "_monetization.purchase" });
    expect(await conversions(sent(), session, purchase)).toMatchObject([{ conversion_event: "monetization_purchase" }]);
  });
});

test("a message's price counts once, and a late UNKNOWN does not undo its delivery", async () => {
  const text = (status: string, datehour = DATEHOUR): LakeRow =>
    row(
      "eum",
      {
        channel: "sms",
        event_type: `sms_${status}`,
        message_id: "t1",
        country: "DE",
        price_micros: 71_300,
        carrier_fee_micros: 200,
      },
      datehour,
    );
  const lake = await lakeOf([text("queued"), text("delivered"), text("unknown", "2026/11/23/09")]);
  expect(await lake.query("SELECT * FROM messages")).toMatchObject([
    { channel: "sms", request_date: "2026-11-20", iso_country_code: "DE", is_delivered: 1, cost_usd: 0.0715 },
  ]);
});
