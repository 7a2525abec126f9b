import { putRecords } from "./put-records";
import { type Call, jsonReply, type Reply } from "./service";

const session = { accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" };

const delivery = (records: readonly string[]) => ({
  region: "us-east-1",
  streamArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
  roleArn: "arn:aws:iam::123456789012:role/sender",
  service: "ses.amazonaws.com",
  sourceArn: "arn:aws:ses:us-east-1:123456789012:configuration-set/events",
  records,
});

/** Puts records; every call gets this reply. @returns the calls */
async function put(records: readonly string[], reply: Reply): Promise<Call[]> {
  const calls: Call[] = [];
  await putRecords(delivery(records), session, "123456789012", async (call) => {
    calls.push(call);
    return reply;
  });
  return calls;
}

const taken = jsonReply({ FailedPutCount: 0, RequestResponses: [] });

it("records go to the stream in batches of 500, signed with the session", async () => {
  const calls = await put(
    Array.from({ length: 1001 }, (_, index) => `record ${index}`),
    taken,
  );
  const inputs = calls.map(({ body }) => JSON.parse(body.toString()));
  expect(inputs.map(({ Records }) => Records.length)).toEqual([500, 500, 1]);
  expect(inputs[2]).toEqual({
    DeliveryStreamName: "events",
    Records: [{ Data: Buffer.from("record 1000").toString("base64") }],
  });
  expect(calls[0]).toMatchObject({ service: "firehose", accessKeyId: "ASIA1", account: "123456789012" });
  expect(calls[0]?.headers).toMatchObject({
    "x-amz-security-token": "token",
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=ASIA1\/\d{8}\/us-east-1\/firehose\/aws4_request/,
    ),
  });
});

it("no records are no call", async () => {
  expect(await put([], taken)).toEqual([]);
});

it("a refusal is thrown as it is", async () => {
  const reply = jsonReply({ __type: "ResourceNotFoundException", message: "There is none." }, 400);
  await expect(put(["x"], reply)).rejects.toMatchObject({ status: 400, code: "ResourceNotFoundException" });
});

it("a record that was not taken is an error, too", async () => {
  const failed = { ErrorCode: "ServiceUnavailableException", ErrorMessage: "Slow down." };
  const reply = jsonReply({ FailedPutCount: 1, RequestResponses: [{ RecordId: "1" }, failed] });
  await expect(put(["x", "y"], reply)).rejects.toThrow(/1 records for arn:.*: Slow down\./);
});
