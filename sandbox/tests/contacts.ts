import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetSuppressedDestinationCommand, NotFoundException, SESv2Client } from "@aws-sdk/client-sesv2";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { client } from "./suite";

/** A contact of the table that a root made; nothing where it is not there. */
export async function contactIn(
  outputs: Readonly<Record<string, unknown>>,
  email: string,
): Promise<Record<string, unknown> | undefined> {
  const get = { TableName: String(outputs["contacts_table_name"]), Key: { email }, ConsistentRead: true };
  return (await DynamoDBDocumentClient.from(new DynamoDBClient(client())).send(new GetCommand(get))).Item;
}

/** Reason why an address is on the suppression list; nothing where it is not. */
export async function suppressed(EmailAddress: string): Promise<string | undefined> {
  try {
    const get = new GetSuppressedDestinationCommand({ EmailAddress });
    return (await new SESv2Client(client()).send(get)).SuppressedDestination?.Reason;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
