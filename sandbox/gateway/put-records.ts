import { AwsError, type Call, type FirehoseDelivery, type Reply, type Session } from "./service";
import { signedHeaders } from "./sigv4";

/** Records that PutRecordBatch takes at most, https://docs.aws.amazon.com/firehose/latest/dev/limits.html. */
const BATCH = 500;

/**
 * Calls PutRecordBatch with a role's session.
 * @param answer answers the call as the gateway does
 * @throws AwsError the refusal, or the first record's error when some were not taken
 */
export async function putRecords(
  { region, streamArn, records }: FirehoseDelivery,
  session: Session,
  account: string,
  answer: (call: Call) => Promise<Reply>,
): Promise<void> {
  for (let start = 0; start < records.length; start += BATCH) {
    const batch = records.slice(start, start + BATCH).map((text) => ({ Data: Buffer.from(text).toString("base64") }));
    const input = { DeliveryStreamName: streamArn.split("/")[1], Records: batch };
    const body = Buffer.from(JSON.stringify(input));
    const request = {
      method: "POST",
      url: "/",
      headers: {
        host: "127.0.0.1",
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "Firehose_20150804.PutRecordBatch",
      },
      body,
      service: "firehose",
      region,
      session,
    };
    const headers = await signedHeaders(request);
    const query = new URLSearchParams();
    succeed(
      await answer({ ...request, path: "/", query, headers, account, accessKeyId: session.accessKeyId }),
      streamArn,
    );
  }
}

function succeed({ status, body }: Reply, streamArn: string): void {
  const output = JSON.parse(body.toString());
  if (status !== 200) throw new AwsError(status, String(output.__type), String(output.message));
  if (output.FailedPutCount === 0) return;
  const failed = output.RequestResponses.find(({ ErrorCode }: { ErrorCode?: string }) => ErrorCode !== undefined);
  throw new AwsError(
    500,
    failed.ErrorCode,
    `${output.FailedPutCount} records for ${streamArn}: ${failed.ErrorMessage}`,
  );
}
