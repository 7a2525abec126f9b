import { MemoryObjects } from "../testing/memory-objects";
import { ErrorObject } from "./error-object";

const object = { bucket: "acme-lake", key: "raw/a.gz" };

test("many bad lines become several objects, which reading again replaces", async () => {
  const objects = new MemoryObjects();
  const record = "x".repeat(1_000_000);
  for (let time = 0; time < 2; time++) {
    const errors = new ErrorObject(objects, object);
    for (let position = 1; position <= 6; position++) await errors.add({ position, reason: "no", record });
    await errors.end();
  }
  const [first, second, ...others] = objects.keys;
  expect([first, second, others]).toEqual(["errors/reader/raw/a.gz.ndjson", "errors/reader/raw/a.gz.2.ndjson", []]);
  const lines = [first, second].map((key) => objects.written(key as string).length);
  expect(lines).toEqual([4, 2]);
});

test("without bad lines nothing is written", async () => {
  const objects = new MemoryObjects();
  await new ErrorObject(objects, object).end();
  expect(objects.keys).toEqual([]);
});
