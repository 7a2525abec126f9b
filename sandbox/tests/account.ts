import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateConfigurationSetCommand, PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { type CloudAddress, clientSettings } from "../client";
import { ACCOUNT, REGION } from "../gateway/ministack";
import { createEngagementApi } from "./engagement-api";

/** The identity that tests send from. */
export const SENDER = "sender@example.com";

/** Its ARN. */
export const SENDER_ARN = `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${SENDER}`;

/** A configuration set of End User Messaging that was there before. */
export const SMS_CONFIGURATION_SET = "production";

/** Glue database that views are made in; it has no table, so nothing can be asked there. */
export const EXISTING_DATABASE = "existing_lake";

/** Holds mail that is too large for a queue. */
export const CONTENT_BUCKET = "lane-content";

/** Domains that mail is received for. */
const RECEIVING_DOMAINS = ["inbound.example.com", "pinpoint.example.com"];

/** Makes what roots expect to find in the account: another root would make it at the same time, or too late. */
export async function prepareAccount(cloud: CloudAddress): Promise<void> {
  const settings = clientSettings(cloud);
  await new SESv2Client(settings).send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER }));
  for (const EmailIdentity of RECEIVING_DOMAINS) {
    await new SESv2Client(settings).send(new CreateEmailIdentityCommand({ EmailIdentity }));
  }
  const ConfigurationSetName = SMS_CONFIGURATION_SET;
  await new PinpointSMSVoiceV2Client(settings).send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
  await createEngagementApi(cloud);
  await new S3Client({ ...settings, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: CONTENT_BUCKET }));
  await new GlueClient(settings).send(new CreateDatabaseCommand({ DatabaseInput: { Name: EXISTING_DATABASE } }));
}
