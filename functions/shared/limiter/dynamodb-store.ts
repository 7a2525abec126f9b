import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { impatientClientSettings } from "../aws";
import { guardedUpdate } from "../guarded-update";
import type { LimiterItem, LimiterStore } from "./limiter";

/**
 * Items in a DynamoDB table with the partition key `k`. A write that is repeated because its answer got lost only moves
 * a schedule on twice: slots are lost, none is given twice.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export class DynamoDbLimiterStore implements LimiterStore {
  constructor(
    private readonly tableName: string,
    private readonly client = DynamoDBDocumentClient.from(new DynamoDBClient(impatientClientSettings)),
  ) {}

  async read(key: string): Promise<LimiterItem> {
    const request = { TableName: this.tableName, Key: { k: key }, ConsistentRead: true };
    const { Item } = await this.client.send(new GetCommand(request));
    return Item ?? {};
  }

  advance(key: string, span: number, floor: number): Promise<LimiterItem | undefined> {
    return this.#update(key, {
      UpdateExpression: "ADD tat :span",
      ConditionExpression: "tat > :floor",
      ExpressionAttributeValues: { ":span": span, ":floor": floor },
    });
  }

  set(key: string, fields: LimiterItem, atMost: LimiterItem = {}): Promise<LimiterItem | undefined> {
    const guards = Object.entries(atMost).map(([attribute, value]) => ({ attribute, operator: "<=", value }) as const);
    return this.#update(key, guardedUpdate({ ...fields }, guards));
  }

  /** @returns the item afterwards; undefined when the condition does not hold */
  async #update(key: string, update: Omit<UpdateCommandInput, "TableName" | "Key">): Promise<LimiterItem | undefined> {
    const request = { TableName: this.tableName, Key: { k: key }, ReturnValues: "ALL_NEW", ...update } as const;
    try {
      const { Attributes } = await this.client.send(new UpdateCommand(request));
      return Attributes;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
}
