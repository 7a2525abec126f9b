import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { sampleNames, sampleText } from "../../functions/testing/sample-events";
import { ownViews, views } from "../../modules/pinpoint-s3-event-db/views";
import { SENDER } from "./account";
import { putTexts, queryIn } from "./applied-lake";
import { client, command, stack } from "./suite";

const outputs = stack("pinpoint-s3-event-db");
const ask = queryIn(outputs);

const put = (...texts: string[]): Promise<void> => putTexts(outputs, texts);

const flush = () => command("flush", { stream: outputs["firehose_name"] });

/** Keys of objects below a prefix of the lake. */
async function keys(Prefix: string): Promise<string[]> {
  const list = new ListObjectsV2Command({ Bucket: String(outputs["lake_bucket_name"]), Prefix });
  const { Contents = [] } = await new S3Client(client()).send(list);
  return Contents.map(({ Key }) => String(Key));
}

describe("documented events of Pinpoint's stream", () => {
  const names = sampleNames("pinpoint").filter((name) => name !== "test-event-stream");

  beforeAll(async () => {
    await put(...sampleNames("pinpoint").map((name) => sampleText("pinpoint", name)));
    await flush();
  }, 60_000);

  test("07-A3 are rows of the table, each with its record, without the stream's test", async () => {
    const rows = await ask("SELECT raw FROM events WHERE source = 'pinpoint'");
    const records = rows.map(({ raw }) => JSON.parse(String(raw)));
    expect(records).toHaveLength(names.length);
    for (const name of names) expect(records).toContainEqual(JSON.parse(sampleText("pinpoint", name)));
  }, 30_000);

  test.each([...views, ...ownViews].map(({ name }) => name))(
    "07-A1 the view %s that Terraform made is not stale",
    async (name) => {
      await expect(ask(`SELECT * FROM ${name}`)).resolves.toBeDefined();
    },
    30_000,
  );
});

test("mail that SES sends is in the lake, with its campaign", async () => {
  await new SESv2Client(client()).send(
    new SendEmailCommand({
      FromEmailAddress: SENDER,
      Destination: { ToAddresses: ["reader@example.com"] },
      ConfigurationSetName: String(outputs["configuration_set_name"]),
      EmailTags: [{ Name: "campaign_id", Value: "e2e" }],
      Content: { Simple: { Subject: { Data: "Hello" }, Body: { Html: { Data: "<p>Hello</p>" } } } },
    }),
  );
  await command("settle");
  await flush();
  const ofCampaign = "WHERE pinpoint_campaign_id = 'e2e'";
  expect(await ask(`SELECT subject, element_at(destination, 1) AS recipient FROM email_send ${ofCampaign}`)).toEqual([
    { subject: "Hello", recipient: "reader@example.com" },
  ]);
  expect(await ask(`SELECT count(*) AS n FROM email_delivered ${ofCampaign}`)).toEqual([{ n: "1" }]);
  expect(await ask(`SELECT campaign_send_status FROM campaign_send ${ofCampaign}`)).toEqual([
    { campaign_send_status: "SUCCESS" },
  ]);
}, 60_000);

test("07-A6 what cannot be read lies under errors/, and the batch around it is unharmed", async () => {
  const good = '{"event_type":"e2e.good"}';
  await put(good, '{"event_type":"e2e.cut', good.replace("good", "glued").repeat(2), "");
  await flush();
  expect(
    await ask("SELECT event_type, count(*) AS n FROM custom_event WHERE event_type LIKE 'e2e.%' GROUP BY 1 ORDER BY 1"),
  ).toEqual([
    { event_type: "e2e.glued", n: "2" },
    { event_type: "e2e.good", n: "1" },
  ]);
  expect(await keys("errors/processing-failed/")).not.toEqual([]);
}, 60_000);
