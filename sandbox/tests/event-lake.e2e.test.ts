import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { LakeOutputs } from "../demo/event-lake";
import { SENDER } from "./account";
import { queryIn } from "./applied-lake";
import { client, command, stack, suite } from "./suite";

/** The example in which several modules share a lake. */
const outputs = stack("example-event-lake") as unknown as LakeOutputs;
const sets = outputs.configuration_set_names;
const ask = queryIn(stack("example-event-lake"));

/** @returns the message's id */
async function mail(address: string, ConfigurationSetName: string, campaign?: string): Promise<string> {
  const { MessageId } = await new SESv2Client(client()).send(
    new SendEmailCommand({
      FromEmailAddress: SENDER,
      Destination: { ToAddresses: [address] },
      ConfigurationSetName,
      ...(campaign && { EmailTags: [{ Name: "campaign_id", Value: campaign }] }),
      Content: { Simple: { Subject: { Data: "Hello" }, Body: { Html: { Data: "<p>Hello</p>" } } } },
    }),
  );
  return String(MessageId);
}

let text: string | undefined;

beforeAll(async () => {
  const messageId = await mail("ada@example.com", sets.campaigns, "spring");
  await command("settle");
  await command("open-message", { messageId });
  await mail("bounce@simulator.amazonses.com", sets.mail);
  const { MessageId } = await new PinpointSMSVoiceV2Client(client()).send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: "+447700900123",
      MessageBody: "Hello",
      MessageType: "TRANSACTIONAL",
      ConfigurationSetName: sets.sms,
    }),
  );
  text = MessageId;
  await command("settle");
  for (const stream of Object.values(outputs.firehose_names)) await command("flush", { stream });
}, 60_000);

test("mail of two modules is in the owner's views, each by its own stream", async () => {
  expect(await ask("SELECT element_at(destination, 1) AS recipient FROM email_send ORDER BY 1")).toEqual([
    { recipient: "ada@example.com" },
    { recipient: "bounce@simulator.amazonses.com" },
  ]);
  expect(
    await ask(
      "SELECT source, count(*) AS n FROM events WHERE channel = 'email' AND event_type = 'email_send' GROUP BY 1 ORDER BY 1",
    ),
  ).toEqual([
    { source: "pinpoint", n: "1" },
    { source: "ses", n: "1" },
  ]);
}, 60_000);

test("views of modules that joined tell of their own messages", async () => {
  expect(await ask("SELECT recipient, bounce_type FROM email_status")).toEqual([
    { recipient: "bounce@simulator.amazonses.com", bounce_type: "Permanent" },
  ]);
  expect(await ask(`SELECT message_status FROM sms_status WHERE messageid = '${text}'`)).toEqual([
    { message_status: "DELIVERED" },
  ]);
}, 60_000);

test("the dashboard counts each message once", async () => {
  expect(
    await ask(
      "SELECT pinpoint_campaign_id, send_messages, open_messages FROM engagement_daily WHERE open_messages > 0",
    ),
  ).toEqual([{ pinpoint_campaign_id: "spring", send_messages: "1", open_messages: "1" }]);
}, 60_000);

test("the live page shows the lake, and one recipient's history", async () => {
  const page = `${suite().endpoint}/_sandbox/dashboard?database=${outputs.database_name}`;
  const response = await fetch(`${page}&recipient=ada@example.com`);
  expect(response.status).toBe(200);
  const html = await response.text();
  expect(html).toContain("spring");
  expect(html).toContain("ada@example.com");
}, 120_000);
