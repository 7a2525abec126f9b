import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildFunctions } from "../functions/build";
import { step } from "../sandbox/step";
import { measureFeedbackCore } from "./feedback-core";
import { measureFunctions } from "./functions";
import { measureGateway } from "./gateway";
import { measureLake } from "./lake";
import { describeMachine } from "./machine";
import type { Measurement } from "./measurement";
import { measureMessageQueuing } from "./message-queuing";
import { measureLaneInCloud } from "./message-queuing/sandbox";
import { measurePhases } from "./phases";
import { measureReplyDecisions } from "./reply-decisions";
import { keptPhases, missedGoals, renderPhases, renderResults } from "./results";
import { measureSynth } from "./synth";

const RESULTS = path.join(__dirname, "RESULTS.md");
const USAGE = "Usage: npm run bench, or npm run bench -- --phases to time the phases of make test too.";
/** A run takes about ten minutes; one that hangs ends here. */
const LIMIT_MS = 1_200_000;

/** `npm run bench`: measures one thing after the other and writes RESULTS.md. */
async function main(args: readonly string[]): Promise<void> {
  if (args.some((arg) => arg !== "--phases")) throw new Error(`${USAGE} Got ${args.join(" ")}.`);
  const machine = await describeMachine();
  const measurements = await measureAll();
  const date = new Date().toISOString().slice(0, 10);
  const phases = args.includes("--phases")
    ? renderPhases(date, machine, measurePhases())
    : keptPhases(await readFile(RESULTS, "utf8"));
  await writeFile(RESULTS, renderResults({ date, machine, measurements, phases }));
  for (const goal of missedGoals(measurements)) console.log(`Missed: ${goal}`);
  console.log(`Written: ${path.relative(process.cwd(), RESULTS)}`);
}

async function measureAll(): Promise<Measurement[]> {
  const limit = setTimeout(() => {
    console.error(`The benchmark did not end within ${LIMIT_MS / 1_000} s.`);
    process.exit(1);
  }, LIMIT_MS);
  const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
  try {
    // Roots need the zips.
    await buildFunctions();
    return [
      await step("Synthesis", () => measureSynth(path.join(folder, "roots"))),
      await step("Function bundles", () => measureFunctions(path.join(folder, "functions"))),
      await step("SES event processing", () => measureFeedbackCore()),
      await step("SES auto-reply", () => measureReplyDecisions()),
      ...(await step("Message queuing", () => measureMessageQueuing())),
      await step("Message queuing in the local cloud", () => measureLaneInCloud(path.join(folder, "lane"))),
      await step("Gateway of the local cloud", () => measureGateway()),
      ...(await step("Event lake", () => measureLake(folder))),
    ];
  } finally {
    clearTimeout(limit);
    await rm(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
