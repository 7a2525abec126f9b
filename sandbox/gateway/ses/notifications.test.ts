import { FakeCloud, NOW, topicPolicy, v1Call, v2Call } from "./fake-cloud";
import { sesService } from "./index";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:feedback";
const IDENTITY = "mail.example.com";

function setUp() {
  const cloud = new FakeCloud();
  cloud.topics.set(TOPIC, topicPolicy());
  const ses = sesService(cloud, () => NOW);
  const ask = async (action: string, fields: Record<string, string> = {}) =>
    String((await ses.handle(v1Call(action, { Identity: IDENTITY, ...fields })))?.body);
  const attributes = () => ask("GetIdentityNotificationAttributes", { "Identities.member.1": IDENTITY });
  return { cloud, ses, ask, attributes };
}

const bounceTo = (SnsTopic: string) => ({ NotificationType: "Bounce", SnsTopic });

describe("identity notification settings", () => {
  it("are what was set, by name or by ARN", async () => {
    const { ask, attributes } = setUp();
    await ask("SetIdentityNotificationTopic", bounceTo(TOPIC));
    const Identity = `arn:aws:ses:us-east-1:123456789012:identity/${IDENTITY}`;
    await ask("SetIdentityHeadersInNotificationsEnabled", { Identity, NotificationType: "Bounce", Enabled: "true" });
    const answer = await attributes();
    expect(answer).toContain(`<key>${IDENTITY}</key>`);
    expect(answer).toContain(`<BounceTopic>${TOPIC}</BounceTopic>`);
    expect(answer).not.toContain("<ComplaintTopic>");
    expect(answer).toContain("<HeadersInBounceNotificationsEnabled>true</HeadersInBounceNotificationsEnabled>");
    expect(answer).toContain("<HeadersInComplaintNotificationsEnabled>false</HeadersInComplaintNotificationsEnabled>");
    expect(answer).toContain("<ForwardingEnabled>true</ForwardingEnabled>");
  });

  it("lose a topic that is set to nothing, and all when the identity is deleted", async () => {
    const { ses, ask, attributes } = setUp();
    await ask("SetIdentityNotificationTopic", bounceTo(TOPIC));
    await ask("SetIdentityNotificationTopic", { NotificationType: "Bounce" });
    expect(await attributes()).not.toContain(TOPIC);
    await ask("SetIdentityNotificationTopic", bounceTo(TOPIC));
    await ses.handle(v2Call("DELETE", `/v2/email/identities/${IDENTITY}`));
    expect(await attributes()).not.toContain(TOPIC);
  });

  it("are announced to the topic in SES's words", async () => {
    const { cloud, ses, ask } = setUp();
    await ask("SetIdentityNotificationTopic", bounceTo(TOPIC));
    await ses.settled();
    expect(cloud.messages(TOPIC)).toEqual([
      {
        notificationType: "AmazonSnsSubscriptionSucceeded",
        message: `You have successfully subscribed your Amazon SNS topic '${TOPIC}' to receive 'Bounce' notifications from Amazon SES for identity '${IDENTITY}'.`,
      },
    ]);
  });

  it.each([
    [bounceTo(`${TOPIC}-closed`), "does not let ses.amazonaws.com call sns:Publish"],
    [bounceTo(`${TOPIC}-none`), `there is no topic ${TOPIC}-none in us-east-1`],
    [{ ...bounceTo(TOPIC), Identity: "unknown.example" }, "Identity unknown.example is invalid."],
    [{ ...bounceTo(TOPIC), NotificationType: "Open" }, "one of Bounce, Complaint, Delivery is needed"],
  ])("refuse %j", async (fields, message) => {
    const { cloud, ask, attributes } = setUp();
    cloud.topics.set(`${TOPIC}-closed`, JSON.stringify({ Statement: [] }));
    await expect(ask("SetIdentityNotificationTopic", fields)).rejects.toMatchObject({
      code: "InvalidParameterValue",
      message: expect.stringContaining(message),
    });
    expect(await attributes()).not.toContain("<BounceTopic>");
  });

  it("keep forwarding by mail until both topics are set", async () => {
    const { ask, attributes } = setUp();
    const off = { ForwardingEnabled: "false" };
    await ask("SetIdentityNotificationTopic", bounceTo(TOPIC));
    await expect(ask("SetIdentityFeedbackForwardingEnabled", off)).rejects.toThrow("only when topics are set");
    await ask("SetIdentityNotificationTopic", { NotificationType: "Complaint", SnsTopic: TOPIC });
    await ask("SetIdentityFeedbackForwardingEnabled", off);
    expect(await attributes()).toContain("<ForwardingEnabled>false</ForwardingEnabled>");
  });

  it("have no entry for an identity that does not exist", async () => {
    const { ask } = setUp();
    const answer = await ask("GetIdentityNotificationAttributes", { "Identities.member.1": "unknown.example" });
    expect(answer).toContain("<NotificationAttributes></NotificationAttributes>");
  });
});

it("leaves what it does not know to MiniStack", async () => {
  const { ses } = setUp();
  expect(await ses.handle(v1Call("GetSendStatistics", {}))).toBeUndefined();
  expect(await ses.handle(v2Call("GET", "/v2/email/contact-lists"))).toBeUndefined();
});
