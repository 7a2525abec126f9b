import { EventType } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { flattenText } from "../../functions/flatten-text";
import { sample, sampleNames, sampleText } from "../../functions/testing/sample-events";
import { Lake, type LakeRow } from "../../sandbox/sql/lake";
import { MATCHING_EVENT_TYPES } from "./event-types";
import { queries } from "./queries";
import { ownViews, views } from "./views";

const all = [...ownViews, ...views];
/** Fifty views have to be parsed. */
const LAKE_MS = 60_000;
const DATEHOUR = "2026/11/20/09";
const samples = sampleNames("eum").map((name) => [name, sampleText("eum", name)] as const);

function row(event: object | string): LakeRow[] {
  const text = typeof event === "string" ? event : JSON.stringify(event);
  return flattenText("eum", text).map((flat) => ({ source: "eum", datehour: DATEHOUR, row: flat }));
}

/** An event of a message, like a documented one of its type. */
function event(name: string, messageId: string, members: object = {}): Record<string, unknown> {
  return { ...sample("eum", name), messageId, ...members };
}

/** A time of an event, by its place in the order. */
const at = (index: number) => ({ eventTimestamp: 1_763_630_110_000 + index });

describe("08-A2 the views", () => {
  let lake: Lake;
  beforeAll(async () => {
    const unknown = { eventType: "TEXT_TRANSLATED", messageId: "m-2", context: { orderId: "A-1" } };
    const texts = [...samples.map(([, text]) => text), unknown, { eventType: "text_pending" }];
    lake = await Lake.of({ rows: texts.flatMap(row), views: all });
  }, LAKE_MS);
  afterAll(() => lake.close());

  test("08-A2 are one per event type, and what Athena takes", async () => {
    expect(all).toHaveLength(51);
    expect(MATCHING_EVENT_TYPES.toSorted()).toEqual(Object.values(EventType).toSorted());
  });

  test.each(all.map(({ name, columns }) => [name, columns] as const))(
    "08-A2 %s yields the columns that it declares",
    async (name, columns) => {
      const declared = columns.map((column) => ({ name: column.name, type: column.type }));
      expect(await lake.describe(name)).toEqual(declared);
    },
  );

  test("08-A2 show every documented event in the view of its type, and in no other", async () => {
    const found: Record<string, unknown> = {};
    for (const name of all.map((view) => view.name).filter((view) => !view.startsWith("sms_")))
      found[name] = (await lake.query(`SELECT count(*) AS n FROM ${name}`))[0]?.["n"];
    const expected = Object.keys(EventType).filter((type) => !type.endsWith("ALL"));
    // The bus repeats one of them, and another came without its members.
    const twice = ["TEXT_DELIVERED", "TEXT_PENDING"];
    const counts = expected.map((type) => [type.toLowerCase(), twice.includes(type) ? 2 : 1]);
    expect(found).toEqual({ ...Object.fromEntries(counts), other_event: 1 });
  });

  test("keep an event of an unknown type, and one without optional members", async () => {
    const select = "SELECT eventtype, element_at(context, 'orderid') AS order_id, mcc FROM other_event";
    expect(await lake.query(select)).toEqual([{ eventtype: "TEXT_TRANSLATED", order_id: "A-1", mcc: null }]);
    const bare = "SELECT eventtype, carrier_name, total_message_price FROM text_pending WHERE message_id IS NULL";
    const nothing = { carrier_name: null, total_message_price: null };
    expect(await lake.query(bare)).toEqual([{ eventtype: "text_pending", ...nothing }]);
  });

  test("say what the event says", async () => {
    const [delivered] = await lake.query(
      "SELECT * FROM text_delivered WHERE destination_phone_number IS NOT NULL AND iso_country_code = 'US'",
    );
    expect(delivered).toMatchObject({
      eventtype: "TEXT_DELIVERED",
      eventversion: "1.0",
      event_timestamp: "2025-11-20 09:15:07.470",
      message_request_timestamp: "2025-11-20 09:15:03.170",
      is_final: true,
      is_international_send: false,
      carrier_name: "Example Mobile",
      message_encoding: "GSM",
      total_message_parts: 1,
      total_message_price: 0.00581,
      total_carrier_fee: 0.00302,
      ingest_timestamp: "2026-11-20 09:00:00.000",
      datehour: DATEHOUR,
    });
    const protectedBy = await lake.query("SELECT protect_status, total_message_price FROM text_protect_blocked");
    expect(protectedBy).toEqual([{ protect_status: "BLOCK", total_message_price: 0 }]);
    const rcs = await lake.query("SELECT rcs_business_id, billing_event_type FROM rcs_delivered");
    expect(rcs).toEqual([{ rcs_business_id: "example_agent_06fr8x6o_agent", billing_event_type: "RICH" }]);
  });
});

describe("messages", () => {
  const STATUSES: readonly [id: string, names: readonly string[], status: string][] = [
    ["QUEUED, DELIVERED, late PENDING", ["text-queued", "text-delivered", "text-pending"], "DELIVERED"],
    ["SUCCESSFUL, UNKNOWN after 72 hours", ["text-successful", "text-unknown"], "SUCCESSFUL"],
    ["DELIVERED, late SUCCESSFUL", ["text-delivered", "text-successful"], "DELIVERED"],
    ["QUEUED, BLOCKED", ["text-queued", "text-blocked"], "BLOCKED"],
    ["QUEUED, PENDING", ["text-queued", "text-pending"], "PENDING"],
    ["ANSWERED, COMPLETED", ["voice-answered", "voice-completed"], "COMPLETED"],
    ["READ, DELIVERED", ["rcs-read", "rcs-delivered"], "READ"],
  ];
  const inOrder = STATUSES.flatMap(([id, names]) => names.map((name, index) => event(name, id, at(index))));
  const delivered = (id: string, members: object) => event("text-delivered", id, members);
  const thrice = Array.from({ length: 3 }, () => delivered("thrice", { isoCountryCode: "NZ" }));
  const conversation = { conversationSessionFee: 0.05, totalMessagePrice: 0, totalCarrierFee: 0 };
  const events = [
    ...inOrder,
    event("rcs-sent", "conversation", conversation),
    { eventType: "RCS_READ", messageId: "conversation", messageStatus: "READ", isFinal: true },
    delivered("absurd", {}),
    event("text-pending", "absurd", { eventTimestamp: 9e15 }),
    event("text-queued", "thrice", { isoCountryCode: "NZ" }),
    ...thrice,
    delivered("other", { isoCountryCode: "NZ", totalMessageParts: 2 }),
    ...["queued", "successful", "delivered"].map((status) =>
      event(`text-${status}`, "promotion", { messageType: "PROMOTIONAL" }),
    ),
  ];
  const needed = all.filter(({ name }) => name.startsWith("sms_"));
  const lakes: Lake[] = [];
  beforeAll(async () => {
    for (const each of [events, events.toReversed()])
      lakes.push(await Lake.of({ rows: each.flatMap(row), views: needed }));
  }, LAKE_MS);
  afterAll(() => {
    for (const lake of lakes) lake.close();
  });

  /** What the query answers, in whichever order the events came. */
  async function answer(sql: string) {
    const [one, other] = await Promise.all(lakes.map((lake) => lake.query(sql)));
    expect(one).toEqual(other);
    return one;
  }

  test.each(STATUSES)("08-A4 %s: the status of the message", async (id, names, expected) => {
    const sql = `SELECT message_status, is_final, event_count FROM sms_status WHERE messageid = '${id}'`;
    const status = { message_status: expected, is_final: expected !== "PENDING", event_count: names.length };
    expect(await answer(sql)).toEqual([status]);
  });

  test("08-A4 have the price of the delivery, although RCS_READ says 0", async () => {
    const sql =
      "SELECT total_messageprice, total_carrierfee, total_cost FROM sms_status WHERE messageid = 'READ, DELIVERED'";
    const cost = { total_messageprice: 0.007, total_carrierfee: 0.00302, total_cost: 0.01002 };
    expect(await answer(sql)).toEqual([cost]);
  });

  test("take from another event what the last one leaves out, and count a conversation's fee", async () => {
    const columns = "destination_phonenumber, event_type, total_cost, element_at(context, 'orderid') AS id";
    const status = { destination_phonenumber: "+14255550145", event_type: "RCS_READ", total_cost: 0.05, id: "A-1001" };
    expect(await answer(`SELECT ${columns} FROM sms_status WHERE messageid = 'conversation'`)).toEqual([status]);
  });

  test("withstand absurd times", async () => {
    const sql = "SELECT message_status FROM sms_status WHERE messageid = 'absurd'";
    expect(await answer(sql)).toEqual([{ message_status: "DELIVERED" }]);
  });

  test("08-A5 and their price count once, however often their events came", async () => {
    expect(await answer("SELECT * FROM sms_cost WHERE iso_countrycode = 'NZ'")).toEqual([
      {
        message_type: "TRANSACTIONAL",
        iso_countrycode: "NZ",
        request_date: "2025-11-20",
        message_count: 2,
        message_parts: 3,
        message_price_usd: 0.01162,
        carrier_fee_usd: 0.00604,
        total_cost_usd: 0.01766,
      },
    ]);
  });

  test("08-A7 AWS's example query runs as it is, and says too much where the one beside it does not", async () => {
    const [original = "", once = ""] = queries("lake").map(({ sql }) => sql);
    const wrong = await lakes[0]?.query(original.replace('"lake".', ""));
    const promotions = { messagetype: "PROMOTIONAL", MessageCount: 1 };
    expect(wrong).toContainEqual({ ...promotions, TotalCostUSD: expect.closeTo(0.01743) });
    const right = await answer(`${once} HAVING message_type = 'PROMOTIONAL'`);
    expect(right).toEqual([{ message_type: "PROMOTIONAL", message_count: 1, total_cost_usd: 0.00883 }]);
  });
});
