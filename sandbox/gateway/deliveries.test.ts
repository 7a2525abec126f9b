import { Deliveries } from "./deliveries";

function setUp() {
  const losses: string[] = [];
  return { losses, deliveries: new Deliveries({ reportLoss: (what) => void losses.push(what) }, "sms-voice") };
}

test("work is done in order, and not before the caller has gone on", async () => {
  const { deliveries } = setUp();
  const done: string[] = [];
  deliveries.enqueue(async () => void done.push("first"));
  deliveries.enqueue(async () => void done.push("second"));
  done.push("answered");
  await deliveries.settled();
  expect(done).toEqual(["answered", "first", "second"]);
});

test("settled waits for work that other work asked for", async () => {
  const { deliveries } = setUp();
  const done: string[] = [];
  deliveries.enqueue(async () => deliveries.enqueue(async () => void done.push("late")));
  await deliveries.settled();
  expect(done).toEqual(["late"]);
});

test("work that fails is reported as lost and stops nothing else", async () => {
  const { deliveries, losses } = setUp();
  const done: string[] = [];
  deliveries.enqueue(() => Promise.reject(new Error("the bus is down")));
  deliveries.enqueue(async () => void done.push("next"));
  await deliveries.settled();
  expect(losses).toEqual([
    expect.stringContaining("sms-voice: an event could not be published: Error: the bus is down"),
  ]);
  expect(done).toEqual(["next"]);
});
