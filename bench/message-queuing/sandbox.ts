import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { App } from "cdktf";
import { builtArchitecture } from "../../modules/catalog";
import { type CloudAddress, clientSettings, runCommand } from "../../sandbox/client";
import { startCloud } from "../../sandbox/cloud";
import { ACCOUNT, REGION } from "../../sandbox/gateway/ministack";
import { putMessages } from "../../sandbox/queues";
import { readStatistics } from "../../sandbox/sending";
import { type Second, summaryOf } from "../../sandbox/sending/statistics";
import { apply, init, outputs } from "../../sandbox/terraform";
import { ArchitectureStack } from "../../stacks/architecture-stack";
import type { Figure, Measurement } from "../measurement";

/** Recipients per second that the account may send to. */
const QUOTA = 50;
const SECONDS = 60;
const SENDER = "sender@example.com";

/** More than can be sent in the time, so that the lane never waits for a message. */
const MESSAGES = QUOTA * (SECONDS + 15);

/** Applies the module to a local cloud with a quota and lets its function send for a minute. */
export async function measureLaneInCloud(folder: string): Promise<Measurement> {
  const cloud = await startCloud();
  try {
    await new SESv2Client(clientSettings(cloud)).send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER }));
    await runCommand(cloud.endpoint, "set-send-quota", JSON.stringify({ maxSendRate: QUOTA }));
    await fill(cloud, await applyLane(cloud, folder));
    return { title: "Message queuing in the local cloud", how: HOW, figures: figures(await minute(cloud)) };
  } finally {
    await cloud.stop();
  }
}

const HOW =
  `The module as Terraform applies it, its function's bundle, SES with a quota of ${QUOTA} recipients per second (a ` +
  `token bucket that holds one second) and ${MESSAGES.toLocaleString("en-US")} messages in the lane: ${SECONDS} whole ` +
  "seconds of it. The machine is shared by the function, the gateway and the emulator.";

/** @returns URL of the lane's queue */
async function applyLane(cloud: CloudAddress, folder: string): Promise<string> {
  const app = new App({ outdir: folder });
  new ArchitectureStack(app, builtArchitecture("message-queuing"));
  app.synth();
  const env = {
    ...cloud.env,
    TF_VAR_name_prefix: "bench",
    TF_VAR_ses_identity_arns: JSON.stringify([`arn:aws:ses:${REGION}:${ACCOUNT}:identity/${SENDER}`]),
    TF_VAR_ses_messages_per_second: String(QUOTA),
  };
  const options = { cwd: path.join(folder, "stacks", "message-queuing"), env };
  await init(options);
  await apply(options);
  return ((await outputs(options)) as { lane_queue_urls: { ses: string } }).lane_queue_urls.ses;
}

async function fill(cloud: CloudAddress, queueUrl: string): Promise<void> {
  const content = { kind: "simple", subject: "Hello", text: "From the benchmark." };
  const bodies = Array.from({ length: MESSAGES }, (_, index) => {
    const ses = { from: SENDER, to: [`success+${index}@simulator.amazonses.com`], content };
    return JSON.stringify({ version: 1, id: `bench-${index}`, channel: "ses", ses });
  });
  await putMessages(new SQSClient(clientSettings(cloud)), queueUrl, bodies);
}

/** Waits for a minute of whole seconds in which the lane sends, after the first two of its start. */
async function minute({ endpoint }: CloudAddress): Promise<readonly Second[]> {
  for (;;) {
    await sleep(2_000);
    const { seconds } = await readStatistics(endpoint);
    const first = seconds[0]?.second;
    if (first === undefined || Date.now() / 1_000 < first + SECONDS + 4) continue;
    return seconds.filter(({ second }) => second >= first + 2 && second < first + 2 + SECONDS);
  }
}

function figures(seconds: readonly Second[]): Figure[] {
  const { accepted, throttledShare = 0 } = summaryOf({ maxSendRate: QUOTA, seconds });
  const rate = accepted / SECONDS;
  const most = Math.max(...seconds.map((each) => each.accepted));
  const perSecond = (recipients: number): string => `${recipients.toFixed(1)} recipients/s`;
  return [
    {
      name: `Sent, mean of ${SECONDS} s`,
      measured: perSecond(rate),
      beside: perSecond(QUOTA),
      ratio: rate / QUOTA,
      goal: { text: "at least 0.97 of the quota", holds: rate >= 0.97 * QUOTA },
    },
    { name: "Sent, busiest second", measured: perSecond(most), beside: perSecond(QUOTA), ratio: most / QUOTA },
    {
      name: "Throttled by SES",
      measured: `${(throttledShare * 100).toFixed(2)} %`,
      goal: { text: "at most 0.5 %", holds: throttledShare <= 0.005 },
    },
  ];
}
