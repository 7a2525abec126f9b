import { relative } from "node:path";
import { buildFunctions } from "../../functions/build";
import { builtArchitecture } from "../../modules/catalog";
import { type RunningCloud, startCloud } from "../cloud";
import { writeExample } from "../example";
import { checkPrerequisites } from "../prerequisites";
import { step } from "../step";
import { apply, init, outputs } from "../terraform";
import { sesEventProcessing } from "./ses-event-processing";

/** `make demo`: the local cloud, an architecture applied from its emitted module, and what becomes of mail. */
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
  const architecture = builtArchitecture("ses-event-processing");
  const cwd = await step("Emit the HCL module", () => writeExample(architecture, cloud.folder));
  const options = { cwd, env: cloud.env };
  await step("terraform init", () => init(options));
  await step("terraform apply (most of it waits for queues, as on AWS)", () => apply(options));
  const rows = await step("Send mail through the SES API", async () =>
    sesEventProcessing(cloud, await outputs(options)),
  );
  console.log("\nWhat became of the mail: SES -> SNS -> SQS -> our function -> suppression list and contacts\n");
  console.log(table(rows));
  console.log(`
A listed address gets nothing more: the last row was held back by SES.

Read on: the module in dist/modules (npm run emit), the example in examples/ses-event-processing,
your own root against a local cloud: npm run sandbox. This cloud's log: ${relative(process.cwd(), cloud.logFile)}`);
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
