import { FakeCloud, NOW, topicPolicy, v1Call, v2Call } from "./fake-cloud";
import { sesService } from "./index";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:events";
const SET_ARN = "arn:aws:ses:us-east-1:123456789012:configuration-set/prod-events";
const IDENTITY_ARN = "arn:aws:ses:us-east-1:123456789012:identity/mail.example.com";
const ALL = ["SEND", "DELIVERY", "DELIVERY_DELAY", "BOUNCE", "COMPLAINT"];

function setUp() {
  const cloud = new FakeCloud();
  cloud.topics.set(TOPIC, topicPolicy());
  cloud.sets.set("prod-events", {});
  cloud.destinations.push({ Name: "s", Enabled: true, MatchingEventTypes: ALL, SnsDestination: { TopicArn: TOPIC } });
  const ses = sesService(cloud, () => NOW);
  const send = async (to: string | string[], extra: object = {}) => {
    const Content = { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hi" } } } };
    const envelope = { FromEmailAddress: "News <news@mail.example.com>", Destination: { ToAddresses: [to].flat() } };
    const input = { ...envelope, Content, ConfigurationSetName: "prod-events", ...extra };
    const reply = await ses.handle(v2Call("POST", "/v2/email/outbound-emails", input));
    await ses.settled();
    return JSON.parse(reply?.body.toString() ?? "{}").MessageId as string;
  };
  const put = (EmailAddress: string, Reason: string) =>
    ses.handle(v2Call("PUT", "/v2/email/suppression/addresses", { EmailAddress, Reason }));
  const suppress = (...SuppressedReasons: string[]) =>
    ses.handle(v2Call("PUT", "/v2/email/account/suppression", { SuppressedReasons }));
  const listed = async () => {
    const reply = await ses.handle(v2Call("GET", "/v2/email/suppression/addresses"));
    return JSON.parse(reply?.body.toString() ?? "").SuppressedDestinationSummaries;
  };
  const kinds = () => cloud.messages(TOPIC).map((event) => kindOf(event as Event));
  return { cloud, ses, send, put, suppress, listed, kinds };
}

type Event = { eventType: string; bounce?: Record<string, string>; complaint?: Record<string, string> };

function kindOf({ eventType, bounce, complaint }: Event): string {
  if (bounce) return `${eventType} ${bounce["bounceType"]}/${bounce["bounceSubType"]}`;
  if (complaint) return `${eventType} ${complaint["complaintSubType"] ?? complaint["complaintFeedbackType"]}`;
  return eventType;
}

describe("what happens to a message", () => {
  it.each([
    ["success@simulator.amazonses.com", ["Send", "Delivery"]],
    ["bounce@simulator.amazonses.com", ["Send", "Bounce Permanent/General"]],
    ["bounce+label@simulator.amazonses.com", ["Send", "Bounce Permanent/General"]],
    ["complaint@simulator.amazonses.com", ["Send", "Delivery", "Complaint abuse"]],
    ["ooto@simulator.amazonses.com", ["Send", "Delivery", "Bounce Transient/General"]],
    ["suppressionlist@simulator.amazonses.com", ["Send", "Bounce Permanent/Suppressed"]],
    ["anyone@example.com", ["Send", "Delivery"]],
  ])("for %s: %j", async (address, expected) => {
    const { send, kinds } = setUp();
    await send(address);
    expect(kinds()).toEqual(expected);
  });

  it("is decided for each recipient alone, with one Send for the message", async () => {
    const { send, kinds } = setUp();
    await send(["anyone@example.com", "bounce@simulator.amazonses.com"]);
    expect(kinds()).toEqual(["Send", "Delivery", "Bounce Permanent/General"]);
  });

  it("at an ordinary address is what a command said", async () => {
    const { ses, send, kinds } = setUp();
    await ses.commands["bounce-address"]({
      address: "full@example.com",
      bounceType: "Transient",
      bounceSubType: "MailboxFull",
    });
    await ses.commands["complain-address"]({ address: "cross@example.com", feedbackType: "fraud" });
    await ses.commands["delay-address"]({ address: "slow@example.com" });
    await send(["full@example.com", "cross@example.com", "slow@example.com"]);
    const bounced = ["Bounce Transient/MailboxFull"];
    expect(kinds()).toEqual(["Send", ...bounced, "Delivery", "Complaint fraud", "DeliveryDelay", "Delivery"]);
  });

  it.each([
    ["BOUNCE", "Bounce Permanent/OnAccountSuppressionList"],
    ["COMPLAINT", "Complaint OnAccountSuppressionList"],
  ])(
    "is held back when the address is listed, unless the account does not suppress for %s",
    async (reason, expected) => {
      const { send, put, suppress, kinds } = setUp();
      await put("gone@example.com", reason);
      await send("gone@example.com");
      await suppress();
      await send("gone@example.com");
      expect(kinds()).toEqual(["Send", expected, "Send", "Delivery"]);
    },
  );

  it("follows the configuration set's suppression options before the account's", async () => {
    const { cloud, send, put, kinds } = setUp();
    cloud.sets.set("prod-events", { SuppressionOptions: { SuppressedReasons: ["COMPLAINT"] } });
    await put("gone@example.com", "BOUNCE");
    await send("gone@example.com");
    expect(kinds()).toEqual(["Send", "Delivery"]);
  });
});

describe("suppression by SES itself", () => {
  it("lists an ordinary address that bounced hard only once the account was set to suppress bounces", async () => {
    const { ses, cloud, send, suppress, listed } = setUp();
    await ses.commands["bounce-address"]({ address: "gone@example.com" });
    await send("gone@example.com");
    expect(await listed()).toEqual([]);
    await suppress("BOUNCE");
    const MessageId = await send("gone@example.com");
    expect(await listed()).toMatchObject([{ EmailAddress: "gone@example.com", Reason: "BOUNCE" }]);
    const { bounce } = cloud.messages(TOPIC).at(-1) as { bounce: { feedbackId: string } };
    const reply = await ses.handle(v2Call("GET", "/v2/email/suppression/addresses/gone@example.com"));
    const { SuppressedDestination } = JSON.parse(reply?.body.toString() ?? "");
    expect(SuppressedDestination.Attributes).toEqual({ MessageId, FeedbackId: bounce.feedbackId });
  });

  it("never lists a simulator address, a soft bounce or a not-spam report", async () => {
    const { ses, send, suppress, listed } = setUp();
    await suppress("BOUNCE", "COMPLAINT");
    await ses.commands["bounce-address"]({ address: "full@example.com", bounceType: "Transient" });
    await ses.commands["complain-address"]({ address: "fair@example.com", feedbackType: "not-spam" });
    await send(["bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"]);
    await send(["full@example.com", "fair@example.com"]);
    expect(await listed()).toEqual([]);
  });
});

describe("accepting a message", () => {
  it("asks for permission on identity and configuration set", async () => {
    const { cloud, send } = setUp();
    await send("anyone@example.com");
    expect(cloud.authorized).toEqual([`ses:SendEmail ${IDENTITY_ARN}`, `ses:SendEmail ${SET_ARN}`]);
    cloud.denied = "ses:SendEmail";
    await expect(send("anyone@example.com")).rejects.toThrow("not authorized: ses:SendEmail");
    expect(cloud.recorded).toHaveLength(1);
  });

  it("refuses what SES refuses, and then publishes nothing", async () => {
    const { send, cloud } = setUp();
    const stranger = send("a@example.com", { FromEmailAddress: "x@stranger.example" });
    await expect(stranger).rejects.toMatchObject({ code: "MessageRejected" });
    await expect(send("a@example.com", { ConfigurationSetName: "none" })).rejects.toMatchObject({
      code: "NotFoundException",
      message: "Configuration set <none> does not exist.",
    });
    await expect(send("nobody")).rejects.toMatchObject({
      code: "BadRequestException",
      message: "Missing final '@domain'",
    });
    await expect(send([])).rejects.toThrow("The message has no recipient");
    await expect(send("a@example.com", { Content: {} })).rejects.toThrow("exactly one of Simple, Raw and Template");
    expect(cloud.published).toEqual([]);
  });

  it("uses the identity's default configuration set when the call names none", async () => {
    const { ses, send, kinds } = setUp();
    const path = "/v2/email/identities/mail.example.com/configuration-set";
    await ses.handle(v2Call("PUT", path, { ConfigurationSetName: "prod-events" }));
    await send("anyone@example.com", { ConfigurationSetName: undefined });
    expect(kinds()).toEqual(["Send", "Delivery"]);
  });

  it("speaks the v1 API too, with v1's error codes", async () => {
    const { ses, cloud, kinds } = setUp();
    const fields = {
      Source: "news@mail.example.com",
      "Destination.ToAddresses.member.1": "bounce@simulator.amazonses.com",
      "Message.Subject.Data": "Hello",
      "Message.Body.Html.Data": "<p>Hi</p>",
      ConfigurationSetName: "prod-events",
    };
    const reply = await ses.handle(v1Call("SendEmail", fields));
    expect(reply?.body).toMatch(/<SendEmailResult><MessageId>0100[0-9a-f]{12}-[0-9a-f-]{36}-000000<\/MessageId>/);
    await ses.settled();
    expect(kinds()).toEqual(["Send", "Bounce Permanent/General"]);
    expect(cloud.recorded[0]?.["Content"]).toEqual({
      Simple: { Subject: { Data: "Hello" }, Body: { Html: { Data: "<p>Hi</p>" } } },
    });
    const unknownSet = ses.handle(v1Call("SendEmail", { ...fields, ConfigurationSetName: "none" }));
    await expect(unknownSet).rejects.toMatchObject({ status: 400, code: "ConfigurationSetDoesNotExist" });
  });
});
