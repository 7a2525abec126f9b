import { eventually } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { ACCOUNT, REGION } from "../../gateway/ministack";
import { Client, FIRST_START_MS } from "./client";

const STREAM = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/events`;
const SET = `arn:aws:sms-voice:${REGION}:${ACCOUNT}:configuration-set/news`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/stack`;
const SMS_ROLE = `arn:aws:iam::${ACCOUNT}:role/sms`;
/** Each operation of a stack takes a second on a busy machine. */
const STACKS_MS = 60_000;
const SnsDestination = { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:events` };

const LAKE = {
  EventDestinationName: "lake",
  Enabled: true,
  MatchingEventTypes: ["ALL"],
  KinesisFirehoseDestination: { DeliveryStreamArn: STREAM, IamRoleArn: SMS_ROLE },
};

/** What the role of a stack needs, by resource. */
const NEEDED: readonly [actions: readonly string[], resource: string, condition?: object][] = [
  [["CreateConfigurationSet"], "*"],
  [["DeleteConfigurationSet", "CreateEventDestination"], SET],
];
const PASS = { StringEquals: { "iam:PassedToService": "sms-voice.amazonaws.com" } };

let cloud: RunningCloud;
let client: Client;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
  await client.createRole("stack", "cloudformation.amazonaws.com");
  await client.createRole("sms", "sms-voice.amazonaws.com");
  await client.allow("sms", { Action: "firehose:PutRecordBatch", Resource: STREAM });
}, FIRST_START_MS);

afterAll(() => cloud.stop());

/** Runs a stack operation to its end. @returns the stack's description */
async function operate(Action: string, properties: object, more: Record<string, string> = {}): Promise<string> {
  const Properties = { ConfigurationSetName: "news", ...properties };
  const template = { Resources: { Set: { Type: "AWS::SMSVOICE::ConfigurationSet", Properties } } };
  const input: Record<string, string> = { Action, StackName: "sms", ...more };
  if (Action !== "DeleteStack") input["TemplateBody"] = JSON.stringify(template);
  await client.query("cloudformation", input);
  return eventually("the stack", async () => {
    const xml = await client.query("cloudformation", { Action: "DescribeStacks", StackName: "sms" }).catch(String);
    return xml.includes("_IN_PROGRESS<") ? undefined : xml;
  });
}

interface ConfigurationSet {
  readonly EventDestinations: readonly object[];
  readonly DefaultSenderId?: string;
}

async function sets(): Promise<readonly ConfigurationSet[]> {
  const target = "PinpointSMSVoiceV2.DescribeConfigurationSets";
  return (await client.json<{ ConfigurationSets: ConfigurationSet[] }>("sms-voice", target, {})).ConfigurationSets;
}

it(
  "a stack makes a configuration set, changes it and deletes it",
  async () => {
    const made = await operate("CreateStack", { DefaultSenderId: "NEWS", EventDestinations: [LAKE] });
    expect(made).toContain("<StackStatus>CREATE_COMPLETE<");
    expect(await sets()).toMatchObject([{ DefaultSenderId: "NEWS", EventDestinations: [LAKE] }]);

    const texts = { ...LAKE, Enabled: false, MatchingEventTypes: ["TEXT_ALL"] };
    const topic = { EventDestinationName: "topic", Enabled: true, MatchingEventTypes: ["ALL"], SnsDestination };
    await operate("UpdateStack", { EventDestinations: [texts, topic] });
    const [changed] = await sets();
    expect(changed?.EventDestinations).toEqual([texts, topic]);
    expect(changed?.DefaultSenderId).toBeUndefined();

    const { KinesisFirehoseDestination: _, ...others } = LAKE;
    await operate("UpdateStack", { EventDestinations: [{ ...others, SnsDestination }] });
    expect((await sets())[0]?.EventDestinations).toEqual([{ ...others, SnsDestination }]);

    await operate("UpdateStack", { ConfigurationSetName: "alerts" });
    expect(await sets()).toMatchObject([{ ConfigurationSetName: "alerts" }]);
    await operate("DeleteStack", {});
    expect(await sets()).toEqual([]);
  },
  STACKS_MS,
);

it(
  "a stack with a role does what the role may, leaves nothing behind when it may not, and says which role",
  async () => {
    const statements = NEEDED.map(([actions, Resource]) => ({
      Effect: "Allow",
      Action: actions.map((action) => `sms-voice:${action}`),
      Resource,
    }));
    await client.allow("stack", ...statements);
    const failed = await operate("CreateStack", { EventDestinations: [LAKE] }, { RoleARN: ROLE });
    expect(failed).toContain("<StackStatus>ROLLBACK_COMPLETE<");
    const events = await client.query("cloudformation", { Action: "DescribeStackEvents", StackName: "sms" });
    expect(events).toMatch(/assumed-role\/stack\/cloudformation is not authorized to perform: iam:PassRole/);
    expect(await sets()).toEqual([]);
    await operate("DeleteStack", {});

    const pass = { Effect: "Allow", Action: "iam:PassRole", Resource: SMS_ROLE, Condition: PASS };
    await client.allow("stack", ...statements, pass);
    const made = await operate("CreateStack", { EventDestinations: [LAKE] }, { RoleARN: ROLE });
    expect(made).toContain("<StackStatus>CREATE_COMPLETE<");
    expect(made).toContain(`<RoleARN>${ROLE}</RoleARN>`);

    // Without another role the stack keeps its own, which may not do this.
    const refused = await operate("UpdateStack", { EventDestinations: [LAKE], DefaultSenderId: "NEWS" });
    expect(refused).toContain("<StackStatus>UPDATE_ROLLBACK_");
    await operate("DeleteStack", {});
    expect(await sets()).toEqual([]);
  },
  STACKS_MS,
);
