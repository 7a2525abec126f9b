import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Guard, guardedUpdate } from "../guarded-update";
import { CONTACT_STATUSES, type ContactStatus } from "./decide";
import type { Contact, ContactChange, ContactStore } from "./ports";

/** Contacts in a DynamoDB table whose partition key holds the address in lower case. */
export class DynamoDbContactStore implements ContactStore {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
    private readonly keyAttribute: string,
  ) {}

  async find(key: string): Promise<Contact | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: { [this.keyAttribute]: key }, ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    return { status: Item["status"] as ContactStatus | undefined, softBounceTimes: Item["soft_bounce_times"] ?? [] };
  }

  async apply(key: string, change: ContactChange): Promise<boolean> {
    const { status, occurredAt } = change;
    const severity = status && CONTACT_STATUSES.indexOf(status) + 1;
    const verdict = status && { status, severity, send_allowed: change.sendAllowed, ...change.explanation };
    const verdictGuard: Guard = { attribute: "severity", operator: "<=", value: severity };
    const latest = { ...change.latest, last_event_at: occurredAt };
    const latestGuard: Guard = { attribute: "last_event_at", operator: "<=", value: occurredAt };
    const first = { first_event_at: occurredAt };

    // Nearly always an event is neither milder nor older than what is known: one write. Else each part for itself.
    const guards = verdict ? [verdictGuard, latestGuard] : [latestGuard];
    if (await this.#set(key, { ...verdict, ...latest }, guards, first)) return true;
    const isVerdictSet = verdict !== undefined && (await this.#set(key, verdict, [verdictGuard]));
    const isLatestSet = verdict !== undefined && (await this.#set(key, latest, [latestGuard]));
    const firstGuard: Guard = { attribute: "first_event_at", operator: ">", value: occurredAt };
    const isFirstSet = !isLatestSet && (await this.#set(key, first, [firstGuard]));
    return isVerdictSet || isLatestSet || isFirstSet;
  }

  async replaceSoftBounceTimes(key: string, seen: readonly number[], kept: readonly number[]): Promise<void> {
    await this.#set(key, { soft_bounce_times: kept }, [{ attribute: "soft_bounce_times", operator: "=", value: seen }]);
  }

  /** Whether the guards held and the attributes were written. */
  async #set(key: string, ...update: Parameters<typeof guardedUpdate>): Promise<boolean> {
    const target = { TableName: this.tableName, Key: { [this.keyAttribute]: key } };
    try {
      await this.client.send(new UpdateCommand({ ...target, ...guardedUpdate(...update) }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
