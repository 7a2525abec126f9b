import { unescapeXml } from "../protocol";
import type { Cloud } from "../service";
import { askQuery } from "./ministack";
import { allowsPublish, type Publication } from "./topic-policy";

/** Subject of the SNS messages of event destinations. */
export const EVENT_SUBJECT = "Amazon SES Email Event Notification";

const VERSION = "2010-03-31";

/** Why SES may not publish to a topic: it does not exist in the region, or its policy is silent; undefined when it may. */
export async function publishRefusal(
  cloud: Cloud,
  region: string,
  publication: Publication,
): Promise<string | undefined> {
  const form = { Action: "GetTopicAttributes", Version: VERSION, TopicArn: publication.topicArn };
  const reply = await askQuery(cloud, "sns", region, form);
  if (reply.status !== 200) return `there is no topic ${publication.topicArn} in ${region}`;
  const policy = /<key>Policy<\/key>\s*<value>([^<]*)<\/value>/.exec(reply.body.toString())?.[1];
  if (policy && allowsPublish(unescapeXml(policy), publication)) return undefined;
  return (
    `the policy of ${publication.topicArn} does not let ses.amazonaws.com call sns:Publish ` +
    `for aws:SourceArn ${publication.sourceArn}`
  );
}

/** Publishes as SES: a topic that does not admit SES gets nothing, and the log says so. */
export async function publishToTopic(
  cloud: Cloud,
  region: string,
  publication: Publication,
  message: string,
  subject?: string,
): Promise<void> {
  const refusal = await publishRefusal(cloud, region, publication);
  if (refusal) {
    cloud.reportLoss(`ses: ${refusal}.`);
    return;
  }
  const form = { Action: "Publish", Version: VERSION, TopicArn: publication.topicArn, Message: message };
  const reply = await askQuery(cloud, "sns", region, { ...form, ...(subject && { Subject: subject }) });
  if (reply.status !== 200) throw new Error(`SNS Publish to ${publication.topicArn} failed: ${reply.body}`);
}
