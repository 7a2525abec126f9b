import type { Call, Cloud, Reply } from "../service";
import { storedStreams } from "./stream";

/**
 * DescribeDeliveryStream: MiniStack leaves out the time zone of prefixes, which on AWS is UTC where nobody set it, the
 * extension of objects, and the backup of source records. Terraform would set them at every apply.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationDescription.html
 */
export async function completeDescription(cloud: Cloud, call: Call): Promise<Reply> {
  const reply = await cloud.forward(call);
  if (reply.status !== 200) return reply;
  const answer = JSON.parse(reply.body.toString());
  const { DeliveryStreamName: name, Destinations } = answer.DeliveryStreamDescription;
  const stored = (await storedStreams(cloud, call)).find((stream) => stream.name === name);
  for (const { ExtendedS3DestinationDescription: destination } of Destinations) {
    if (!destination) continue;
    const {
      CustomTimeZone = "UTC",
      FileExtension,
      S3BackupUpdate,
      S3BackupConfiguration,
    } = stored?.destinations[0]?.config ?? {};
    Object.assign(destination, { CustomTimeZone, FileExtension });
    const backup = (S3BackupUpdate ?? S3BackupConfiguration) as object | undefined;
    if (backup) destination.S3BackupDescription = { ...BACKUP_DEFAULTS, ...backup };
  }
  return { ...reply, body: JSON.stringify(answer) };
}

const BACKUP_DEFAULTS = {
  BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
  CompressionFormat: "UNCOMPRESSED",
  EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
};
