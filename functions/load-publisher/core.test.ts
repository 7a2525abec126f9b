import fc from "fast-check";
import { parseMessage } from "../queue-sender/message";
import { type Entry, type Load, publishLoad, SIMULATED } from "./core";

/** A queue that keeps what it takes; `refuses` decides what it does not, at the n-th call. */
class RecordingQueue {
  readonly calls: (readonly Entry[])[] = [];
  readonly taken: Entry[] = [];
  atOnce = 0;
  #running = 0;

  constructor(private readonly refuses: (entry: Entry, call: number) => boolean = () => false) {}

  async send(entries: readonly Entry[]): Promise<readonly Entry[]> {
    this.calls.push(entries);
    const call = this.calls.length;
    this.#running += 1;
    this.atOnce = Math.max(this.atOnce, this.#running);
    await new Promise(setImmediate);
    this.#running -= 1;
    const refused = entries.filter((entry) => this.refuses(entry, call));
    this.taken.push(...entries.filter((entry) => !refused.includes(entry)));
    return refused;
  }

  /** How many recipients of each kind. */
  get kinds(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { body } of this.taken) {
      const [kind = ""] = String(JSON.parse(body).ses.to[0]).split("+");
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }
}

const TIME = "2026-11-23T10:00:00Z";
const load: Load = { messagesPerMinute: 600, pattern: "even", from: "load@example.com", mix: { success: 100 } };

test("14-A16 600 messages a minute are 60 batch calls, with delays from 0 to 59 seconds, ten of each", async () => {
  const queue = new RecordingQueue();
  expect(await publishLoad(TIME, load, queue)).toEqual({ published: 600, failed: 0 });
  expect(queue.calls.map(({ length }) => length)).toEqual(Array(60).fill(10));
  const delays = queue.taken.map(({ delaySeconds }) => delaySeconds);
  for (let second = 0; second < 60; second += 1) expect(delays.filter((delay) => delay === second)).toHaveLength(10);
  expect(delays).toHaveLength(600);
  expect(queue.atOnce).toBe(10);
});

test("a burst has no delays", async () => {
  const queue = new RecordingQueue();
  await publishLoad(TIME, { ...load, pattern: "burst" }, queue);
  expect(new Set(queue.taken.map(({ delaySeconds }) => delaySeconds))).toEqual(new Set([0]));
});

test("a minute that is published twice has the same ids, whatever the second", async () => {
  const queue = new RecordingQueue();
  await publishLoad(TIME, { ...load, messagesPerMinute: 3 }, queue);
  await publishLoad("2026-11-23T10:00:42Z", { ...load, messagesPerMinute: 3 }, queue);
  const ids = queue.taken.map(({ id }) => id);
  expect(ids.slice(0, 3)).toEqual(["load-2026-11-23T10:00-0", "load-2026-11-23T10:00-1", "load-2026-11-23T10:00-2"]);
  expect(ids.slice(3)).toEqual(ids.slice(0, 3));
});

test("every message is one that the lane takes, and says which message it is", async () => {
  const queue = new RecordingQueue();
  await publishLoad(TIME, { ...load, messagesPerMinute: 7 }, queue);
  for (const { body, id } of queue.taken) expect(parseMessage(body, "m0").id).toBe(id);
});

test("recipients come by their weights, evenly mixed", async () => {
  const queue = new RecordingQueue();
  await publishLoad(TIME, { ...load, messagesPerMinute: 100, mix: { success: 90, bounce: 8, complaint: 2 } }, queue);
  expect(queue.kinds).toEqual({ success: 90, bounce: 8, complaint: 2 });
  const first = queue.taken.slice(0, 20).map(({ body }) => JSON.parse(body).ses.to[0] as string);
  expect(first.filter((to) => to.startsWith("bounce"))).toHaveLength(2);
});

test("whatever the mix, each kind is at most one message away from its share", () => {
  const weights = fc.record(Object.fromEntries(SIMULATED.map((kind) => [kind, fc.integer({ min: 1, max: 50 })])));
  return fc.assert(
    fc.asyncProperty(weights, fc.integer({ min: 1, max: 300 }), async (mix, messagesPerMinute) => {
      const queue = new RecordingQueue();
      await publishLoad(TIME, { ...load, messagesPerMinute, mix }, queue);
      const total = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
      for (const [kind, weight] of Object.entries(mix)) {
        const share = (messagesPerMinute * weight) / total;
        expect(Math.abs((queue.kinds[kind] ?? 0) - share)).toBeLessThan(2);
      }
    }),
    { seed: 14, numRuns: 50 },
  );
});

test("entries that the queue did not take are tried twice more", async () => {
  const queue = new RecordingQueue(({ id }, call) => id.endsWith("-7") && call < 4);
  expect(await publishLoad(TIME, { ...load, messagesPerMinute: 20 }, queue)).toEqual({ published: 20, failed: 0 });
});

test("a failure that stays makes the call fail, with the numbers", async () => {
  const queue = new RecordingQueue(({ id }) => id.endsWith("-7"));
  const published = publishLoad(TIME, { ...load, messagesPerMinute: 10 }, queue);
  await expect(published).rejects.toThrow('The lane did not take all messages: {"published":9,"failed":1}.');
  expect(queue.calls).toHaveLength(3);
});

test.each(["", "now", "<aws.scheduler.scheduled-time>"])("refuses %j as a time", async (time) => {
  await expect(publishLoad(time, load, new RecordingQueue())).rejects.toThrow("time must be the scheduled time");
});
