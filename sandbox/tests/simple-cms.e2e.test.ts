import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  CopyObjectCommand,
  GetBucketLoggingCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { eventually } from "../client";
import { ROOT } from "../paths";
import { client, command, stack, suite } from "./suite";
import { view } from "./viewer";

const outputs = stack("simple-cms");
const s3 = new S3Client(client());
const Bucket = outputs["content_bucket_name"];
const host = String(outputs["distribution_domain_name"]);

const put = (Key: string, Body: string, ContentType?: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
const get = (path: string) => view(host, path);

async function versions(key: string) {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: key }));
  return Versions.filter(({ Key }) => Key === key);
}

test("12-A2 GET by http is sent to https", async () => {
  const { status, headers } = await view(host, "/logo.png?v=1", "http");
  expect([status, headers.location]).toEqual([301, `https://${host}/logo.png?v=1`]);
});

test("12-A3 the object in S3 itself is forbidden", async () => {
  expect((await fetch(`${suite().endpoint}/${Bucket}/index.html`)).status).toBe(403);
});

test("12-A4 an image comes with all headers, the second time from the cache", async () => {
  await put("logo.png", "image", "image/png");
  const first = await get("/logo.png");
  expect(first).toMatchObject({
    status: 200,
    body: "image",
    headers: {
      "content-type": "image/png",
      "strict-transport-security": "max-age=63072000",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "x-xss-protection": "0",
      "permissions-policy": "camera=(), microphone=(), geolocation=()",
      "cross-origin-resource-policy": "cross-origin",
      "cross-origin-opener-policy": "same-origin",
      "x-cache": "Miss from cloudfront",
    },
  });
  expect(Object.keys(first.headers)).not.toContain("x-amz-version-id");
  expect((await get("/logo.png")).headers["x-cache"]).toBe("Hit from cloudfront");
});

test("12-A5 what says nothing itself is kept for the default time to live", async () => {
  await put("kept.png", "kept", "image/png");
  const cached = async () => (await get("/kept.png")).headers["x-cache"];
  await cached();
  await command("advance-edge-clock", { seconds: 3590 });
  expect(await cached()).toBe("Hit from cloudfront");
  await command("advance-edge-clock", { seconds: 20 });
  expect(await cached()).toBe("Miss from cloudfront");
});

test("12-A6 a folder shows its index page", async () => {
  await put("spring/index.html", "<p>Spring</p>", "text/html; charset=utf-8");
  const { status, headers } = await get("/spring?utm=mail");
  expect([status, headers.location]).toEqual([301, "/spring/?utm=mail"]);
  expect(await get("/spring/")).toMatchObject({ status: 200, body: "<p>Spring</p>" });
});

test.each(["/list.csv", "/LIST.CSV", "/.env", "/.git/config", "/%2e%2e/secret", "/a%252e%252e/x", "//evil.example/x"])(
  "12-A7 %s is refused at the edge",
  async (path) => {
    const { status, headers } = await get(path);
    expect([status, headers["x-cache"]]).toEqual([404, "FunctionGeneratedResponse from cloudfront"]);
  },
);

test("12-A8 what is missing is 404 with the error page", async () => {
  expect(await get("/missing.png")).toMatchObject({ status: 404, body: expect.stringContaining("Not found") });
});

test("12-A11 what was overwritten can be restored", async () => {
  await put("restored.txt", "old", "text/plain");
  await put("restored.txt", "new", "text/plain");
  const old = (await versions("restored.txt")).find(({ IsLatest }) => !IsLatest);
  const CopySource = `${Bucket}/restored.txt?versionId=${old?.VersionId}`;
  await s3.send(new CopyObjectCommand({ Bucket, Key: "restored.txt", CopySource }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "restored.txt" }));
  expect(await Body?.transformToString()).toBe("old");
});

test("12-A12 the log of CloudFront is written, and S3 is told where its own goes", async () => {
  await get("/index.html");
  await command("deliver-access-logs");
  const logs = { Bucket: outputs["access_log_bucket_name"] };
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ ...logs, Prefix: "cloudfront/" }));
  const [Key] = Contents.map(({ Key }) => Key);
  const { Body } = await s3.send(new GetObjectCommand({ ...logs, Key }));
  const lines = String(await Body?.transformToString())
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ "cs-uri-stem": "/index.html", "sc-status": "200" }),
  );
  // S3 itself writes no access log here: what it would follow is proven, and the bucket's policy in the module's test.
  const { LoggingEnabled } = await s3.send(new GetBucketLoggingCommand({ Bucket }));
  expect(LoggingEnabled).toMatchObject({ TargetBucket: logs.Bucket, TargetPrefix: "s3/" });
});

/** The rights of the uploader's role, and where the cloud is. */
async function uploaderEnvironment(): Promise<NodeJS.ProcessEnv> {
  const RoleArn = outputs["uploader_role_arn"];
  const { Credentials } = await new STSClient(client()).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "marketing" }),
  );
  return {
    ...suite().env,
    PATH: process.env["PATH"],
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  };
}

test("cms-upload publishes a folder with the uploader's rights, replaces and invalidates", async () => {
  const folder = join(suite().folder, "upload");
  mkdirSync(join(folder, "news"), { recursive: true });
  writeFileSync(join(folder, "news", "page.html"), "<p>One</p>");
  writeFileSync(join(folder, "people.csv"), "gone@example.com");
  const env = await uploaderEnvironment();
  // Not spawnSync: the cloud's gateway runs in this process.
  const upload = (...args: string[]) =>
    promisify(execFile)(
      process.execPath,
      ["--import", "tsx", join(ROOT, "tools", "cms-upload", "index.ts"), folder, "--bucket", String(Bucket), ...args],
      { cwd: ROOT, env, timeout: 30_000 },
    );

  await expect(upload()).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /uploaded news\/page\.html \(text\/html; charset=utf-8\)\n1 uploaded, 0 of them replaced, 1 refused\./,
    ),
  });
  expect((await get("/news/page.html")).body).toBe("<p>One</p>");

  rmSync(join(folder, "people.csv"));
  writeFileSync(join(folder, "news", "page.html"), "<p>Two</p>");
  const second = await upload("--yes", "--invalidate", "--distribution", String(outputs["distribution_id"]));
  expect(second).toMatchObject({ stderr: "", stdout: expect.stringContaining("1 of them replaced, 0 refused.") });
  expect((await get("/news/page.html")).body).toBe("<p>Two</p>");
}, 60_000);

/** Listens to a topic. @returns what reads the next message that is about a key */
async function listenTo(TopicArn: string | undefined) {
  const sqs = new SQSClient(client());
  const Policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "notices", Attributes: { Policy } }));
  const Endpoint = "arn:aws:sqs:us-east-1:123456789012:notices";
  await new SNSClient(client()).send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  return async (key: string) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    const notices = Messages.map(({ Body }) => JSON.parse(JSON.parse(String(Body)).Message));
    return notices.find(({ data }) => data.key === key);
  };
}

test("the publish guard repairs a type, removes what must not be public, and invalidates what was replaced", async () => {
  const key = "frühling & #1+2.png";
  const noticeOf = await listenTo(outputs["notification_topic_arn"]);
  await put("replaced.png", "one", "image/png");
  await get("/replaced.png");
  await put(key, "image", "binary/octet-stream");
  await put("people.CSV", "gone@example.com", "text/csv");
  await put("replaced.png", "two", "image/png");
  expect((await get("/replaced.png")).body).toBe("one");
  // The guard waits half a minute for more uploads.
  const inTime = <T>(what: string, read: () => Promise<T | undefined>) => eventually(what, read, 60);
  const type = async () => (await s3.send(new HeadObjectCommand({ Bucket, Key: key }))).ContentType;
  await inTime("the type", async () => ((await type()) === "image/png" ? true : undefined));
  await inTime("the removal", async () =>
    (await versions("people.CSV")).some(({ IsLatest }) => IsLatest) ? undefined : true,
  );
  expect(await versions("people.CSV")).toHaveLength(1);
  expect(await inTime("the notice", () => noticeOf("people.CSV"))).toMatchObject({
    source: "due.simple-cms",
    event: "object.removed",
    error: { code: "BLOCKED_EXTENSION" },
  });
  await inTime("the new image", async () => ((await get("/replaced.png")).body === "two" ? true : undefined));
}, 120_000);
