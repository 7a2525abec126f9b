import { ACCOUNT, FakeCloud, NOW, REGION, v2Call } from "./fake-cloud";
import { sesService } from "./index";

const SET_ARN = `arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/prod-events`;
const STREAM = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/events`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;
const FIREHOSE = { KinesisFirehoseDestination: { DeliveryStreamArn: STREAM, IamRoleArn: ROLE } };
const ALL = ["SEND", "REJECT", "DELIVERY", "DELIVERY_DELAY", "OPEN", "CLICK", "SUBSCRIPTION", "RENDERING_FAILURE"];

/** A cloud whose configuration set has the destination, and the one message sent and read in it. */
async function readMessage(destination: object, prepare: (cloud: FakeCloud) => void = () => undefined) {
  const cloud = new FakeCloud();
  cloud.sets.set("prod-events", {});
  cloud.roles.set(ROLE, `ses.amazonaws.com ${SET_ARN}`);
  cloud.destinations.push({ Name: "events", Enabled: true, MatchingEventTypes: ALL, ...destination });
  prepare(cloud);
  const ses = sesService(cloud, () => NOW);
  const send = async (content: object): Promise<string> => {
    const input = {
      FromEmailAddress: "news@mail.example.com",
      Destination: { ToAddresses: ["dana@example.com"] },
      EmailTags: [{ Name: "campaign", Value: "october" }],
      ListManagementOptions: { ContactListName: "newsletter" },
      ConfigurationSetName: "prod-events",
      Content: content,
    };
    return JSON.parse(String((await ses.handle(v2Call("POST", "/v2/email/outbound-emails", input)))?.body)).MessageId;
  };
  await ses.commands["delay-address"]({ address: "dana@example.com" });
  const Headers = [{ Name: "X-Region", Value: "north" }];
  const messageId = await send({ Simple: { Subject: { Data: "s" }, Body: { Html: { Data: "b" } }, Headers } });
  await ses.commands["open-message"]({ messageId });
  await ses.commands["click-message"]({ messageId, link: "https://www.example.com/", linkTags: { section: "hero" } });
  await ses.commands["unsubscribe-message"]({ messageId });
  await send({ Template: { TemplateContent: { Text: "{{name}}" } } });
  await ses.settled();
  return cloud;
}

describe("a Firehose destination", () => {
  it("gets each event as a line of JSON, put with its role for the configuration set", async () => {
    const { deliveries } = await readMessage(FIREHOSE);
    const records = deliveries.flatMap((delivery) => delivery.records);
    expect(records.every((record) => /^[^\n]+\n$/.test(record))).toBe(true);
    const types = records.map((record) => JSON.parse(record).eventType);
    expect(types).toEqual(["Send", "DeliveryDelay", "Delivery", "Open", "Click", "Subscription", "Rendering Failure"]);
    const sender = {
      region: REGION,
      streamArn: STREAM,
      roleArn: ROLE,
      service: "ses.amazonaws.com",
      sourceArn: SET_ARN,
    };
    expect(deliveries[0]).toMatchObject(sender);
  });

  it("whose role no longer admits SES loses its events, and the log says so", async () => {
    const { deliveries, losses } = await readMessage(FIREHOSE, (cloud) => cloud.roles.clear());
    expect(deliveries).toEqual([]);
    expect(losses).toHaveLength(7);
    expect(losses[0]).toContain(`ses.amazonaws.com is unable to assume the role ${ROLE}`);
  });
});

describe("a CloudWatch destination", () => {
  const dimension = (DimensionName: string, DimensionValueSource: string) => ({
    DimensionName,
    DimensionValueSource,
    DefaultDimensionValue: "none",
  });
  const measured = async (...dimensions: object[]) => {
    const { metrics } = await readMessage({ CloudWatchDestination: { DimensionConfigurations: dimensions } });
    expect(new Set(metrics.map(({ Namespace }) => Namespace))).toEqual(new Set(["AWS/SES"]));
    return metrics.flatMap(({ MetricData }) => MetricData);
  };

  it("counts each event under its type", async () => {
    const data = await measured(dimension("campaign", "MESSAGE_TAG"));
    const names = ["Send", "DeliveryDelay", "Delivery", "Open", "Click", "Subscription", "RenderingFailure"];
    expect(data.map(({ MetricName }) => MetricName)).toEqual(names);
    const Dimensions = [{ Name: "campaign", Value: "october" }];
    expect(data[0]).toEqual({
      MetricName: "Send",
      Dimensions,
      Timestamp: NOW.getTime() / 1000,
      Value: 1,
      Unit: "Count",
    });
  });

  it("takes dimensions from tags, SES's own tags, headers and link tags, else the default", async () => {
    const data = await measured(
      dimension("ses:configuration-set", "MESSAGE_TAG"),
      dimension("absent", "MESSAGE_TAG"),
      dimension("x-region", "EMAIL_HEADER"),
      dimension("section", "LINK_TAG"),
    );
    const values = (name: string) => {
      const datum = data.find(({ MetricName }) => MetricName === name);
      return (datum?.["Dimensions"] as { Value: string }[] | undefined)?.map(({ Value }) => Value);
    };
    expect(values("Send")).toEqual(["prod-events", "none", "north", "none"]);
    expect(values("Click")).toEqual(["prod-events", "none", "north", "hero"]);
  });

  it("whose metrics CloudWatch refuses loses them, and the log says so", async () => {
    const destination = { CloudWatchDestination: { DimensionConfigurations: [] } };
    const { losses } = await readMessage(destination, (cloud) => {
      const ask = cloud.request.bind(cloud);
      cloud.request = async (service, region, init) =>
        service === "monitoring" ? { status: 400, body: "no" } : ask(service, region, init);
    });
    expect(losses[0]).toContain("CloudWatch PutMetricData answered 400: no");
  });
});

it("an EventBridge destination gets each event under the detail type that EventBridge documents", async () => {
  const { events } = await readMessage({
    EventBridgeDestination: { EventBusArn: "arn:aws:events:::event-bus/default" },
  });
  expect(events.map(({ detailType }) => detailType)).toEqual([
    "Email Sent",
    "Email Delivery Delayed",
    "Email Delivered",
    "Email Opened",
    "Email Clicked",
    "Email Subscribed",
    "Email Rendering Failed",
  ]);
});

it("an Amazon Pinpoint destination gets nothing, and the log says so", async () => {
  const { losses } = await readMessage({
    MatchingEventTypes: ["SEND"],
    PinpointDestination: { ApplicationArn: "arn" },
  });
  expect(losses[0]).toBe("ses: the sandbox does not publish to event destination events, which is Amazon Pinpoint's.");
});
