import { gunzipSync } from "node:zlib";
import { AthenaClient, GetNamedQueryCommand } from "@aws-sdk/client-athena";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { type EmailContent, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { sampleNames, sampleText } from "../../functions/testing/sample-events";
import { ownViews, views } from "../../modules/ses-s3-event-db/views";
import type { Row } from "../athena";
import { SENDER } from "./account";
import { putTexts, queryIn } from "./applied-lake";
import { client, command, stack } from "./suite";

const athena = new AthenaClient(client());
const s3 = new S3Client(client());

const outputs = stack("ses-s3-event-db");
const ask = queryIn(outputs);

const HELLO: EmailContent = {
  Simple: { Subject: { Data: "Hello" }, Body: { Html: { Data: '<a href="https://www.example.com">Hello</a>' } } },
};

/** Sends mail with the module's configuration set. @returns the message's id */
async function send(ToAddresses: string[], Content = HELLO): Promise<string> {
  const { MessageId } = await new SESv2Client(client()).send(
    new SendEmailCommand({
      FromEmailAddress: SENDER,
      Destination: { ToAddresses },
      ConfigurationSetName: String(outputs["configuration_set_name"]),
      Content,
    }),
  );
  return String(MessageId);
}

/** Brings everything that happened into the lake. */
async function deliver(): Promise<void> {
  await command("settle");
  await command("flush", { stream: outputs["firehose_name"] });
}

/** Untouched records of the module, whole objects. */
async function rawObjects(): Promise<string[]> {
  const Bucket = String(outputs["lake_bucket_name"]);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: String(outputs["raw_prefix"]) }));
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return gunzipSync((await Body?.transformToByteArray()) ?? "").toString();
    }),
  );
}

const TIMES = ["sent", "delivered", "opened", "clicked", "bounced", "complained", "rendering_failed", "delayed"];

/** What `email_status` says of a message: at each recipient the names of the times that are set, in their order. */
async function story(messageId: string): Promise<Record<string, string>> {
  const rows = await ask(`SELECT * FROM email_status WHERE message_id = '${messageId}'`);
  const happened = (row: Row) => TIMES.filter((name) => row[`time_${name}`] !== null).join(" ");
  return Object.fromEntries(rows.map((row) => [row["recipient"], happened(row)]));
}

test("AWS's query, as it is saved, tells what became of mail to an address", async () => {
  const messageId = await send(["someone@example.com"]);
  await command("settle");
  await command("open-message", { messageId });
  await command("open-message", { messageId, userAgent: "another" });
  await command("click-message", { messageId, link: "https://www.example.com" });
  await deliver();
  const { status_of_address: NamedQueryId } = outputs["named_query_ids"] as unknown as Record<string, string>;
  const { NamedQuery } = await athena.send(new GetNamedQueryCommand({ NamedQueryId }));
  expect(await ask(String(NamedQuery?.QueryString))).toEqual([
    expect.objectContaining({
      email: "someone@example.com",
      message_id: messageId,
      subject: "Hello",
      source: SENDER,
      configuration_set: outputs["configuration_set_name"],
      time_bounced: null,
      open_count: "2",
      click_count: "1",
    }),
  ]);
  expect(await story(messageId)).toEqual({ "someone@example.com": "sent delivered opened clicked" });
}, 60_000);

test("a mail to several addresses has at each of them what happened there", async () => {
  await command("bounce-address", { address: "gone@example.com", bounceSubType: "NoEmail" });
  await command("complain-address", { address: "annoyed@example.com" });
  await command("delay-address", { address: "later@example.com" });
  const messageId = await send([
    "fine@example.com",
    "Gone <Gone@example.com>",
    "annoyed@example.com",
    "later@example.com",
  ]);
  await deliver();
  expect(await story(messageId)).toEqual({
    "fine@example.com": "sent delivered",
    "gone@example.com": "sent bounced",
    "annoyed@example.com": "sent delivered complained",
    "later@example.com": "sent delivered delayed",
  });
  const columns = "bounced_recipient_email_address AS address, bounce_type, bounce_sub_type";
  expect(await ask(`SELECT ${columns} FROM email_bounce WHERE message_id = '${messageId}'`)).toEqual([
    { address: "gone@example.com", bounce_type: "Permanent", bounce_sub_type: "NoEmail" },
  ]);
}, 60_000);

test("09-A5 a mail whose template lacks data is not sent, and says so", async () => {
  const messageId = await send(["waiting@example.com"], {
    Template: { TemplateContent: { Subject: "{{name}}", Text: "Hello" }, TemplateData: "{}" },
  });
  await deliver();
  expect(await ask(`SELECT subject, time_delivered FROM email_status WHERE message_id = '${messageId}'`)).toEqual([
    { subject: null, time_delivered: null },
  ]);
  expect(await story(messageId)).toEqual({ "waiting@example.com": "sent rendering_failed" });
}, 60_000);

describe("documented events", () => {
  beforeAll(async () => {
    const texts = [...sampleNames("ses").map((name) => sampleText("ses", name)), '{"eventType":"Something New"}'];
    await putTexts(outputs, texts);
    await deliver();
  }, 60_000);

  test("09-A8 lose their headers on the way to the table, not on the way to raw/", async () => {
    const header = '"MIME-Version"';
    expect(sampleText("ses", "event-send")).toContain(header);
    const rows = await ask("SELECT * FROM events WHERE source = 'ses'");
    expect(rows.length).toBeGreaterThan(sampleNames("ses").length);
    expect(rows.filter((row) => JSON.stringify(row).includes("MIME-Version"))).toEqual([]);
    expect((await rawObjects()).join()).toContain(header);
  });

  test.each([...views, ...ownViews].map(({ name }) => name))(
    "09-A2 the view %s that Terraform made is not stale, and has rows",
    async (name) => {
      expect(await ask(`SELECT count(*) > 0 AS has_rows FROM ${name}`)).toEqual([{ has_rows: "true" }]);
    },
  );
});
