import { readConfig } from "../shared/config";
import { createLogger } from "../shared/logger";
import { Counters } from "../shared/metrics";
import { reportFailure } from "../shared/observers";
import { answer } from "./core";
import { mailsOf } from "./event";
import { replyDependencies, replyVariables } from "./settings";

const config = readConfig(replyVariables);
const observers = { logger: createLogger(config.DEPLOYMENT), metrics: new Counters(config.DEPLOYMENT) };
const dependencies = replyDependencies(config);

/** Mails that SES received; fails when one of them has to be tried again, after all have had their turn. */
export async function handler(event: unknown): Promise<void> {
  try {
    const mails = mailsOf(event);
    observers.metrics.count("RecordsReceived", mails.length);
    let failed = 0;
    for (const message of mails) {
      try {
        await answer(message, dependencies, observers);
      } catch (error) {
        reportFailure(error, { message_id: message.mail.messageId }, observers);
        failed += 1;
      }
    }
    // Says no more, because Lambda writes it to the log: the lines above have the errors, without addresses.
    if (failed > 0) throw new Error(`${failed} of ${mails.length} mails failed; the log has a line for each.`);
  } finally {
    observers.metrics.publish();
  }
}
