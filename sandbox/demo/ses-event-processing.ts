import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetSuppressedDestinationCommand,
  NotFoundException,
  SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { type CloudAddress, clientSettings, eventually, runCommand } from "../client";

/** What the demo shows of one mail, by column title. */
type Row = Readonly<Record<"sent to" | "the function saw" | "contact" | "send_allowed" | "suppression list", string>>;

const SIMULATOR = "simulator.amazonses.com";
const ORDINARY = "gone@example.org";
const NOTHING = "-";

/** Mails in the order they are sent; only the delivered one brings no feedback. */
const RECIPIENTS = [
  `success@${SIMULATOR}`,
  `bounce@${SIMULATOR}`,
  `complaint@${SIMULATOR}`,
  `ooto@${SIMULATOR}`,
  `suppressionlist@${SIMULATOR}`,
  ORDINARY,
  ORDINARY,
];

/** Sends to the mailbox simulator and to an address that bounces, twice, and tells what became of each mail. */
export async function sesEventProcessing(cloud: CloudAddress, outputs: Record<string, unknown>): Promise<Row[]> {
  const view = new View(cloud, String(outputs["contacts_table_name"]), String(outputs["processor_log_group_name"]));
  const configurationSet = String(outputs["configuration_set_name"]);
  await runCommand(cloud.endpoint, "bounce-address", JSON.stringify({ address: ORDINARY }));
  const rows: Row[] = [];
  for (const address of RECIPIENTS) {
    const messageId = await view.send(address, configurationSet);
    const seen = address.startsWith("success@") ? NOTHING : await view.feedback(address, messageId);
    rows.push({ "sent to": address, "the function saw": seen, ...(await view.address(address)) });
  }
  return rows;
}

/** What an operator would look at, by the APIs an operator would use. */
class View {
  private readonly ses: SESv2Client;
  private readonly tables: DynamoDBDocumentClient;
  private readonly logs: CloudWatchLogsClient;

  constructor(
    cloud: CloudAddress,
    private readonly contacts: string,
    private readonly logGroup: string,
  ) {
    const settings = clientSettings(cloud);
    this.ses = new SESv2Client(settings);
    this.tables = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
    this.logs = new CloudWatchLogsClient(settings);
  }

  /** @returns the message id */
  async send(address: string, ConfigurationSetName: string): Promise<string> {
    const { MessageId } = await this.ses.send(
      new SendEmailCommand({
        FromEmailAddress: "news@example.com",
        Destination: { ToAddresses: [address] },
        ConfigurationSetName,
        Content: { Simple: { Subject: { Data: "October" }, Body: { Text: { Data: "Your statement." } } } },
      }),
    );
    return String(MessageId);
  }

  /** The line that the function logged about a mail. */
  async feedback(address: string, messageId: string): Promise<string> {
    return eventually(`feedback about the mail to ${address}`, async () => {
      const { events = [] } = await this.logs.send(new FilterLogEventsCommand({ logGroupName: this.logGroup }));
      const lines = events.map(({ message = "" }) => message).filter((message) => message.includes(messageId));
      const line = lines.map((text) => JSON.parse(text.slice(text.indexOf("{")))).find((entry) => entry.outcome);
      if (line === undefined) return undefined;
      return line.event_type === "Bounce" ? `Bounce/${line.reason}` : line.reason;
    });
  }

  async address(address: string): Promise<Omit<Row, "sent to" | "the function saw">> {
    const { Item } = await this.tables.send(new GetCommand({ TableName: this.contacts, Key: { email: address } }));
    return {
      contact: Item?.["status"] ?? NOTHING,
      send_allowed: Item?.["send_allowed"] === false ? "no" : "yes",
      "suppression list": await this.suppression(address),
    };
  }

  private async suppression(EmailAddress: string): Promise<string> {
    try {
      const { SuppressedDestination } = await this.ses.send(new GetSuppressedDestinationCommand({ EmailAddress }));
      return SuppressedDestination?.Reason ?? NOTHING;
    } catch (error) {
      if (error instanceof NotFoundException) return NOTHING;
      throw error;
    }
  }
}
