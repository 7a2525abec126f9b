import { setTimeout } from "node:timers/promises";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { clientSettings } from "../shared/aws";
import { commonVariables, readConfig } from "../shared/config";
import { createLogger } from "../shared/logger";
import { AwsEventDestinations } from "./aws-event-destinations";
import { apply, type Outcome } from "./core";
import { parseRequest } from "./request";

const config = readConfig(commonVariables);
const logger = createLogger(config.DEPLOYMENT);
const destinations = new AwsEventDestinations(new PinpointSMSVoiceV2Client(clientSettings));

/** Invocations by Terraform's `aws_lambda_invocation`; an error that is thrown stops the apply. */
export async function handler(event: unknown): Promise<Outcome> {
  const request = parseRequest(event);
  const outcome = await apply(request, destinations, async (milliseconds) => {
    logger.info("A role is not effective yet", { outcome: "waiting", duration_ms: milliseconds });
    await setTimeout(milliseconds);
  });
  logger.info("Event destination", { outcome: request.tf.action });
  return outcome;
}
