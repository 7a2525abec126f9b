import {
  CreateConfigurationSetCommand,
  CreateEventDestinationCommand,
  type CreateEventDestinationRequest,
  DeleteEventDestinationCommand,
  DescribeConfigurationSetsCommand,
  UpdateEventDestinationCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { setUp as plain, ROLE, STREAM } from "./fake-cloud";

const SET_ARN = "arn:aws:sms-voice:us-east-1:123456789012:configuration-set/news";
const ConfigurationSetName = "news";
const named = { ConfigurationSetName, EventDestinationName: "lake" };
const KinesisFirehoseDestination = { IamRoleArn: ROLE, DeliveryStreamArn: STREAM };
const SnsDestination = { TopicArn: "arn:aws:sns:us-east-1:123456789012:events" };
const LogGroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:sms";
const CloudWatchLogsDestination = { IamRoleArn: ROLE, LogGroupArn };
const LAKE: CreateEventDestinationRequest = {
  ...named,
  MatchingEventTypes: ["TEXT_ALL", "VOICE_COMPLETED"],
  KinesisFirehoseDestination,
};

async function setUp() {
  const world = plain();
  await world.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
  world.cloud.authorized.length = 0;
  const create = (input: Partial<CreateEventDestinationRequest> = {}) =>
    world.client.send(new CreateEventDestinationCommand({ ...LAKE, ...input }));
  const update = (input: object) => world.client.send(new UpdateEventDestinationCommand({ ...named, ...input }));
  const listed = async () =>
    (await world.client.send(new DescribeConfigurationSetsCommand({}))).ConfigurationSets?.[0]?.EventDestinations;
  return { ...world, create, update, listed };
}

describe("creating an event destination", () => {
  it("keeps it, enabled", async () => {
    const { create, listed } = await setUp();
    const { EventDestination, ConfigurationSetArn } = await create();
    const { MatchingEventTypes } = LAKE;
    expect(ConfigurationSetArn).toBe(SET_ARN);
    expect(EventDestination).toEqual({
      EventDestinationName: "lake",
      Enabled: true,
      MatchingEventTypes,
      KinesisFirehoseDestination,
    });
    expect(await listed()).toEqual([EventDestination]);
  });

  it("asks whether the caller may pass the role, and tries the role as the configuration set will", async () => {
    const { cloud, create } = await setUp();
    await create();
    expect(cloud.authorized).toEqual([
      `sms-voice:CreateEventDestination ${SET_ARN}`,
      `iam:PassRole ${ROLE} {"iam:PassedToService":"sms-voice.amazonaws.com"}`,
      `ROLE: firehose:PutRecordBatch ${STREAM}`,
    ]);
    expect(cloud.assumed).toMatchObject([{ roleArn: ROLE, service: "sms-voice.amazonaws.com", sourceArn: SET_ARN }]);
  });

  it.each(["sts:AssumeRole", "firehose:PutRecordBatch"])("is refused while the role lacks %s", async (action) => {
    const { cloud, create, listed } = await setUp();
    cloud.denied.add(action);
    await expect(create()).rejects.toMatchObject({
      name: "ValidationException",
      Reason: "RESOURCE_NOT_ACCESSIBLE",
      message: expect.stringContaining(`${STREAM}: not authorized: ${action}`),
    });
    expect(await listed()).toEqual([]);
  });

  it("takes SNS and CloudWatch Logs, too", async () => {
    const { create, listed } = await setUp();
    await create({ EventDestinationName: "sns", KinesisFirehoseDestination: undefined, SnsDestination });
    await create({ EventDestinationName: "logs", KinesisFirehoseDestination: undefined, CloudWatchLogsDestination });
    expect(await listed()).toMatchObject([{ SnsDestination }, { CloudWatchLogsDestination }]);
  });

  it.each([
    ["no sink", { KinesisFirehoseDestination: undefined }, "MISSING_PARAMETER"],
    ["two sinks", { SnsDestination }, "PARAMETERS_CANNOT_BE_USED_TOGETHER"],
    ["no event type", { MatchingEventTypes: [] }, "FIELD_VALIDATION_FAILED"],
    ["an unknown event type", { MatchingEventTypes: ["TEXT_OPENED" as "ALL"] }, "FIELD_VALIDATION_FAILED"],
    [
      "a stream that is no ARN",
      { KinesisFirehoseDestination: { IamRoleArn: ROLE, DeliveryStreamArn: "events" } },
      "FIELD_VALIDATION_FAILED",
    ],
  ])("is refused with %s", async (_, input, Reason) => {
    const { create } = await setUp();
    await expect(create(input)).rejects.toMatchObject({ name: "ValidationException", Reason });
  });

  it("is refused twice, for a sixth, and for a set that is not there", async () => {
    const { create } = await setUp();
    for (const EventDestinationName of ["lake", "b", "c", "d", "e"]) await create({ EventDestinationName });
    const again = { name: "ConflictException", Reason: "RESOURCE_ALREADY_EXISTS", ResourceType: "event-destination" };
    await expect(create()).rejects.toMatchObject(again);
    await expect(create({ EventDestinationName: "f" })).rejects.toMatchObject({
      name: "ServiceQuotaExceededException",
      Reason: "EVENT_DESTINATIONS_PER_CONFIGURATION_SET",
    });
    await expect(create({ ConfigurationSetName: "none" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("updating an event destination", () => {
  it("changes what is given and keeps the rest", async () => {
    const { create, update } = await setUp();
    await create();
    const { EventDestination } = await update({ Enabled: false });
    expect(EventDestination).toMatchObject({ Enabled: false, KinesisFirehoseDestination });
    const other = { IamRoleArn: ROLE, DeliveryStreamArn: `${STREAM}-2` };
    const moved = await update({ MatchingEventTypes: ["ALL"], KinesisFirehoseDestination: other });
    expect(moved.EventDestination).toMatchObject({
      Enabled: false,
      MatchingEventTypes: ["ALL"],
      KinesisFirehoseDestination: other,
    });
  });

  it("cannot change the kind of its sink", async () => {
    const { create, update } = await setUp();
    await create();
    await expect(update({ SnsDestination })).rejects.toMatchObject({
      name: "ConflictException",
      Reason: "EVENT_DESTINATION_MISMATCH",
    });
  });

  it("needs one that is there", async () => {
    const { update } = await setUp();
    await expect(update({ Enabled: false })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      ResourceType: "event-destination",
      ResourceId: "lake",
    });
  });
});

it("deleting an event destination answers with it, and then there is none", async () => {
  const { client, create, listed } = await setUp();
  await create();
  const { EventDestination } = await client.send(new DeleteEventDestinationCommand(named));
  expect(EventDestination).toMatchObject({ EventDestinationName: "lake" });
  expect(await listed()).toEqual([]);
  const again = client.send(new DeleteEventDestinationCommand(named));
  await expect(again).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
