import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { type CloudAddress, clientSettings } from "../client";

/** The identity that tests send from. */
export const SENDER = "sender@example.com";

/** Makes what roots expect to find in the account: another root would make it at the same time, or too late. */
export async function prepareAccount(cloud: CloudAddress): Promise<void> {
  await new SESv2Client(clientSettings(cloud)).send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER }));
}
