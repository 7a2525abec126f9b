import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../shared/clock";
import { type Attributes, type Guard, guardedUpdate } from "../shared/guarded-update";
import type { Claim, Claims } from "./ports";

/** Settings of {@link DynamoDbClaims}. */
export interface ClaimsSettings {
  /** Partition key `id`, TTL attribute `expires_at` (epoch seconds). */
  readonly tableName: string;
  /** Hours after which an id could be sent again. */
  readonly windowHours: number;
  readonly clock: Clock;
}

const SECONDS_PER_HOUR = 3_600;

/**
 * Claims in a DynamoDB table. An item's `state` is `sending` until `lease_until` (epoch milliseconds), `sent`, or
 * `released`, which is as if there was no item.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export class DynamoDbClaims implements Claims {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly settings: ClaimsSettings,
  ) {}

  async claim(id: string, leaseUntil: number, takesOver: boolean): Promise<Claim> {
    const claim = { state: "sending", lease_until: Math.ceil(leaseUntil) };
    const found = await this.#update(id, claim, [{ attribute: "state", operator: "=", value: "released" }]);
    if (found === undefined) return { state: "claimed" };
    if (found.state === "sent") return { state: "sent", messageId: found.messageId };
    const now = this.settings.clock.now();
    if (found.until > now) return { state: "held", until: found.until };
    if (!takesOver) return { state: "stale" };
    // Of several who see the same claim end, one gets it.
    const ended = await this.#update(id, claim, [{ attribute: "lease_until", operator: "<=", value: now }]);
    return ended === undefined ? { state: "claimed" } : { state: "held", until: ended.until };
  }

  async finish(id: string, messageId: string | undefined): Promise<void> {
    await this.#update(id, { state: "sent", message_id: messageId });
  }

  async release(id: string): Promise<void> {
    await this.#update(id, { state: "released" });
  }

  /** @returns the item as it is, when a guard does not hold */
  async #update(id: string, set: Attributes, guards: readonly Guard[] = []) {
    const { tableName, windowHours, clock } = this.settings;
    const expires_at = Math.ceil(clock.now() / 1_000 + windowHours * SECONDS_PER_HOUR);
    const request = {
      TableName: tableName,
      Key: { id },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      ...guardedUpdate({ ...set, expires_at }, guards),
    } as const;
    try {
      await this.client.send(new UpdateCommand(request));
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The document client leaves an error's item as DynamoDB writes it.
      const { state, lease_until, message_id } = error.Item ?? {};
      return { state: state?.S, until: Number(lease_until?.N ?? 0), messageId: message_id?.S };
    }
  }
}
