import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { buildFunctions } from "../../functions/build";
import { type RunningCloud, startCloud } from "../cloud";
import { writeExample } from "../example";
import { checkPrerequisites } from "../prerequisites";
import { step } from "../step";
import { apply, init, outputs, type TerraformOptions } from "../terraform";
import { drawDashboard } from "./dashboard";
import { fillMonth, type LakeOutputs, sendCampaign } from "./event-lake";
import { drawSending, putSendQuota, sendStraight, sendThroughLane } from "./message-queuing";
import { sesEventProcessing } from "./ses-event-processing";

/** The roots that the demo applies. */
const EXAMPLES = ["ses-event-processing", "message-queuing", "event-lake"] as const;

/** Recipients per second that SES sends to in the demo. */
const QUOTA = sendQuota();

/**
 * `make demo`: the local cloud, architectures applied from their emitted modules, what becomes of mail, a quota that is
 * used and not exceeded, and a month as charts. DEMO_SEND_QUOTA is the quota.
 */
async function main(): Promise<void> {
  await checkPrerequisites();
  await step("Bundle the functions", () => buildFunctions());
  const cloud = await step("Start the local cloud", () => startCloud({ visibilityScale: 0.01 }));
  process.once("SIGINT", () => void cloud.stop().then(() => process.exit(130)));
  try {
    await show(cloud);
  } finally {
    await cloud.stop();
  }
}

async function show(cloud: RunningCloud): Promise<void> {
  const emit = async () => Promise.all(EXAMPLES.map((name) => writeExample(name, cloud.folder)));
  const roots = (await step("Emit the HCL modules", emit)).map((cwd) => ({ cwd, env: cloud.env }));
  const [feedback, queuing, lake] = roots as [TerraformOptions, TerraformOptions, TerraformOptions];
  await step("terraform init", () => Promise.all(roots.map((root) => init(root))));
  await step("terraform apply (most of it waits for queues and buckets, as on AWS)", () =>
    Promise.all(roots.map((root) => apply(root))),
  );
  const rows = await step("Send mail through the SES API", async () =>
    sesEventProcessing(cloud, await outputs(feedback)),
  );
  await putSendQuota(cloud, QUOTA);
  const { lane_queue_urls } = (await outputs(queuing)) as { lane_queue_urls: { ses: string } };
  console.log(`Watch the quota of ${QUOTA} mails per second: ${cloud.endpoint}/_sandbox/sending`);
  const straight = await step("Send mail straight to SES", () => sendStraight(cloud));
  const paced = await step("Send it through the lane", () => sendThroughLane(cloud, lane_queue_urls.ses));
  const sending = await drawSending(cloud);
  const applied = (await outputs(lake)) as unknown as LakeOutputs;
  await step("Put a generated month into the event lake", () => fillMonth(cloud, applied.firehose_names, new Date()));
  await step("Send a campaign and texts of our own", () => sendCampaign(cloud, applied));
  const page = await step("Ask Athena and draw the dashboard", () => drawDashboard(cloud, applied));

  console.log("\nWhat became of the mail: SES -> SNS -> SQS -> our function -> suppression list and contacts\n");
  console.log(table(rows));
  console.log(`
A listed address gets nothing more: the last row was held back by SES.

What a quota of ${QUOTA} mails per second did: SQS -> our function -> SES

${table([straight, paced])}

The minute as a chart
  ${pathToFileURL(sending).href}

What a month of events says: SES and SMS -> Firehose -> our function -> Parquet in S3 -> Athena -> charts
  ${pathToFileURL(page).href}

Read on: the modules in dist/modules (npm run emit), the examples in ${EXAMPLES.map((name) => `examples/${name}`).join(", ")},
your own root against a local cloud: npm run sandbox. This cloud's log: ${relative(process.cwd(), cloud.logFile)}`);
}

/** @throws Error when the environment asks for what is no quota */
function sendQuota(): number {
  const text = process.env["DEMO_SEND_QUOTA"] ?? "20";
  const quota = Number(text);
  if (quota >= 1 && quota <= 100) return quota;
  throw new Error(`DEMO_SEND_QUOTA is ${JSON.stringify(text)}; a number of mails per second from 1 to 100 is needed.`);
}

/** Rows under their column titles, wide enough for the longest cell. */
function table(rows: readonly Readonly<Record<string, string>>[]): string {
  const titles = Object.keys(rows[0] ?? {});
  const lines = [titles, ...rows.map((row) => titles.map((title) => row[title] ?? ""))];
  const widths = titles.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const [head, ...body] = lines.map((cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "),
  );
  return [head, widths.map((width) => "-".repeat(width)).join("  "), ...body].map((line) => `  ${line}`).join("\n");
}

main().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
