import { AwsError, type Service } from "../service";
import { firehoseService } from ".";
import { deliver, FakeClock, FakeCloud, firehoseCall } from "./fake-cloud";

const MIB = 1024 * 1024;

let cloud: FakeCloud;
let clock: FakeClock;
let service: Service;

beforeEach(() => {
  cloud = new FakeCloud();
  clock = new FakeClock();
  service = firehoseService(cloud, clock);
  cloud.stream("events", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
});

const put = (text: string | Buffer, stream = "events") => {
  const Record = { Data: Buffer.from(text).toString("base64") };
  return service.handle(firehoseCall("PutRecord", { DeliveryStreamName: stream, Record }));
};
const command = (name: string, input: unknown) => service.commands?.[name]?.(input);
const settled = () => service.settled?.();
const flush = () => command("flush", {});

describe("records are delivered", () => {
  it("when the interval has passed since the first of them", async () => {
    await put("a");
    clock.pass(59_999);
    await put("b");
    expect(cloud.objects.size).toBe(0);
    clock.pass(1);
    await settled();
    expect(cloud.texts("")).toEqual(["ab"]);
    clock.pass(120_000);
    await settled();
    expect(cloud.objects.size).toBe(1);
  });

  it("when the buffer is full", async () => {
    await put(Buffer.alloc(MIB / 2, "x"));
    await put(Buffer.alloc(MIB / 2, "y"));
    await settled();
    await put("z");
    await settled();
    expect(cloud.texts("").map(({ length }) => length)).toEqual([MIB]);
  });

  it("on the command flush, which tells what it wrote", async () => {
    cloud.stream("empty");
    await put("a");
    const nothing = { records: 0, dropped: 0, failed: 0, lost: 0, objects: [] };
    expect(await command("flush", {})).toEqual({
      streams: [
        {
          ...nothing,
          stream: "events",
          records: 1,
          objects: [expect.objectContaining({ bucket: "lake", records: 1 })],
        },
        { ...nothing, stream: "empty" },
      ],
    });
  });

  it("after a delivery that was under way, not with it", async () => {
    await put("a");
    const first = deliver(service, "events", ["b"]);
    const second = deliver(service, "events", ["c"]);
    expect([(await first).records, (await second).records].sort()).toEqual([0, 3]);
  });

  it("into one object per hour of their arrival, each named after its oldest", async () => {
    const arrive = (arrivedAt: string, ...records: string[]) =>
      command("put-records-at", { stream: "events", arrivedAt, records });
    expect(await arrive("2026-11-01T12:30:00Z", "c", "d")).toEqual({ buffered: 2 });
    await arrive("2026-11-01T12:10:00Z", "e");
    await arrive("2026-11-01T11:59:59+00:00", "a");
    await flush();
    expect([...cloud.objects].map(([key, body]) => [key.slice(0, 50), body.toString()])).toEqual(
      [
        ["/lake/2026/11/01/11/events-1-2026-11-01-11-59-59-", "a"],
        ["/lake/2026/11/01/12/events-1-2026-11-01-12-10-00-", "cde"],
      ].map(([key, body]) => [expect.stringContaining(key ?? ""), body]),
    );
  });
});

it("a failure of ours is a lost delivery in the log", async () => {
  cloud.assumeRole = () => Promise.reject(new TypeError("a mistake of ours"));
  await put("a");
  clock.pass(60_000);
  await settled();
  expect(cloud.losses).toEqual([
    expect.stringMatching(/^firehose: records of stream events: TypeError: a mistake of ours/),
  ]);
});

describe("a stream that is deleted", () => {
  const remove = () => service.handle(firehoseCall("DeleteDeliveryStream", { DeliveryStreamName: "events" }));

  it("loses its buffer, and the log says so", async () => {
    await put("a");
    await remove();
    expect(cloud.losses).toEqual(["firehose: 1 buffered records of the deleted stream events"]);
    clock.pass(60_000);
    await settled();
    expect(cloud.objects.size).toBe(0);
  });

  it("with an empty buffer is no loss", async () => {
    await remove();
    expect(cloud.losses).toEqual([]);
  });

  it("keeps it when MiniStack refuses", async () => {
    await put("a");
    cloud.forward = async () => ({ status: 400, body: "{}" });
    expect(await remove()).toEqual({ status: 400, body: "{}" });
    await flush();
    expect(cloud.texts("")).toEqual(["a"]);
  });
});

it("a reset forgets what is buffered", async () => {
  await put("a");
  service.reset?.();
  await flush();
  expect(cloud.objects.size).toBe(0);
});

describe("the commands", () => {
  it.each([
    ["flush", [], 'The input is []; an object such as {"stream": "events"} or {} is needed.'],
    ["flush", { stream: 1 }, "stream is 1; a text is needed."],
    ["put-records-at", {}, "arrivedAt is undefined; a text is needed."],
    ["put-records-at", { arrivedAt: "noon" }, 'arrivedAt is "noon"; an ISO 8601 time is needed.'],
    ["put-records-at", { arrivedAt: "2026-11-01", records: "x" }, "records has to be a list of texts."],
    ["put-records-at", { arrivedAt: "2026-11-01", stream: "events", records: [1] }, "a record is 1; a text is needed."],
  ])("%s says what is wrong with %j", async (name, input, message) => {
    await expect(command(name, input)).rejects.toEqual(new AwsError(400, "InvalidCommand", message));
  });

  it("name a stream that is not there", async () => {
    await expect(command("flush", { stream: "none" })).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  });
});
