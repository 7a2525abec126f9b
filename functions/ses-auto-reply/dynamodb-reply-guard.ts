import { createHash } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { RetryableError } from "../shared/errors";
import type { ReplyGuard, Reservation } from "./core";

/** Settings of {@link DynamoDbReplyGuard}. */
export interface GuardSettings {
  /** Partition key `pk`, TTL attribute `expires_at` (epoch seconds). */
  readonly table: string;
  /** Hours between two replies from one address to one person; 0 sets no limit beside one reply per mail. */
  readonly intervalHours: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const SECONDS_PER_HOUR = 3_600;
/** As long as a dead letter may be kept and tried again. */
const MESSAGE_SECONDS = 15 * 24 * SECONDS_PER_HOUR;

/**
 * Remembers replies in a DynamoDB table: one item per mail, one per pair of addresses, both written or neither.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export class DynamoDbReplyGuard implements ReplyGuard {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly settings: GuardSettings,
  ) {}

  async reserve(reservation: Reservation): Promise<"DUPLICATE" | "INTERVAL" | undefined> {
    const { table: TableName, now } = this.settings;
    const seconds = Math.floor(now() / 1_000);
    const TransactItems = this.#keys(reservation).map(({ pk, keptFor }) => ({
      Put: {
        TableName,
        Item: { pk, expires_at: seconds + keptFor },
        // DynamoDB may take days to delete what has expired.
        ConditionExpression: "attribute_not_exists(pk) OR expires_at <= :now",
        ExpressionAttributeValues: { ":now": seconds },
      },
    }));
    try {
      await this.client.send(new TransactWriteCommand({ TransactItems }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [ofMessage, ofPair] = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
      if (ofMessage === "ConditionalCheckFailed") return "DUPLICATE";
      if (ofPair === "ConditionalCheckFailed") return "INTERVAL";
      throw new RetryableError(`DynamoDB cancelled the reservation: ${ofMessage}, ${ofPair}.`, { cause: error });
    }
  }

  async release(reservation: Reservation): Promise<void> {
    const { table: TableName } = this.settings;
    const TransactItems = this.#keys(reservation).map(({ pk }) => ({ Delete: { TableName, Key: { pk } } }));
    await this.client.send(new TransactWriteCommand({ TransactItems }));
  }

  #keys({ messageId, recipient, from }: Reservation) {
    const pair = createHash("sha256").update(`${recipient}|${from}`.toLowerCase()).digest("hex");
    const keptFor = this.settings.intervalHours * SECONDS_PER_HOUR;
    const ofMessage = { pk: `msg#${messageId}`, keptFor: MESSAGE_SECONDS };
    return keptFor === 0 ? [ofMessage] : [ofMessage, { pk: pair, keptFor }];
  }
}
