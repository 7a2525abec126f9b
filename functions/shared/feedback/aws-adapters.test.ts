import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Guard, guardedUpdate } from "../guarded-update";
import { DynamoDbLedger } from "./dynamodb-ledger";
import { EventBridgeOutcomeBus } from "./eventbridge-outcome-bus";
import type { FeedbackOutcome } from "./ports";

const now = () => new Date("2026-11-24T00:00:00.000Z");
const ledgerOn = (send: jest.Mock, contactsTable?: { name: string; key: string }) =>
  new DynamoDbLedger({ send } as unknown as DynamoDBDocumentClient, {
    processedTable: "processed",
    retentionDays: 90,
    contactsTable,
    now,
  });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

test("the ledger remembers a feedback for the days set, without contacts too", async () => {
  const send = jest.fn().mockResolvedValue({});
  const count = { counter: "soft_bounces", softBounceAt: 1 } as const;
  expect(await ledgerOn(send).record("id-1", "gone@example.com", count)).toBe(true);
  expect(send.mock.calls[0][0].input.TransactItems).toEqual([
    {
      Put: {
        TableName: "processed",
        Item: { id: "id-1", expires_at: Date.parse("2027-02-22T00:00:00.000Z") / 1_000 },
        ConditionExpression: "attribute_not_exists(id)",
      },
    },
  ]);
});

test("the ledger tells a duplicate from a transaction that met another one", async () => {
  const contacts = { name: "contacts", key: "email" };
  const count = { counter: "complaints", softBounceAt: undefined } as const;
  const duplicate = jest.fn().mockRejectedValue(cancelled("ConditionalCheckFailed", "None"));
  expect(await ledgerOn(duplicate, contacts).record("id-1", "gone@example.com", count)).toBe(false);
  const conflict = jest.fn().mockRejectedValue(cancelled("None", "TransactionConflict"));
  await expect(ledgerOn(conflict, contacts).record("id-1", "gone@example.com", count)).rejects.toThrow(
    "DynamoDB cancelled the counting transaction: None, TransactionConflict.",
  );
});

test("an update names every attribute by placeholder and leaves out what is undefined", () => {
  const guards: Guard[] = [{ attribute: "severity", operator: "<=", value: 2 }];
  expect(guardedUpdate({ status: "BOUNCED", severity: 2, reason: undefined }, guards, { first_event_at: "t" })).toEqual(
    {
      UpdateExpression:
        "SET #status = :status, #severity = :severity, #first_event_at = if_not_exists(#first_event_at, :first_event_at)",
      ConditionExpression: "(attribute_not_exists(#severity) OR #severity <= :severity_guard)",
      ExpressionAttributeNames: { "#status": "status", "#severity": "severity", "#first_event_at": "first_event_at" },
      ExpressionAttributeValues: { ":status": "BOUNCED", ":severity": 2, ":first_event_at": "t", ":severity_guard": 2 },
    },
  );
});

test("the bus refuses to lose an entry that EventBridge did not take", async () => {
  const send = jest.fn().mockResolvedValue({ FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException" }] });
  const bus = new EventBridgeOutcomeBus({ send } as unknown as EventBridgeClient, "crm");
  const outcome = { occurredAt: "2026-11-20T09:15:04.077Z" } as FeedbackOutcome;
  await expect(bus.publish(outcome)).rejects.toThrow("EventBridge did not take the outcome: ThrottlingException.");
  expect(send.mock.calls[0][0].input.Entries).toEqual([
    {
      EventBusName: "crm",
      Source: "due.ses-event-processing",
      DetailType: "Feedback Processed",
      Time: new Date("2026-11-20T09:15:04.077Z"),
      Detail: JSON.stringify(outcome),
    },
  ]);
});
