import { rowsOf, sample, sampleNames } from "../../functions/testing/sample-events";
import { Lake } from "../../sandbox/sql/lake";
import { eventOf, lakeRows, mailOf, recipients, sendOf } from "./fixtures";
import { ownViews, views } from "./views";

const samples: Record<string, unknown>[] = sampleNames("ses").map((name) => sample("ses", name));

const bounced = mailOf("bounced");
const bounceOf = (second: number, bouncedRecipients: unknown) =>
  eventOf(bounced, "Bounce", "bounce", second, { bounceType: "Permanent", bouncedRecipients });
const EVENTS = [
  ...samples,
  bounceOf(1, [...recipients("a@x.org", "b@x.org"), { emailAddress: "c@x.org", action: "failed", status: "5.1.1" }]),
  bounceOf(2, []),
  bounceOf(3, undefined),
  { eventType: "SomethingNew", mail: mailOf("new") },
  eventOf(mailOf("clicked"), "Click", "click", 1, { linkTags: { unsubscribeLinkTag: ["x"], a: ["b", "c"] } }),
];
const ELSEWHERE = lakeRows([sendOf(mailOf("elsewhere"))]).map((row) => ({ ...row, source: "pinpoint" as const }));

let lake: Lake;
beforeAll(async () => {
  lake = await Lake.of({ rows: [...lakeRows(EVENTS), ...ELSEWHERE], views: [...views, ...ownViews] });
}, 60_000);
afterAll(() => lake.close());

/** Rows of the documented events, which are all about one mail. */
const query = (list: string, view: string) =>
  lake.query(`SELECT ${list} FROM ${view} WHERE message_id LIKE '0100019f3a7c11d2%'`);

test("09-A2 there are twelve views, and they yield the columns that they declare", async () => {
  expect([...views, ...ownViews].map(({ name }) => name)).toEqual([
    "email_send",
    "email_delivery",
    "email_bounce",
    "email_complaint",
    "email_reject",
    "email_open",
    "email_click",
    "email_rendering_failure",
    "email_delivery_delay",
    "email_subscription",
    "other_event",
    "email_status",
  ]);
  for (const { name, columns } of [...views, ...ownViews]) {
    const declared = columns.map((column) => ({ name: column.name, type: column.type }));
    expect({ name, columns: await lake.describe(name) }).toEqual({ name, columns: declared });
  }
  expect(await lake.describe("email_send")).toContainEqual({ name: "tags", type: "map(varchar, varchar)" });
});

const VIEW_OF: Readonly<Record<string, string>> = {
  email_send: "email_send",
  email_delivered: "email_delivery",
  email_hardbounce: "email_bounce",
  email_softbounce: "email_bounce",
  email_complaint: "email_complaint",
  email_rejected: "email_reject",
  email_open: "email_open",
  email_click: "email_click",
  email_rendering_failure: "email_rendering_failure",
  email_delivery_delay: "email_delivery_delay",
  email_subscription: "email_subscription",
};

test("09-A1 every documented event is a row of the view of its type, and of no other", async () => {
  const homes = samples.flatMap((event) => rowsOf("ses", event)).map((row) => VIEW_OF[row.event_type]);
  for (const { name } of views) {
    const n = homes.filter((home) => home === name).length;
    expect({ name, rows: await query("count(*) AS n", name) }).toEqual({ name, rows: [{ n }] });
  }
});

test("an event of a new type is in other_event", async () => {
  expect(await lake.query("SELECT event_type, message_id, subject FROM other_event")).toEqual([
    { event_type: "SomethingNew", message_id: "new", subject: "Your October statement" },
  ]);
});

test("an unsubscribe is a click, with the tags of its link", async () => {
  expect(await lake.query("SELECT link_tags FROM email_click WHERE message_id = 'clicked'")).toEqual([
    { link_tags: { unsubscribelinktag: ["x"], a: ["b", "c"] } },
  ]);
});

test("events of other sources are in no view", async () => {
  for (const { name } of [...views, ...ownViews]) {
    expect(await lake.query(`SELECT * FROM ${name} WHERE message_id = 'elsewhere'`)).toEqual([]);
  }
});

test("09-A4 a bounce of three recipients is three rows, one of none is one row with a null recipient", async () => {
  const sql = `SELECT bounced_recipient_email_address AS address, bounced_recipient_action AS action,
      bounced_recipient_status AS status
    FROM email_bounce WHERE message_id = 'bounced' ORDER BY event_timestamp, bounced_recipient_email_address`;
  expect(await lake.query(sql)).toEqual([
    { address: "a@x.org", action: null, status: null },
    { address: "b@x.org", action: null, status: null },
    { address: "c@x.org", action: "failed", status: "5.1.1" },
    { address: null, action: null, status: null },
    { address: null, action: null, status: null },
  ]);
});

describe("the views show what the event says", () => {
  test("of the mail and of a subscription", async () => {
    expect(await query("*", "email_subscription")).toMatchObject([
      {
        event_timestamp: "2026-11-20 12:01:17.910",
        mail_timestamp: "2026-11-20 09:15:02.310",
        source: "news@mail.example.com",
        source_arn: "arn:aws:ses:us-east-1:111122223333:identity/mail.example.com",
        sending_account_id: "111122223333",
        destination: ["jane@example.com"],
        subject: "Your October statement",
        from_header: "Example News <news@mail.example.com>",
        configuration_set: "prod-events",
        from_domain: "mail.example.com",
        caller_identity: "mailer-role",
        contact_list: "newsletter",
        subscription_source: "UnsubscribeHeader",
        unsubscribe_all: true,
        topic_name: "offers",
        subscription_status: "OptOut",
        ingest_timestamp: "2026-11-20 09:00:00.000",
        datehour: "2026/11/20/09",
      },
    ]);
  });

  test("of a delivery and of a delay", async () => {
    const deliveries = await query(
      "processing_time_millis, recipients, smtp_response, remote_mta_ip",
      "email_delivery",
    );
    expect(deliveries).toContainEqual({
      processing_time_millis: 1591,
      recipients: ["dana@example.com"],
      smtp_response: "250 2.0.0 OK",
      remote_mta_ip: "192.0.2.44",
    });
    expect(await query("*", "email_delivery_delay")).toMatchObject([
      {
        delay_type: "TransientCommunicationFailure",
        expiration_time: "2026-11-20 23:15:02.310",
        reporting_mta: "a11-22.smtp-out.amazonses.com",
        delayed_recipient_email_address: "ivy@example.com",
        delayed_recipient_status: "4.4.1",
        delayed_recipient_diagnostic_code: "smtp; 421 4.4.1 Unable to connect to remote host",
      },
    ]);
  });

  test("of a bounce and of a complaint", async () => {
    const bounces = "bounce_type, bounce_sub_type, reporting_mta, bounced_recipient_action AS action";
    expect(await query(bounces, "email_bounce")).toContainEqual({
      bounce_type: "Permanent",
      bounce_sub_type: "General",
      reporting_mta: "dns; mx1.mail.example.net",
      action: "failed",
    });
    const complaints = "complained_email_address AS address, complaint_feedback_type AS type, user_agent, arrival_date";
    expect(await query(complaints, "email_complaint")).toContainEqual({
      address: "erin@example.com",
      type: "abuse",
      user_agent: "ExampleISP-FBL/2.1",
      arrival_date: "2026-11-20 10:01:58.000",
    });
  });

  test("of an opening, a reject and a template that failed", async () => {
    expect(await query("ip_address", "email_open")).toEqual([{ ip_address: "198.51.100.23" }]);
    expect(await query("reject_reason", "email_reject")).toEqual([{ reject_reason: "Bad content" }]);
    expect(await query("template_name, error_message", "email_rendering_failure")).toEqual([
      {
        template_name: "monthly-statement",
        error_message: "Attribute 'firstName' is not present in the rendering data.",
      },
    ]);
  });
});
