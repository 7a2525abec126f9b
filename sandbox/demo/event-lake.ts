import { randomUUID } from "node:crypto";
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Source } from "../../modules/shared/event-lake/columns";
import { type CloudAddress, clientSettings, runCommand } from "../client";
import { generateMonth } from "../month";

/** Outputs of the example event-lake. */
export interface LakeOutputs {
  readonly configuration_set_names: Readonly<Record<"campaigns" | "mail" | "sms", string>>;
  /** The Firehose of each source. */
  readonly firehose_names: Readonly<Record<Source, string>>;
  readonly workgroup_name: string;
  readonly database_name: string;
}

/** Events of the generated month. */
const EVENTS = 15_000;

const DAY_MS = 86_400_000;

/** Records that one command takes along. */
const CHUNK = 2_000;

/**
 * Puts a generated month into the lake, each event on its day: an object a day and source, not one an hour, so that it
 * takes seconds. The events say of themselves that they are generated.
 */
export async function fillMonth(
  { endpoint }: CloudAddress,
  streams: LakeOutputs["firehose_names"],
  now: Date,
): Promise<void> {
  const days = new Map<string, { stream: string; arrivedAt: string; records: string[] }>();
  for (const { source, arrivedAt, text } of generateMonth({ events: EVENTS, end: now, seed: 2026 })) {
    const day = Math.min(Math.floor(arrivedAt / DAY_MS) * DAY_MS + DAY_MS / 2, now.getTime());
    const key = `${source} ${day}`;
    const group = days.get(key) ?? { stream: streams[source], arrivedAt: new Date(day).toISOString(), records: [] };
    group.records.push(text);
    days.set(key, group);
  }
  for (const { records, ...rest } of days.values()) {
    for (let start = 0; start < records.length; start += CHUNK) {
      const input = { ...rest, records: records.slice(start, start + CHUNK) };
      await runCommand(endpoint, "put-records-at", JSON.stringify(input));
    }
  }
  await runCommand(endpoint, "flush", "{}");
}

/** Who is written to, and what becomes of it. */
const READERS = [
  { address: "ada@example.com", opens: 2, clicks: true },
  { address: "brian@example.com", opens: 1, clicks: false },
  { address: "chris@example.net", opens: 0, clicks: false },
  { address: "bounce@simulator.amazonses.com", opens: 0, clicks: false },
  { address: "complaint@simulator.amazonses.com", opens: 0, clicks: false },
] as const;

/** Simulator numbers of End User Messaging and an ordinary one: delivered, failed, delivered. */
const NUMBERS = ["+14254147755", "+14254147167", "+447700900123"] as const;

/** Sends a campaign and a few texts through the applied architectures, and lets people open and click. */
export async function sendCampaign(cloud: CloudAddress, outputs: LakeOutputs): Promise<void> {
  const settings = clientSettings(cloud);
  const ses = new SESv2Client(settings);
  const command = (name: string, input: object = {}) => runCommand(cloud.endpoint, name, JSON.stringify(input));
  for (const { address, opens, clicks } of READERS) {
    const { MessageId: messageId } = await ses.send(
      new SendEmailCommand({
        FromEmailAddress: "news@example.com",
        Destination: { ToAddresses: [address] },
        ConfigurationSetName: outputs.configuration_set_names.campaigns,
        EmailTags: [{ Name: "campaign_id", Value: "demo" }],
        Content: {
          Simple: {
            Subject: { Data: "Hello from the local cloud" },
            Body: { Html: { Data: '<p>Hello! <a href="https://example.com/">Look</a></p>' } },
          },
        },
      }),
    );
    await command("settle");
    for (let open = 0; open < opens; open++) await command("open-message", { messageId });
    if (clicks) await command("click-message", { messageId, link: "https://example.com/" });
  }
  const sms = new PinpointSMSVoiceV2Client(settings);
  for (const DestinationPhoneNumber of NUMBERS) {
    await sms.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber,
        MessageBody: `Your code is ${randomUUID().slice(0, 6)}`,
        MessageType: "TRANSACTIONAL",
        ConfigurationSetName: outputs.configuration_set_names.sms,
      }),
    );
  }
  await command("settle");
  await command("flush");
}
