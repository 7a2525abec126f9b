import type { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { BadRequestException, type PutSuppressedDestinationCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { FeedbackDependencies } from "../shared/feedback/act";
import type { FeedbackPolicy } from "../shared/feedback/decide";
import { DynamoDbContactStore } from "../shared/feedback/dynamodb-contact-store";
import { DynamoDbLedger } from "../shared/feedback/dynamodb-ledger";
import { EventBridgeOutcomeBus } from "../shared/feedback/eventbridge-outcome-bus";
import { SesSuppressionList } from "../shared/feedback/ses-suppression-list";
import { FakeDynamoDb } from "./fake-dynamodb";

/** The AWS around feedback, in memory: our own clients' code on faked SDK clients. */
export class FeedbackWorld {
  /** Calls of PutSuppressedDestination that SES took, as `address REASON`. */
  readonly suppressed: string[] = [];
  /** Details of the events put on the bus. */
  readonly published: Record<string, unknown>[] = [];
  readonly dynamoDb = new FakeDynamoDb();
  /** Decides what SES answers; an error is thrown, undefined is success. */
  answer: (address: string) => Error | undefined = () => undefined;

  /** Dependencies with everything switched on, as the policy says. */
  dependencies(policy: Partial<FeedbackPolicy> = {}): FeedbackDependencies {
    const documents = this.dynamoDb as unknown as DynamoDBDocumentClient;
    const contactsTable = { name: "contacts", key: "email" };
    const now = () => new Date("2026-11-24T00:00:00.000Z");
    return {
      policy: {
        suppressUndetermined: false,
        complaintPolicy: "all",
        softBounceThreshold: 0,
        softBounceWindowDays: 30,
        ...policy,
      },
      suppressionList: new SesSuppressionList({ send: this.#suppress } as unknown as SESv2Client),
      contacts: new DynamoDbContactStore(documents, contactsTable.name, contactsTable.key),
      ledger: new DynamoDbLedger(documents, { processedTable: "processed", retentionDays: 90, contactsTable, now }),
      outcomeBus: new EventBridgeOutcomeBus({ send: this.#publish } as unknown as EventBridgeClient, "crm"),
    };
  }

  /** The contact item of an address. */
  contact(address: string): Record<string, unknown> | undefined {
    return this.dynamoDb.table("contacts").get(address);
  }

  readonly #suppress = async ({ input }: PutSuppressedDestinationCommand) => {
    const error = this.answer(String(input.EmailAddress));
    if (error) throw error;
    this.suppressed.push(`${input.EmailAddress} ${input.Reason}`);
  };

  readonly #publish = async ({ input }: PutEventsCommand) => {
    for (const { Detail } of input.Entries ?? []) this.published.push(JSON.parse(Detail ?? ""));
    return { Entries: [{ EventId: "1" }] };
  };
}

/** SES's answer to an address it will never take. */
export function badRequest(): Error {
  return new BadRequestException({ message: "Invalid email address.", $metadata: {} });
}

/** SES's answer when its control plane is called too often. */
export function throttled(): Error {
  return Object.assign(new Error("Too many requests"), { name: "TooManyRequestsException" });
}
