import { requestJson } from "../json-calls";
import { AwsError, type Call, type Cloud } from "../service";
import { SES } from "./topic-policy";

/** A Firehose destination of a configuration set. */
export interface FirehoseDestination {
  readonly DeliveryStreamArn: string;
  readonly IamRoleArn: string;
}

/**
 * Why SES cannot put records into a stream with the role it was given; undefined when it can. The trust policy sees
 * the configuration set as `aws:SourceArn`.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-firehose.html
 */
export async function firehoseRefusal(
  cloud: Cloud,
  call: Call,
  { DeliveryStreamArn: streamArn, IamRoleArn: roleArn }: FirehoseDestination,
  sourceArn: string,
): Promise<string | undefined> {
  const { region } = call;
  const role = await orRefusal(cloud.assumeRole({ region, roleArn, service: SES, sourceArn }));
  if (role instanceof AwsError) return `Could not assume IAM role <${roleArn}>: ${role.message}.`;
  const asRole = { ...call, service: "firehose", accessKeyId: role.accessKeyId };
  const refusal = await orRefusal(cloud.authorize(asRole, "firehose:PutRecordBatch", streamArn));
  const why = refusal instanceof AwsError ? refusal.message : await absence(cloud, region, streamArn);
  return why && `Could not access Kinesis Firehose Stream <${streamArn}>: ${why}.`;
}

async function orRefusal<T>(answer: Promise<T>): Promise<T | AwsError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

async function absence(cloud: Cloud, region: string, streamArn: string): Promise<string | undefined> {
  const input = { DeliveryStreamName: streamArn.split("/")[1] };
  const reply = await requestJson(cloud, "firehose", region, "Firehose_20150804.DescribeDeliveryStream", input);
  return reply.status === 200 ? undefined : `there is no such stream in ${region}`;
}
