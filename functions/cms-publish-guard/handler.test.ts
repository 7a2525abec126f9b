import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { inLambda } from "../testing/lambda-environment";
import { lambdaContext, sqsEvent } from "../testing/sqs";

interface Sent {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const sent: Sent[] = [];

/** Knows one CSV and one image without a type, which has an older version; everything else is gone. */
async function send(command: { readonly constructor: { readonly name: string }; readonly input: Sent["input"] }) {
  const { name } = command.constructor;
  const key = String(command.input["Key"]);
  if (name === "HeadObjectCommand") {
    if (key.startsWith("gone")) throw Object.assign(new Error("gone"), { name: "NotFound" });
    return {
      ETag: '"1"',
      VersionId: "v1",
      ContentLength: 7,
      ContentType: "binary/octet-stream",
      CacheControl: "no-cache",
    };
  }
  sent.push({ name, input: command.input });
  return {};
}

const mockClient = jest.fn(() => ({ send }));
jest.mock("@aws-sdk/client-s3", () => ({ ...jest.requireActual("@aws-sdk/client-s3"), S3Client: mockClient }));
jest.mock("@aws-sdk/client-sns", () => ({ ...jest.requireActual("@aws-sdk/client-sns"), SNSClient: mockClient }));
jest.mock("@aws-sdk/client-cloudfront", () => ({
  ...jest.requireActual("@aws-sdk/client-cloudfront"),
  CloudFrontClient: mockClient,
}));

let handler: (event: SQSEvent, context: ReturnType<typeof lambdaContext>) => Promise<SQSBatchResponse>;
inLambda(
  {
    AWS_REGION: "eu-west-1",
    POWERTOOLS_SERVICE_NAME: "simple-cms",
    CONTENT_BUCKET_NAME: "content",
    DISTRIBUTION_ID: "E1",
    BLOCKED_EXTENSIONS: "csv,env",
    NOTIFICATION_TOPIC_ARN: "arn:aws:sns:eu-west-1:123456789012:notices",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

test("removes, tells, repairs and invalidates with the calls that AWS documents", async () => {
  const created = ["people.csv", "ü 1.png", "gone.png"].map((key) => ({
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: { bucket: { name: "content" }, object: { key } },
  }));
  expect(await handler(sqsEvent(...created), lambdaContext())).toEqual({ batchItemFailures: [] });
  const Paths = { Quantity: 1, Items: ["/%C3%BC%201.png"] };
  expect(sent).toMatchObject([
    { name: "PublishCommand", input: { Subject: "Publish guard: removed" } },
    { name: "DeleteObjectCommand", input: { Bucket: "content", Key: "people.csv" } },
    {
      name: "CopyObjectCommand",
      input: {
        CopySource: "content/%C3%BC%201.png",
        CopySourceIfMatch: '"1"',
        MetadataDirective: "REPLACE",
        ContentType: "image/png",
        CacheControl: "no-cache",
        Metadata: { "cms-guard": "1" },
      },
    },
    { name: "CreateInvalidationCommand", input: { DistributionId: "E1", InvalidationBatch: { Paths } } },
  ]);
  expect(JSON.parse(String(sent[0]?.input["Message"]))).toMatchObject({
    schema_version: "1.0",
    source: "due.simple-cms",
    event: "object.removed",
    status: "failure",
    data: { bucket: "content", key: "people.csv", version_id: "v1" },
    error: { code: "BLOCKED_EXTENSION" },
  });
});
