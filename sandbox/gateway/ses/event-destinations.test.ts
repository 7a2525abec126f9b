import { ACCOUNT, FakeCloud, NOW, REGION, topicPolicy, v2Call } from "./fake-cloud";
import { sesService } from "./index";

const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:feedback`;
const STREAM = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/events`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;
const ADMITTED = `ses.amazonaws.com arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/prod-events`;
const SETS = "/v2/email/configuration-sets/prod-events/event-destinations";

function setUp() {
  const cloud = new FakeCloud();
  cloud.topics.set(TOPIC, topicPolicy());
  cloud.roles.set(ROLE, ADMITTED);
  cloud.streams.push("events");
  const ses = sesService(cloud, () => NOW);
  const put = (destination: object, types: string[] = ["BOUNCE"], [method, path] = ["POST", SETS]) =>
    ses.handle(
      v2Call(method, path, { EventDestination: { Enabled: true, MatchingEventTypes: types, ...destination } }),
    );
  return { cloud, ses, put };
}

const sns = { SnsDestination: { TopicArn: TOPIC } };
const firehose = { KinesisFirehoseDestination: { DeliveryStreamArn: STREAM, IamRoleArn: ROLE } };
const cloudWatch = (...changes: object[]) => ({
  CloudWatchDestination: {
    DimensionConfigurations: changes.map((change) => ({
      DimensionName: "campaign",
      DimensionValueSource: "MESSAGE_TAG",
      DefaultDimensionValue: "none",
      ...change,
    })),
  },
});
const pinpoint = { PinpointDestination: { ApplicationArn: `arn:aws:mobiletargeting:${REGION}:${ACCOUNT}:apps/1` } };
const auto = cloudWatch({ DimensionName: "ses:configuration-set" }, { DefaultDimensionValue: "a@b.example" });

describe("an event destination", () => {
  it.each([
    ["SNS", sns],
    ["Firehose", firehose],
    ["CloudWatch", auto],
    ["Amazon Pinpoint", pinpoint],
  ])("of %s that works is kept by MiniStack", async (_, destination) => {
    const { cloud, put } = setUp();
    await put(destination);
    await put(destination, ["BOUNCE"], ["PUT", `${SETS}/events`]);
    expect(cloud.forwarded).toEqual([`POST ${SETS}`, `PUT ${SETS}/events`]);
  });

  it("of SNS is announced to the topic in plain text", async () => {
    const { cloud, ses, put } = setUp();
    await put(sns);
    await ses.settled();
    expect(cloud.messages(TOPIC)).toEqual(["Successfully validated SNS topic for Amazon SES event publishing."]);
  });

  it.each([
    ["whose topic does not admit SES", sns, [], `Could not publish to SNS topic <${TOPIC}>`],
    ["of no dimension", cloudWatch(), [], "has 1 to 10 dimensions, not 0"],
    ["of eleven dimensions", cloudWatch(...Array(11).fill({})), [], "has 1 to 10 dimensions, not 11"],
    ["of a wrong dimension", cloudWatch({ DimensionName: "a b" }), [], "Invalid dimension name <a b>"],
    ["of a wrong default", cloudWatch({ DefaultDimensionValue: "" }), [], "Invalid default dimension value <>"],
    [
      "of a header that SES writes",
      cloudWatch({ DimensionName: "To", DimensionValueSource: "EMAIL_HEADER" }),
      [],
      "Invalid dimension name <To>: this header cannot be a dimension.",
    ],
    [
      "of Amazon Pinpoint for types that it does not take",
      pinpoint,
      ["SEND", "DELIVERY_DELAY", "SUBSCRIPTION"],
      "Amazon Pinpoint does not take events of type DELIVERY_DELAY, SUBSCRIPTION.",
    ],
  ])("%s is refused before MiniStack is asked", async (_, destination, types: string[], message) => {
    const { cloud, put } = setUp();
    cloud.topics.set(TOPIC, JSON.stringify({ Statement: [] }));
    await expect(put(destination, types)).rejects.toMatchObject({
      code: "BadRequestException",
      message: expect.stringContaining(message),
    });
    expect(cloud.forwarded).toEqual([]);
  });
});

describe("a Firehose destination", () => {
  it("asks whether the caller may pass the role on, and the role put records into the stream", async () => {
    const { cloud, put } = setUp();
    await put(firehose);
    expect(cloud.authorized).toEqual([`iam:PassRole ${ROLE}`, `firehose:PutRecordBatch ${STREAM}`]);
  });

  it.each([
    ["no role", (cloud: FakeCloud) => cloud.roles.clear()],
    ["a role for another set", (cloud: FakeCloud) => cloud.roles.set(ROLE, `${ADMITTED}-2`)],
  ])("with %s is refused in SES's words", async (_, change) => {
    const { cloud, put } = setUp();
    change(cloud);
    const refused = put(firehose);
    await expect(refused).rejects.toMatchObject({ code: "BadRequestException" });
    await expect(refused).rejects.toThrow(
      `Could not assume IAM role <${ROLE}>: ses.amazonaws.com is unable to assume the role ${ROLE}.`,
    );
    expect(cloud.forwarded).toEqual([]);
  });

  it("is refused when the role may not put records, and when there is no stream", async () => {
    const { cloud, put } = setUp();
    cloud.denied = "firehose:PutRecordBatch";
    const refusal = `Could not access Kinesis Firehose Stream <${STREAM}>: `;
    await expect(put(firehose)).rejects.toThrow(`${refusal}not authorized: firehose:PutRecordBatch.`);
    cloud.denied = "";
    cloud.streams.pop();
    await expect(put(firehose)).rejects.toThrow(`${refusal}there is no such stream in us-east-1.`);
    expect(cloud.forwarded).toEqual([]);
  });
});
