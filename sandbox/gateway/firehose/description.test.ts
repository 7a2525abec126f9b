import { jsonReply } from "../service";
import { firehoseService } from ".";
import { FakeCloud, firehoseCall } from "./fake-cloud";

/** What DescribeDeliveryStream says of a stream's destination. @param described what MiniStack says */
async function describeStream(config: object, described: object | undefined = {}): Promise<unknown> {
  const cloud = new FakeCloud();
  cloud.stream("events", config);
  const Destinations = [{ DestinationId: "1", ExtendedS3DestinationDescription: described }];
  cloud.forward = async () => jsonReply({ DeliveryStreamDescription: { DeliveryStreamName: "events", Destinations } });
  const call = firehoseCall("DescribeDeliveryStream", { DeliveryStreamName: "events" });
  const reply = await firehoseService(cloud).handle(call);
  return JSON.parse(String(reply?.body)).DeliveryStreamDescription.Destinations[0].ExtendedS3DestinationDescription;
}

describe("DescribeDeliveryStream", () => {
  it("says that prefixes are in UTC", async () => {
    expect(await describeStream({}, { Prefix: "events/" })).toEqual({ Prefix: "events/", CustomTimeZone: "UTC" });
  });

  it("says what was set", async () => {
    const settings = { CustomTimeZone: "Asia/Tokyo", FileExtension: ".json" };
    expect(await describeStream(settings)).toEqual(settings);
  });

  it("has the backup of source records, as it was set last", async () => {
    const S3BackupConfiguration = { BucketARN: "arn:aws:s3:::lake", Prefix: "raw/" };
    const description = { ...S3BackupConfiguration, CompressionFormat: "UNCOMPRESSED" };
    expect(await describeStream({ S3BackupConfiguration })).toMatchObject({ S3BackupDescription: description });
    const S3BackupUpdate = { ...S3BackupConfiguration, CompressionFormat: "GZIP" };
    expect(await describeStream({ S3BackupConfiguration, S3BackupUpdate })).toMatchObject({
      S3BackupDescription: { ...description, CompressionFormat: "GZIP" },
    });
  });

  it("passes other destinations and errors on", async () => {
    const cloud = new FakeCloud();
    cloud.forward = async () => ({ status: 400, body: "none" });
    expect(await firehoseService(cloud).handle(firehoseCall("DescribeDeliveryStream", {}))).toMatchObject({
      body: "none",
    });
  });
});
