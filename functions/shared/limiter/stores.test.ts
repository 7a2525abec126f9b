import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { FakeDynamoDb } from "../../testing/fake-dynamodb";
import { DynamoDbLimiterStore } from "./dynamodb-store";
import { MemoryStore } from "./memory-store";

const dynamoDb = new FakeDynamoDb();
const table = new DynamoDbLimiterStore("limiter", dynamoDb as unknown as DynamoDBDocumentClient);

describe.each([
  ["memory", new MemoryStore()],
  ["DynamoDB", table],
])("items in %s", (_, store) => {
  test("nothing is known of a new key", async () => {
    expect(await store.read("new")).toEqual({});
    expect(await store.advance("new", 100, 1_000)).toBeUndefined();
  });

  test("a schedule is moved on while it lies ahead", async () => {
    await store.set("ses", { tat: 1_001, rate: 5 });
    expect(await store.advance("ses", 100.5, 1_000)).toMatchObject({ tat: 1_101.5, rate: 5 });
    expect(await store.advance("ses", 100, 1_101.5)).toBeUndefined();
    expect(await store.read("ses")).toMatchObject({ tat: 1_101.5, rate: 5 });
  });

  test("fields are set unless a guarded one is higher than it may be", async () => {
    expect(await store.set("sms", { paused_until: 5 }, { paused_until: 5 })).toMatchObject({ paused_until: 5 });
    expect(await store.set("sms", { paused_until: 5, tat: 1 }, { paused_until: 5 })).toMatchObject({ tat: 1 });
    expect(await store.set("sms", { paused_until: 4 }, { paused_until: 4 })).toBeUndefined();
    expect(await store.set("sms", { tat: 0 })).toMatchObject({ paused_until: 5, tat: 0 });
  });
});

test("an error of DynamoDB other than a failed condition is passed on", async () => {
  const broken = { send: () => Promise.reject(new Error("no route to host")) } as unknown as DynamoDBDocumentClient;
  const store = new DynamoDbLimiterStore("limiter", broken);
  await expect(store.advance("ses", 1, 1)).rejects.toThrow("no route to host");
});

test("the partition key is k, and attributes have the names of the fields", () => {
  expect(dynamoDb.table("limiter").get("sms")).toEqual({ k: "sms", paused_until: 5, tat: 0 });
});
