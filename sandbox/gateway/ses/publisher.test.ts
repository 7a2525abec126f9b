import { FakeCloud, NOW, shape, topicPolicy, v1Call, v2Call } from "./fake-cloud";
import bouncePermanent from "./fixtures/event-bounce-permanent-general.json";
import bounceListed from "./fixtures/event-bounce-permanent-onaccountsuppressionlist.json";
import bounceTransient from "./fixtures/event-bounce-transient-general.json";
import complaintAbuse from "./fixtures/event-complaint-abuse.json";
import delivery from "./fixtures/event-delivery.json";
import send from "./fixtures/event-send.json";
import notifiedBounce from "./fixtures/notification-bounce.json";
import notifiedComplaint from "./fixtures/notification-complaint.json";
import notifiedDelivery from "./fixtures/notification-delivery.json";
import { sesService } from "./index";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:feedback";
const SET_ARN = "arn:aws:ses:us-east-1:123456789012:configuration-set/prod-events";
const SNS = { Name: "sns", Enabled: true, MatchingEventTypes: ["SEND"], SnsDestination: { TopicArn: TOPIC } };

type Published = Record<string, Record<string, unknown>>;

async function sendTo(cloud: FakeCloud, address: string, set: string | undefined, ses = sesService(cloud, () => NOW)) {
  const input = {
    FromEmailAddress: "Example News <news@mail.example.com>",
    Destination: { ToAddresses: [address] },
    Content: {
      Simple: { Subject: { Data: "Your October statement" }, Body: { Text: { Data: "a" }, Html: { Data: "b" } } },
    },
    EmailTags: [{ Name: "campaign", Value: "october-statement" }],
    ...(set && { ConfigurationSetName: set }),
  };
  await ses.handle(v2Call("POST", "/v2/email/outbound-emails", input));
  await ses.settled();
}

function cloudWith(policy = topicPolicy()): FakeCloud {
  const cloud = new FakeCloud();
  cloud.topics.set(TOPIC, policy);
  cloud.sets.set("prod-events", {});
  return cloud;
}

describe("records of event destinations", () => {
  const types = ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT"];
  it.each([
    ["success@simulator.amazonses.com", [send, delivery]],
    ["bounce@simulator.amazonses.com", [send, bouncePermanent]],
    ["ooto@simulator.amazonses.com", [send, delivery, bounceTransient]],
    ["complaint@simulator.amazonses.com", [send, delivery, complaintAbuse]],
  ])("for %s have the documented shape", async (address, samples) => {
    const cloud = cloudWith();
    cloud.destinations.push({ ...SNS, MatchingEventTypes: types });
    await sendTo(cloud, address, "prod-events");
    expect(cloud.messages(TOPIC).map(shape)).toEqual(samples.map(shape));
    expect(new Set(cloud.published.map(({ subject }) => subject))).toEqual(
      new Set(["Amazon SES Email Event Notification"]),
    );
  });

  it("for a listed address have the documented shape", async () => {
    const cloud = cloudWith();
    cloud.sets.set("prod-events", { SuppressionOptions: { SuppressedReasons: ["BOUNCE"] } });
    cloud.destinations.push({ ...SNS, MatchingEventTypes: ["BOUNCE"] });
    const ses = sesService(cloud, () => NOW);
    const entry = { EmailAddress: "already@example.com", Reason: "BOUNCE" };
    await ses.handle(v2Call("PUT", "/v2/email/suppression/addresses", entry));
    await sendTo(cloud, "already@example.com", "prod-events", ses);
    expect(cloud.messages(TOPIC).map(shape)).toEqual([shape(bounceListed)]);
  });

  it("carry the sender's identity, the recipients, the subject and the tags", async () => {
    const cloud = cloudWith();
    cloud.destinations.push(SNS);
    await sendTo(cloud, "dana@example.com", "prod-events");
    const { mail } = cloud.messages(TOPIC)[0] as Published;
    expect(mail).toMatchObject({
      source: "news@mail.example.com",
      sourceArn: "arn:aws:ses:us-east-1:123456789012:identity/mail.example.com",
      messageId: "010001a1f83ce326-5b1e0c44-7d0a-4f0b-9a53-2c9e8f10a001-000000",
      destination: ["dana@example.com"],
      commonHeaders: { from: ["Example News <news@mail.example.com>"], subject: "Your October statement" },
      tags: { "ses:configuration-set": ["prod-events"], campaign: ["october-statement"] },
    });
  });

  it("go only to enabled destinations that match, to EventBridge with AWS's detail types", async () => {
    const cloud = cloudWith();
    const EventBridgeDestination = { EventBusArn: "arn:aws:events:us-east-1:123456789012:event-bus/default" };
    const bus = { Name: "bus", Enabled: true, MatchingEventTypes: ["SEND", "COMPLAINT"], EventBridgeDestination };
    cloud.destinations.push(bus, { ...bus, Name: "off", Enabled: false });
    await sendTo(cloud, "complaint@simulator.amazonses.com", "prod-events");
    expect(cloud.events.map(({ source, detailType, resources }) => ({ source, detailType, resources }))).toEqual([
      { source: "aws.ses", detailType: "Email Sent", resources: [SET_ARN] },
      { source: "aws.ses", detailType: "Email Complaint Received", resources: [SET_ARN] },
    ]);
  });
});

describe("notifications of identities", () => {
  async function notified(address: string, types: string[], headers: boolean) {
    const cloud = cloudWith();
    const ses = sesService(cloud, () => NOW);
    for (const NotificationType of types) {
      const target = { Identity: "mail.example.com", NotificationType };
      await ses.handle(v1Call("SetIdentityNotificationTopic", { ...target, SnsTopic: TOPIC }));
      const Enabled = String(headers);
      await ses.handle(v1Call("SetIdentityHeadersInNotificationsEnabled", { ...target, Enabled }));
    }
    await ses.settled();
    cloud.published.length = 0;
    cloud.destinations.push({ ...SNS, MatchingEventTypes: ["BOUNCE"] });
    await sendTo(cloud, address, "prod-events", ses);
    return cloud.messages(TOPIC) as Published[];
  }

  it.each([
    ["bounce@simulator.amazonses.com", "Bounce", true, notifiedBounce],
    ["complaint@simulator.amazonses.com", "Complaint", false, notifiedComplaint],
    ["success@simulator.amazonses.com", "Delivery", true, notifiedDelivery],
  ])("for %s have the documented shape (%s, headers %s)", async (address, type, headers, sample) => {
    const [notification] = await notified(address, [type], headers);
    expect(shape(notification)).toEqual(shape(sample));
  });

  it("are sent beside the event of the same bounce and carry its feedback id", async () => {
    const [notification, event] = await notified("bounce@simulator.amazonses.com", ["Bounce", "Complaint"], false);
    expect(notification?.["notificationType"]).toBe("Bounce");
    expect(event?.["eventType"]).toBe("Bounce");
    expect(event?.["bounce"]?.["feedbackId"]).toBe(notification?.["bounce"]?.["feedbackId"]);
  });
});

describe("what cannot be published", () => {
  it("is logged as not delivered when the topic does not admit SES", async () => {
    const cloud = cloudWith(topicPolicy({ Principal: { Service: "events.amazonaws.com" } }));
    cloud.destinations.push(SNS, { ...SNS, SnsDestination: { TopicArn: `${TOPIC}-gone` } });
    await sendTo(cloud, "dana@example.com", "prod-events");
    expect(cloud.published).toEqual([]);
    expect(cloud.losses).toEqual([
      `ses: the policy of ${TOPIC} does not let ses.amazonaws.com call sns:Publish for aws:SourceArn ${SET_ARN}.`,
      `ses: there is no topic ${TOPIC}-gone in us-east-1.`,
    ]);
  });

  it("is logged when the cloud fails, and stops nothing else", async () => {
    const cloud = cloudWith();
    cloud.publishEvent = () => Promise.reject(new Error("bus is down"));
    cloud.destinations.push({ ...SNS, SnsDestination: undefined, EventBridgeDestination: { EventBusArn: "x" } }, SNS);
    await sendTo(cloud, "dana@example.com", "prod-events");
    expect(cloud.losses).toEqual([expect.stringContaining("ses: an event could not be published: Error: bus is down")]);
    expect(cloud.messages(TOPIC)).toHaveLength(1);
  });
});
