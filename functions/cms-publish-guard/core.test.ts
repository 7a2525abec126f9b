import { sqsBatchHandler } from "../shared/batch";
import { RecordingObservers } from "../testing/observers";
import { lambdaContext, sqsEvent } from "../testing/sqs";
import { PublishGuard } from "./core";
import type { Content, Notice, ObjectHead } from "./ports";

type Upload = Partial<ObjectHead> & { readonly older?: boolean };

let objects: Map<string, Upload>;
let changes: string[];
let notices: Notice[];
let invalidations: { paths: readonly string[]; reference: string }[];
let broken: string | undefined;
let isMute: boolean;

const content: Content = {
  async head(key) {
    if (broken === key) throw new Error("SlowDown");
    const upload = objects.get(key);
    return (
      upload && {
        etag: "e",
        versionId: `v-${key}`,
        sizeBytes: 7,
        contentType: "image/png",
        metadata: {},
        headers: {},
        ...upload,
      }
    );
  },
  isReplacement: async (key) => objects.get(key)?.older ?? false,
  async remove(key) {
    objects.delete(key);
    changes.push(`remove ${key}`);
  },
  async retype(key, _, type) {
    changes.push(`retype ${key} ${type}`);
  },
};

beforeEach(() => {
  objects = new Map();
  [changes, notices, invalidations, broken, isMute] = [[], [], [], undefined, false];
});

const eventBridge = (key: string, bucket = "content") => ({
  source: "aws.s3",
  "detail-type": "Object Created",
  detail: { bucket: { name: bucket }, object: { key } },
});
const notification = (key: string) => ({
  Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: "content" }, object: { key } } }],
});

async function receive(...bodies: readonly unknown[]): Promise<string[]> {
  const observers = new RecordingObservers();
  const guard = new PublishGuard({
    content,
    edge: { invalidate: async (paths, reference) => void invalidations.push({ paths, reference }) },
    notices: {
      async publish(notice) {
        if (isMute) throw new Error("Throttled");
        notices.push(notice);
      },
    },
    bucket: "content",
    blockedExtensions: ["csv"],
    observers,
  });
  const handler = sqsBatchHandler(
    observers,
    (record) => guard.check(record),
    (records) => guard.invalidate(records),
  );
  const { batchItemFailures } = await handler(sqsEvent(...bodies), lambdaContext());
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

test("removes what must not be public, once, and says so", async () => {
  objects.set("people.CSV", {}).set("a/.env", {});
  const bodies = [eventBridge("people.CSV"), eventBridge("a/.env"), eventBridge("people.CSV")];
  expect(await receive(...bodies)).toEqual([]);
  expect(changes).toEqual(["remove people.CSV", "remove a/.env"]);
  expect(notices.map(({ key, code }) => [key, code])).toEqual([
    ["people.CSV", "BLOCKED_EXTENSION"],
    ["a/.env", "HIDDEN_FILE"],
  ]);
});

test("removes nothing that it could not tell of, so that the next try does both", async () => {
  objects.set("people.csv", {});
  isMute = true;
  expect(await receive(eventBridge("people.csv"))).toEqual(["m0"]);
  expect(changes).toEqual([]);
});

test("repairs a missing type in both forms of the event, whatever the key holds", async () => {
  const key = "Frühling/a +#1.png";
  objects.set(key, { contentType: "binary/octet-stream" });
  await receive(eventBridge(key));
  await receive(notification("Fr%C3%BChling/a+%2B%231.png"));
  expect(changes).toEqual([`retype ${key} image/png`, `retype ${key} image/png`]);
  expect(invalidations[0]?.paths).toEqual(["/Fr%C3%BChling/a%20%2B%231.png"]);
  expect(invalidations[1]).toEqual(invalidations[0]);
});

test("does not look at its own copies again, unless their name is blocked", async () => {
  const metadata = { "cms-guard": "1" };
  objects.set("a.png", { metadata, older: true, contentType: undefined }).set("a.csv", { metadata });
  await receive(eventBridge("a.png"), notification("a.png"), eventBridge("a.csv"));
  expect(changes).toEqual(["remove a.csv"]);
  expect(invalidations).toEqual([]);
});

test("reports what is too large to be copied, and leaves unknown extensions alone", async () => {
  const contentType = "application/octet-stream";
  objects.set("film.mp4", { contentType, sizeBytes: 6 * 1024 ** 3 }).set("a.unknown", { contentType });
  expect(await receive(eventBridge("film.mp4"), eventBridge("a.unknown"))).toEqual([]);
  expect([changes, notices.map(({ event }) => event)]).toEqual([[], ["object.not_repaired"]]);
});

test("one invalidation serves the batch; each record fails alone", async () => {
  objects
    .set("a.png", { older: true })
    .set("b/index.html", { older: true, contentType: "text/html" })
    .set("new.png", {});
  broken = "slow.png";
  const keys = ["a.png", "slow.png", "b/index.html", "new.png", "gone.png"];
  expect(await receive(...keys.map((key) => eventBridge(key)), eventBridge("a.png", "another"), "no JSON")).toEqual([
    "m1",
    "m5",
    "m6",
  ]);
  expect(invalidations.map(({ paths }) => paths)).toEqual([["/a.png", "/b/", "/b/index.html"]]);
});
