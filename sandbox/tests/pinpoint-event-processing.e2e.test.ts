import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetSuppressedDestinationCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { eventually } from "../client";
import { ROOT } from "../paths";
import { client, stack } from "./suite";

const outputs = stack("pinpoint-event-processing");
const EVENT = join(ROOT, "functions/ses-feedback-processor/events/event-bounce-permanent-general.json");

test("06-A1 a bounce of a Pinpoint message suppresses its recipient", async () => {
  const event = readFileSync(EVENT, "utf8");
  await new SNSClient(client()).send(new PublishCommand({ TopicArn: outputs["feedback_topic_arn"], Message: event }));

  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(client()));
  const Key = { email: "gone@example.com" };
  const contact = await eventually("the contact", async () => {
    const { Item } = await tables.send(new GetCommand({ TableName: outputs["contacts_table_name"], Key }));
    return Item?.["hard_bounces"] === 1 ? Item : undefined;
  });
  expect(contact).toMatchObject({ status: "BOUNCED", send_allowed: false });
  const { SuppressedDestination } = await new SESv2Client(client()).send(
    new GetSuppressedDestinationCommand({ EmailAddress: "gone@example.com" }),
  );
  expect(SuppressedDestination).toMatchObject({ Reason: "BOUNCE" });
});
