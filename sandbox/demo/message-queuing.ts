import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type CloudAddress, clientSettings, runCommand } from "../client";
import { formatted } from "../dashboard/format";
import { ROOT } from "../paths";
import { putMessages } from "../queues";
import { readStatistics } from "../sending";
import { sendingPage } from "../sending/page";
import { summaryOf } from "../sending/statistics";

/** What the demo shows of one way to send. */
type Row = Readonly<Record<"200 mails" | "accepted" | "throttled" | "throttled share" | "quota used", string>>;

/** Where the page of both ways lies; it needs no cloud to be read. */
const PAGE = join(ROOT, "dist", "sending.html");

/** The identity of the example. */
const SENDER = "paced@example.com";
const MAILS = 200;

/** The lane needs one second for each second of quota, and a few to begin. */
const PATIENCE_MS = 60_000;

/** Puts a quota on the account: recipients per second. */
export async function putSendQuota({ endpoint }: CloudAddress, maxSendRate: number): Promise<void> {
  await runCommand(endpoint, "set-send-quota", JSON.stringify({ maxSendRate }));
}

/** Sends straight to SES, as a program does that knows nothing of a quota. */
export function sendStraight(cloud: CloudAddress): Promise<Row> {
  const ses = new SESv2Client({ ...clientSettings(cloud), maxAttempts: 1 });
  return watched(cloud, "straight to SES, all at once", async () => {
    const sends = mails("straight").map(({ to, subject, text }) =>
      ses.send(
        new SendEmailCommand({
          FromEmailAddress: SENDER,
          Destination: { ToAddresses: [to] },
          Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
        }),
      ),
    );
    await Promise.allSettled(sends);
  });
}

/** Sends through the lane. @param queueUrl the lane's queue */
export function sendThroughLane(cloud: CloudAddress, queueUrl: string): Promise<Row> {
  const sqs = new SQSClient(clientSettings(cloud));
  return watched(cloud, "through the lane", async (accepted) => {
    const bodies = mails("lane").map(({ to, subject, text }, index) => {
      const ses = { from: SENDER, to: [to], content: { kind: "simple", subject, text } };
      return JSON.stringify({ version: 1, id: `demo-${index}`, channel: "ses", ses });
    });
    await putMessages(sqs, queueUrl, bodies);
    const deadline = Date.now() + PATIENCE_MS;
    while ((await accepted()) < MAILS) {
      if (Date.now() > deadline)
        throw new Error(`The lane did not send ${MAILS} mails within ${PATIENCE_MS / 1_000} s.`);
      await sleep(500);
    }
  });
}

/** Writes the page of the last minute as a file. @returns its path */
export async function drawSending({ endpoint }: CloudAddress): Promise<string> {
  await mkdir(dirname(PAGE), { recursive: true });
  await writeFile(PAGE, sendingPage(await readStatistics(endpoint), { now: Date.now(), live: false }));
  return PAGE;
}

/** Tells what SES did while something was sent. @param send gets a question: how many were accepted so far */
async function watched(
  { endpoint }: CloudAddress,
  way: string,
  send: (accepted: () => Promise<number>) => Promise<void>,
): Promise<Row> {
  // In a second of its own, so that no second belongs to two ways.
  await sleep(1_000 - (Date.now() % 1_000));
  const from = Math.floor(Date.now() / 1_000);
  const summary = async () => {
    const statistics = await readStatistics(endpoint);
    return summaryOf({ ...statistics, seconds: statistics.seconds.filter(({ second }) => second >= from) });
  };
  await send(async () => (await summary()).accepted);
  const { accepted, throttled, usedShare, throttledShare } = await summary();
  return {
    "200 mails": way,
    accepted: formatted(accepted, "count"),
    throttled: formatted(throttled, "count"),
    "throttled share": formatted(throttledShare, "percent"),
    "quota used": formatted(usedShare, "percent"),
  };
}

const mails = (way: string): readonly { to: string; subject: string; text: string }[] =>
  Array.from({ length: MAILS }, (_, index) => ({
    to: `success+${way}-${index}@simulator.amazonses.com`,
    subject: `Hello ${index}`,
    text: "From the local cloud.",
  }));
