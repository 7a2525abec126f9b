import { InvalidInputError } from "./errors";
import { createdObjects } from "./object-created";

const reference = (key: string) => ({ bucket: { name: "acme-lake" }, object: { key, size: 7 } });
const eventBridge = (key: string, detailType = "Object Created") => ({
  version: "0",
  source: "aws.s3",
  "detail-type": detailType,
  detail: { version: "0", ...reference(key), reason: "PutObject" },
});
const notification = (key: string, eventName?: string) => ({
  Records: [{ eventSource: "aws:s3", eventName, s3: reference(key) }],
});
const read = (message: unknown) => createdObjects(JSON.stringify(message));

test.each(["raw/a b+c.gz", "raw/a%20b.gz", "raw/Bücher/ñ&=?.gz"])("reads the key %j in both forms", (key) => {
  const encoded = encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
  expect(read(eventBridge(key))).toEqual([{ bucket: "acme-lake", key }]);
  expect(read(notification(encoded, "ObjectCreated:Put"))).toEqual([{ bucket: "acme-lake", key }]);
});

test("takes every object of a notification that was created, and nothing that happened to others", () => {
  const [created, unnamed, removed] = ["ObjectCreated:CompleteMultipartUpload", undefined, "ObjectRemoved:Delete"];
  const Records = [created, removed, unnamed].flatMap((name, index) => notification(`raw/${index}`, name).Records);
  expect(read({ Records }).map(({ key }) => key)).toEqual(["raw/0", "raw/2"]);
});

test("has nothing to read for the message that tries a notification", () => {
  expect(read({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "acme-lake" })).toEqual([]);
});

test.each([
  ["no JSON", "raw/a.gz"],
  ["another event", JSON.stringify(eventBridge("raw/a.gz", "Object Deleted"))],
  ["an event without a key", JSON.stringify({ ...eventBridge(""), detail: {} })],
  ["a key that is not URL-encoded", JSON.stringify(notification("raw/100%.gz"))],
])("refuses %s", (_, body) => {
  expect(() => createdObjects(body)).toThrow(InvalidInputError);
});
