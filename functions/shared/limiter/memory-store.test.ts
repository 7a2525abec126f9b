import { MemoryStore } from "./memory-store";

const store = new MemoryStore();

test("nothing is known of a new key", async () => {
  expect(await store.read("new")).toEqual({});
  expect(await store.advance("new", 100, 1_000)).toBeUndefined();
});

test("a schedule is moved on while it lies ahead", async () => {
  await store.set("ses", { tat: 1_001, rate: 5 });
  expect(await store.advance("ses", 100, 1_000)).toEqual({ tat: 1_101, rate: 5 });
  expect(await store.advance("ses", 100, 1_101)).toBeUndefined();
  expect(await store.read("ses")).toEqual({ tat: 1_101, rate: 5 });
});

test("fields are set unless a guarded one is higher than it may be", async () => {
  expect(await store.set("sms", { paused_until: 5 }, { paused_until: 5 })).toEqual({ paused_until: 5 });
  expect(await store.set("sms", { paused_until: 5, tat: 1 }, { paused_until: 5 })).toEqual({ paused_until: 5, tat: 1 });
  expect(await store.set("sms", { paused_until: 4 }, { paused_until: 4 })).toBeUndefined();
  expect(await store.set("sms", { tat: 0 })).toEqual({ paused_until: 5, tat: 0 });
});
