import { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "../../functions/shared/clock";
import { parseOptions, regionOf, USAGE } from "./options";
import { redrive } from "./redrive";

/**
 * Moves dead letters back to where they failed, or counts them by why they did.
 *
 * Counting needs the rights to read the queue's attributes, to receive and to change visibility; moving needs
 * `sqs:StartMessageMoveTask`, `sqs:ListMessageMoveTasks`, `sqs:ReceiveMessage`, `sqs:DeleteMessage` and
 * `sqs:GetQueueAttributes` there, and `sqs:SendMessage` and `sqs:GetQueueAttributes` on the destination.
 */
async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  if (!options) return console.log(USAGE);
  const region = regionOf(options.queueUrl);
  const sqs = new SQSClient({ ...(region !== undefined && { region }) });
  await redrive(options, { sqs, clock: systemClock, print: console.log });
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
