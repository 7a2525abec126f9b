import {
  CreateConfigurationSetCommand,
  CreateEventDestinationCommand,
  DeleteConfigurationSetCommand,
  DeleteDefaultMessageTypeCommand,
  DeleteDefaultSenderIdCommand,
  DescribeConfigurationSetsCommand,
  type DescribeConfigurationSetsRequest,
  ListTagsForResourceCommand,
  SetDefaultMessageFeedbackEnabledCommand,
  SetDefaultMessageTypeCommand,
  SetDefaultSenderIdCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { NOW, setUp as plain, ROLE, STREAM } from "./fake-cloud";

const ARN = "arn:aws:sms-voice:us-east-1:123456789012:configuration-set/news";
const ConfigurationSetName = "news";

async function setUp() {
  const world = plain();
  const Tags = [{ Key: "team", Value: "growth" }];
  const made = await world.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName, Tags }));
  const describe = async (input: DescribeConfigurationSetsRequest = {}) =>
    world.client.send(new DescribeConfigurationSetsCommand(input));
  const namesOf = async (input: DescribeConfigurationSetsRequest) =>
    (await describe(input)).ConfigurationSets?.map((set) => set.ConfigurationSetName);
  return { ...world, made, describe, namesOf };
}

describe("a configuration set", () => {
  it("is created, described and deleted", async () => {
    const { client, made, describe } = await setUp();
    expect(made).toMatchObject({ ConfigurationSetArn: ARN, ConfigurationSetName, CreatedTimestamp: NOW });
    const [set] = (await describe({ ConfigurationSetNames: [ARN] })).ConfigurationSets ?? [];
    const expected = { ConfigurationSetArn: ARN, EventDestinations: [], CreatedTimestamp: NOW };
    expect(set).toEqual({ ...expected, ConfigurationSetName, DefaultMessageFeedbackEnabled: false });
    await client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName }));
    expect((await describe()).ConfigurationSets).toEqual([]);
    await expect(describe({ ConfigurationSetNames: ["news"] })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      ResourceType: "configuration-set",
      ResourceId: "news",
    });
  });

  it("has a name of its own, of the allowed characters", async () => {
    const { client } = await setUp();
    const again = client.send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
    await expect(again).rejects.toMatchObject({ name: "ConflictException", Reason: "RESOURCE_ALREADY_EXISTS" });
    const odd = client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "no spaces" }));
    await expect(odd).rejects.toMatchObject({
      name: "ValidationException",
      Reason: "FIELD_VALIDATION_FAILED",
      Fields: [{ Name: "ConfigurationSetName", Message: expect.any(String) }],
    });
  });

  it("has defaults that are set and taken away", async () => {
    const { client, describe } = await setUp();
    await client.send(new SetDefaultMessageTypeCommand({ ConfigurationSetName, MessageType: "PROMOTIONAL" }));
    await client.send(new SetDefaultSenderIdCommand({ ConfigurationSetName, SenderId: "NEWS" }));
    const feedback = { ConfigurationSetName, MessageFeedbackEnabled: true };
    await client.send(new SetDefaultMessageFeedbackEnabledCommand(feedback));
    const defaults = { DefaultMessageType: "PROMOTIONAL", DefaultSenderId: "NEWS" };
    const described = (await describe()).ConfigurationSets?.[0];
    expect(described).toMatchObject({ ...defaults, DefaultMessageFeedbackEnabled: true });
    await client.send(new DeleteDefaultMessageTypeCommand({ ConfigurationSetName }));
    await client.send(new DeleteDefaultSenderIdCommand({ ConfigurationSetName }));
    const left = (await describe()).ConfigurationSets?.[0];
    expect([left?.DefaultMessageType, left?.DefaultSenderId]).toEqual([undefined, undefined]);
  });

  it("has tags", async () => {
    const { client } = await setUp();
    const ResourceArn = ARN;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "env", Value: "prod" }] }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["team"] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: "env", Value: "prod" }]);
    const pool = ARN.replace("configuration-set", "pool");
    const refused = client.send(new ListTagsForResourceCommand({ ResourceArn: pool }));
    await expect(refused).rejects.toMatchObject({ Reason: "INVALID_ARN" });
  });
});

describe("a list of configuration sets", () => {
  it("comes in pages", async () => {
    const { client, describe } = await setUp();
    await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "other" }));
    const first = await describe({ MaxResults: 1 });
    expect(first.ConfigurationSets?.map((set) => set.ConfigurationSetName)).toEqual(["news"]);
    const second = await describe({ MaxResults: 1, NextToken: first.NextToken });
    expect(second.ConfigurationSets?.map((set) => set.ConfigurationSetName)).toEqual(["other"]);
    expect(second.NextToken).toBeUndefined();
    await expect(describe({ NextToken: "bm9uZQ" })).rejects.toMatchObject({ Reason: "INVALID_NEXT_TOKEN" });
  });

  it("is filtered: one value of each filter has to fit", async () => {
    const { client, namesOf } = await setUp();
    await client.send(new SetDefaultMessageTypeCommand({ ConfigurationSetName, MessageType: "PROMOTIONAL" }));
    await client.send(
      new CreateEventDestinationCommand({
        ConfigurationSetName,
        EventDestinationName: "lake",
        MatchingEventTypes: ["TEXT_ALL"],
        KinesisFirehoseDestination: { IamRoleArn: ROLE, DeliveryStreamArn: STREAM },
      }),
    );
    const promotional = { Name: "default-message-type" as const, Values: ["TRANSACTIONAL", "PROMOTIONAL"] };
    const lake = { Name: "event-destination-name" as const, Values: ["lake"] };
    const voice = { Name: "matching-event-types" as const, Values: ["VOICE_ALL"] };
    expect(await namesOf({ Filters: [promotional, lake] })).toEqual(["news"]);
    expect(await namesOf({ Filters: [promotional, voice] })).toEqual([]);
  });
});

it("asks for the permissions that AWS asks for", async () => {
  const { cloud, client, describe } = await setUp();
  await client.send(new SetDefaultSenderIdCommand({ ConfigurationSetName: ARN, SenderId: "NEWS" }));
  await describe();
  expect(cloud.authorized).toEqual([
    "sms-voice:CreateConfigurationSet *",
    `sms-voice:TagResource ${ARN}`,
    `sms-voice:SetDefaultSenderId ${ARN}`,
    "sms-voice:DescribeConfigurationSets *",
  ]);
  cloud.denied.add("sms-voice:DeleteConfigurationSet");
  const refused = client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: "none" }));
  await expect(refused).rejects.toThrow("not authorized: sms-voice:DeleteConfigurationSet");
});

it("leaves operations that it lacks to whoever says so", async () => {
  const { service } = plain();
  const headers = { "x-amz-target": "PinpointSMSVoiceV2.DescribePools" };
  expect(await service.handle({ headers } as never)).toBeUndefined();
});
