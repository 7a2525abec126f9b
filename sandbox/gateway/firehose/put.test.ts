import { firehoseService } from ".";
import { base64, FakeClock, FakeCloud, firehoseCall } from "./fake-cloud";

const cloud = new FakeCloud();
cloud.stream("events");
const service = firehoseService(cloud, new FakeClock());

async function answer(operation: string, input: unknown): Promise<unknown> {
  const reply = await service.handle(firehoseCall(operation, input));
  return JSON.parse(reply?.body.toString() ?? "null");
}

const putBatch = (records: unknown[]) => answer("PutRecordBatch", { DeliveryStreamName: "events", Records: records });
const putOne = (Data: unknown, DeliveryStreamName = "events") =>
  answer("PutRecord", { DeliveryStreamName, Record: { Data } });
const sized = (bytes: number) => ({ Data: Buffer.alloc(bytes, "x").toString("base64") });

describe("PutRecord and PutRecordBatch", () => {
  it("answer each record with an id of its own", async () => {
    expect(await putOne(base64("x"))).toEqual({ RecordId: expect.stringMatching(/^.{224}$/), Encrypted: false });
    const output = (await putBatch([sized(1), sized(0)])) as { RequestResponses: { RecordId: string }[] };
    expect(output).toMatchObject({ FailedPutCount: 0, Encrypted: false });
    expect(new Set(output.RequestResponses.map(({ RecordId }) => RecordId)).size).toBe(2);
  });

  it("ask for the right on the stream", async () => {
    await putOne(base64("x"));
    const arn = "arn:aws:firehose:us-east-1:123456789012:deliverystream/events";
    expect(cloud.authorized.at(-1)).toBe(`firehose:PutRecord ${arn}`);
    cloud.refused.add("firehose");
    await expect(putBatch([sized(1)])).rejects.toMatchObject({ status: 403, code: "AccessDeniedException" });
    cloud.refused.clear();
  });

  it("take a record of 1,000 KiB and a call of 500 records or 4 MiB", async () => {
    const mebibyte = sized(1000 * 1024);
    expect(await putBatch([mebibyte, mebibyte, mebibyte, mebibyte])).toMatchObject({ FailedPutCount: 0 });
    expect(await putBatch(Array.from({ length: 500 }, () => sized(1)))).toMatchObject({ FailedPutCount: 0 });
  });

  it.each([
    ["no records", [], "Records holds 0 records; 1 to 500 are allowed."],
    ["501 records", Array.from({ length: 501 }, () => sized(1)), "Records holds 501 records; 1 to 500 are allowed."],
    [
      "a record that is too big",
      [sized(1), sized(1_024_001)],
      "Record size 1024001 exceeds the limit of 1024000 bytes",
    ],
    ["more than 4 MiB", Array.from({ length: 5 }, () => sized(900_000)), "Records size 4500000 exceeds the limit"],
  ])("refuse %s", async (_, records, message) => {
    await expect(putBatch(records)).rejects.toMatchObject({
      status: 400,
      code: "InvalidArgumentException",
      message: expect.stringContaining(message),
    });
  });

  it.each([["not base64"], ["YQ"], [7], [undefined]])("refuse data that is %j", async (data) => {
    const refused = { status: 400, code: "SerializationException" };
    await expect(putOne(data)).rejects.toMatchObject(refused);
    await expect(putBatch([sized(1), { Data: data }])).rejects.toMatchObject(refused);
  });

  it("refuse what is no JSON, and no stream's name", async () => {
    await expect(answer("PutRecord", "{")).rejects.toMatchObject({ code: "SerializationException" });
    await expect(answer("PutRecord", "null")).rejects.toMatchObject({ code: "InvalidArgumentException" });
  });

  it("refuse a stream that is not there", async () => {
    await expect(putOne(base64("x"), "none")).rejects.toMatchObject({
      status: 400,
      code: "ResourceNotFoundException",
      message: "Firehose none under account 123456789012 not found.",
    });
  });

  it("refuse a stream that reads a Kinesis stream", async () => {
    const source = { KinesisStreamARN: "arn:aws:kinesis:…", RoleARN: "arn:aws:iam::…", DeliveryStartTimestamp: 0 };
    cloud.stream("reader", {}, { type: "KinesisStreamAsSource", kinesis_source: source });
    await expect(putOne(base64("x"), "reader")).rejects.toMatchObject({
      code: "InvalidArgumentException",
      message: "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
    });
  });
});

it("other operations are MiniStack's", async () => {
  expect(await service.handle(firehoseCall("ListDeliveryStreams", {}))).toBeUndefined();
});
