import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { RetryableError } from "../errors";
import type { Count, ProcessedLedger } from "./ports";

/** A DynamoDB table and its partition key. */
export interface TableWithKey {
  readonly name: string;
  readonly key: string;
}

/** Settings of {@link DynamoDbLedger}. */
export interface LedgerSettings {
  /** Partition key `id`, TTL attribute `expires_at` (epoch seconds). */
  readonly processedTable: string;
  /** Days after which a feedback would count again. */
  readonly retentionDays: number;
  /** Contacts whose counters are kept; undefined when there are none. */
  readonly contactsTable: TableWithKey | undefined;
  readonly now: () => Date;
}

type TransactItems = NonNullable<TransactWriteCommandInput["TransactItems"]>;

const SECONDS_PER_DAY = 86_400;

/**
 * Remembers counted feedback in a DynamoDB table.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export class DynamoDbLedger implements ProcessedLedger {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly settings: LedgerSettings,
  ) {}

  async has(id: string): Promise<boolean> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.settings.processedTable, Key: { id } }));
    return Item !== undefined;
  }

  async record(id: string, key: string, count: Count | undefined): Promise<boolean> {
    const { processedTable, retentionDays, contactsTable, now } = this.settings;
    const expires_at = Math.floor(now().getTime() / 1_000) + retentionDays * SECONDS_PER_DAY;
    const remember = {
      TableName: processedTable,
      Item: { id, expires_at },
      ConditionExpression: "attribute_not_exists(id)",
    };
    const items: TransactItems = [{ Put: remember }];
    if (contactsTable && count) items.push({ Update: increment(contactsTable, key, count) });
    try {
      await this.client.send(new TransactWriteCommand({ TransactItems: items }));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = error.CancellationReasons?.map((reason) => reason.Code) ?? [];
      if (codes[0] === "ConditionalCheckFailed") return false;
      throw new RetryableError(`DynamoDB cancelled the counting transaction: ${codes.join(", ")}.`, { cause: error });
    }
  }
}

function increment({ name, key: keyAttribute }: TableWithKey, key: string, { counter, softBounceAt }: Count) {
  const isSoft = softBounceAt !== undefined;
  const append = "SET soft_bounce_times = list_append(if_not_exists(soft_bounce_times, :none), :times) ";
  return {
    TableName: name,
    Key: { [keyAttribute]: key },
    UpdateExpression: `${isSoft ? append : ""}ADD #counter :one`,
    ExpressionAttributeNames: { "#counter": counter },
    ExpressionAttributeValues: { ":one": 1, ...(isSoft && { ":none": [], ":times": [softBounceAt] }) },
  };
}
