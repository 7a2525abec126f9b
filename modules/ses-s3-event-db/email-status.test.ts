import { sample } from "../../functions/testing/sample-events";
import { grammarErrors } from "../../sandbox/sql/grammar";
import { Lake } from "../../sandbox/sql/lake";
import { emailStatus } from "./email-status";
import { eventOf, lakeRows, mailOf, recipients, sendOf, shown } from "./fixtures";
import { queries } from "./queries";

const one = mailOf("one");
const openOf = (second: number) => eventOf(one, "Open", "open", second, { ipAddress: "198.51.100.23" });
const complaint = { complainedRecipients: recipients("dana@example.com"), complaintFeedbackType: "abuse" };
const ONE = [
  openOf(5),
  sendOf(one),
  eventOf(one, "Complaint", "complaint", 9, complaint),
  openOf(4),
  openOf(4),
  openOf(7),
  eventOf(one, "Click", "click", 6, { link: "https://www.example.com" }),
  eventOf(one, "Delivery", "delivery", 1, { recipients: ["dana@example.com"] }),
];

const three = mailOf("three", { destination: ["Ann <A@x.org>", "b@x.org", "c@x.org"] });
const bounceOf = (second: number, bounceType: string, address: string) =>
  eventOf(three, "Bounce", "bounce", second, { bounceType, bouncedRecipients: recipients(address) });
const THREE = [
  eventOf(three, "DeliveryDelay", "deliveryDelay", 1, { delayedRecipients: recipients("c@x.org") }),
  bounceOf(3, "Permanent", "C@x.org"),
  bounceOf(2, "Transient", "c@x.org"),
  eventOf(three, "Delivery", "delivery", 1, { recipients: ["a@x.org", "b@x.org"] }),
  sendOf(three),
  eventOf(three, "Open", "open", 8),
];

const failure = sample("ses", "event-rendering-failure");
const FAILED = { ...failure, mail: { ...failure.mail, messageId: "failed" } };

let lake: Lake;
beforeAll(async () => {
  const events = [...ONE, ...THREE, FAILED, sendOf({ messageId: "nobody" }), { eventType: "Send", mail: {} }];
  lake = await Lake.of({ rows: lakeRows(events), views: [emailStatus] });
}, 60_000);
afterAll(() => lake.close());

const statusOf = (messageId: string, columns = "*") =>
  lake.query(`SELECT ${columns} FROM email_status WHERE message_id = '${messageId}' ORDER BY recipient`);

test("09-A3 a mail whose events come in any order, one of them twice, is one row with its times", async () => {
  expect(await statusOf("one")).toEqual([
    {
      message_id: "one",
      subject: "Your October statement",
      destination: ["dana@example.com"],
      source: "news@mail.example.com",
      configuration_set: "prod-events",
      time_sent: "2026-11-20 09:15:02.310",
      time_delivered: shown(1),
      time_opened: shown(4),
      time_clicked: shown(6),
      time_bounced: null,
      bounce_type: null,
      bounce_subtype: null,
      time_complained: shown(9),
      complaint_feedbacktype: "abuse",
      time_rejected: null,
      time_rendering_failed: null,
      time_delayed: null,
      open_count: 3,
      click_count: 1,
      last_ingest_timestamp: "2026-11-20 09:00:00.000",
      recipient: "dana@example.com",
    },
  ]);
});

test("a mail to three shows at each what became of it there, and the opening at all", async () => {
  const columns = "recipient, time_delivered, time_bounced, bounce_type, time_delayed, time_opened, open_count";
  const opened = { time_opened: shown(8), open_count: 1 };
  const delivered = { time_delivered: shown(1), time_bounced: null, bounce_type: null, time_delayed: null, ...opened };
  const refused = { time_delivered: null, time_bounced: shown(2), bounce_type: "Permanent", time_delayed: shown(1) };
  expect(await statusOf("three", columns)).toEqual([
    { recipient: "a@x.org", ...delivered },
    { recipient: "b@x.org", ...delivered },
    { recipient: "c@x.org", ...refused, ...opened },
  ]);
});

test("09-A5 a mail whose template failed has a status without subject", async () => {
  expect(await statusOf("failed", "subject, time_sent, time_rendering_failed")).toEqual([
    { subject: null, time_sent: "2026-11-20 09:15:02.310", time_rendering_failed: "2026-11-20 09:15:02.310" },
  ]);
});

/** As AWS prints it. */
const AWS_QUERY = `SELECT *
FROM "ses-eventsdb"."email_status"
CROSS JOIN UNNEST(destination) AS t(email)
WHERE t.email = 'someone@example.com'
ORDER BY time_sent DESC`;

test("09-A7 AWS's query finds what became of mail at one address, and is saved under the database's name", async () => {
  expect(grammarErrors(AWS_QUERY)).toEqual([]);
  expect(queries("ses-eventsdb").map(({ sql }) => sql)).toEqual([AWS_QUERY]);
  const here = AWS_QUERY.replace('"ses-eventsdb"."email_status"', "email_status");
  expect(await lake.query(here.replace("someone@example.com", "b@x.org"))).toMatchObject([
    { email: "b@x.org", destination: ["b@x.org"], time_delivered: shown(1), time_bounced: null },
  ]);
});

test("a mail without recipients has a status, an event without a message has none", async () => {
  expect(await statusOf("nobody", "recipient, destination")).toEqual([{ recipient: null, destination: null }]);
  expect(await lake.query("SELECT DISTINCT message_id FROM email_status ORDER BY message_id")).toEqual(
    ["failed", "nobody", "one", "three"].map((message_id) => ({ message_id })),
  );
});
