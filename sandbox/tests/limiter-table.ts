import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { client } from "./suite";

const MINUTE_MS = 60_000;

/** The table by which the senders of an applied module keep to one schedule, as an operator sees it. */
export class LimiterTable {
  private readonly tables = DynamoDBDocumentClient.from(new DynamoDBClient(client()));

  constructor(private readonly TableName: string) {}

  /** Opens a breaker for a while. */
  async pause(k: string): Promise<void> {
    const Item = { k, paused_until: Date.now() + 10 * MINUTE_MS };
    await this.tables.send(new PutCommand({ TableName: this.TableName, Item }));
  }

  /** Closes a breaker. */
  async resume(k: string): Promise<void> {
    const { TableName } = this;
    await this.tables.send(new UpdateCommand({ TableName, Key: { k }, UpdateExpression: "REMOVE paused_until" }));
  }

  /** Closes a breaker, and forgets the schedule. */
  async forget(k: string): Promise<void> {
    await this.tables.send(new DeleteCommand({ TableName: this.TableName, Key: { k } }));
  }

  /** Whether slots were leased since. */
  async isLeased(k: string): Promise<boolean> {
    const { Item } = await this.tables.send(new GetCommand({ TableName: this.TableName, Key: { k } }));
    return Item?.["tat"] !== undefined;
  }
}
