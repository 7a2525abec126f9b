import { FakeCloud, NOW, shape, topicPolicy, v2Call } from "./fake-cloud";
import click from "./fixtures/event-click.json";
import deliveryDelay from "./fixtures/event-delivery-delay.json";
import open from "./fixtures/event-open.json";
import subscription from "./fixtures/event-subscription.json";
import { sesService } from "./index";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:events";
const LINK = "https://www.example.com/statements?m=10";
const LIST = { ListManagementOptions: { ContactListName: "newsletter", TopicName: "offers" } };

type Event = Record<string, Record<string, unknown>>;

function setUp(...types: string[]) {
  const cloud = new FakeCloud();
  cloud.topics.set(TOPIC, topicPolicy());
  cloud.sets.set("prod-events", {});
  const SnsDestination = { TopicArn: TOPIC };
  cloud.destinations.push({ Name: "tracking", Enabled: true, MatchingEventTypes: types, SnsDestination });
  const ses = sesService(cloud, () => NOW);
  const send = async (extra: object = {}, body: object = { Text: { Data: "a" }, Html: { Data: "b" } }) => {
    const input = {
      FromEmailAddress: "Example News <news@mail.example.com>",
      Destination: { ToAddresses: ["dana@example.com"] },
      EmailTags: [{ Name: "campaign", Value: "october-statement" }],
      Content: { Simple: { Subject: { Data: "Your October statement" }, Body: body } },
      ConfigurationSetName: "prod-events",
      ...extra,
    };
    const reply = await ses.handle(v2Call("POST", "/v2/email/outbound-emails", input));
    return JSON.parse(String(reply?.body)).MessageId as string;
  };
  const events = async () => {
    await ses.settled();
    return cloud.messages(TOPIC) as Event[];
  };
  return { ses, send, events };
}

describe("what a reader does", () => {
  it("with open-message is an Open of the documented shape", async () => {
    const { ses, send, events } = setUp("OPEN");
    const messageId = await send();
    const reader = { userAgent: "Thunderbird", ipAddress: "2001:db8::7" };
    const answer = await ses.commands["open-message"]({ messageId, ...reader });
    expect(answer).toEqual({ messageId, eventDestinations: ["tracking"] });
    const [event] = await events();
    expect(shape(event)).toEqual(shape(open));
    expect(event).toMatchObject({ open: { ...reader, timestamp: NOW.toISOString() }, mail: { messageId } });
  });

  it("with click-message is a Click of the documented shape, its tags in lists", async () => {
    const { ses, send, events } = setUp("CLICK");
    const linkTags = { section: "hero", variant: ["b"] };
    await ses.commands["click-message"]({ messageId: await send(), link: LINK, linkTags });
    const [event] = await events();
    expect(shape(event)).toEqual(shape(click));
    expect(event?.["click"]).toMatchObject({ link: LINK, linkTags: { section: ["hero"], variant: ["b"] } });
  });

  it("with a link that has no tags leaves them null", async () => {
    const { ses, send, events } = setUp("CLICK");
    await ses.commands["click-message"]({ messageId: await send(), link: LINK });
    expect((await events())[0]?.["click"]).toMatchObject({ linkTags: null });
  });

  it("with unsubscribe-message is a Subscription of the documented shape", async () => {
    const { ses, send, events } = setUp("SUBSCRIPTION");
    await ses.commands["unsubscribe-message"]({ messageId: await send(LIST) });
    const [event] = await events();
    expect(shape(event)).toEqual(shape(subscription));
    expect(event?.["subscription"]).toMatchObject({
      contactList: "newsletter",
      newTopicPreferences: { topicSubscriptionStatus: [{ topicName: "offers", subscriptionStatus: "OptOut" }] },
    });
  });

  it("when the message named no topic ends the whole list", async () => {
    const { ses, send, events } = setUp("SUBSCRIPTION");
    const messageId = await send({ ListManagementOptions: { ContactListName: "newsletter" } });
    await ses.commands["unsubscribe-message"]({ messageId });
    const newTopicPreferences = { unsubscribeAll: true, topicSubscriptionStatus: [] };
    expect((await events())[0]?.["subscription"]).toMatchObject({ newTopicPreferences });
  });

  it("comes after the message's own events", async () => {
    const { ses, send, events } = setUp("SEND", "DELIVERY", "OPEN", "CLICK");
    const messageId = await send();
    await ses.commands["open-message"]({ messageId });
    await ses.commands["click-message"]({ messageId, link: LINK });
    expect((await events()).map(({ eventType }) => eventType)).toEqual(["Send", "Delivery", "Open", "Click"]);
  });
});

describe("what SES does not track", () => {
  it.each([
    ["a type that no destination publishes", ["SEND"], {}, undefined],
    ["a message without HTML", ["OPEN", "CLICK"], {}, { Text: { Data: "a" } }],
    ["a message without configuration set", ["OPEN", "CLICK"], { ConfigurationSetName: undefined }, undefined],
  ])("is %s", async (_, types, extra, body) => {
    const { ses, send, events } = setUp(...types);
    const messageId = await send(extra, body);
    const untracked = { messageId, eventDestinations: [] };
    expect(await ses.commands["open-message"]({ messageId })).toEqual(untracked);
    expect(await ses.commands["click-message"]({ messageId, link: LINK })).toEqual(untracked);
    expect((await events()).filter(({ eventType }) => String(eventType) !== "Send")).toEqual([]);
  });

  it("is a way to unsubscribe that SES did not add", async () => {
    const { ses, send } = setUp("SUBSCRIPTION");
    const messageId = await send();
    await expect(ses.commands["unsubscribe-message"]({ messageId })).rejects.toThrow(
      `Message ${messageId} was sent without ListManagementOptions, so SES put no way to unsubscribe into it`,
    );
  });
});

it("a delayed delivery has the documented shape", async () => {
  const { ses, send, events } = setUp("DELIVERY_DELAY", "DELIVERY");
  await ses.commands["delay-address"]({ address: "dana@example.com" });
  await send();
  const [delayed, delivered] = await events();
  expect(shape(delayed)).toEqual(shape(deliveryDelay));
  expect(delayed?.["deliveryDelay"]).toMatchObject({
    delayType: "TransientCommunicationFailure",
    expirationTime: "2026-11-20T23:15:02.310Z",
    delayedRecipients: [{ emailAddress: "dana@example.com", status: "4.4.1" }],
  });
  expect(delivered?.["eventType"]).toBe("Delivery");
});

describe("commands of readers", () => {
  const refusal = (message: string) => ({ code: "InvalidCommand", message: expect.stringContaining(message) });

  it.each([
    ["0100", 'The input is "0100"; an object such as {"messageId"'],
    [{}, "messageId is undefined; the id that a send answered with is needed."],
    [{ messageId: "0100" }, 'There is no message "0100". The ids of 1 messages are known'],
  ])("say what is wrong with %j", async (input, message) => {
    const { ses, send } = setUp("OPEN");
    await send();
    await expect(ses.commands["open-message"](input)).rejects.toMatchObject(refusal(message));
  });

  it.each([
    [{}, "link is undefined; an address such as https://www.example.com/offer is needed."],
    [{ link: "mailto:a@example.com" }, 'link is "mailto:a@example.com"; an address such as'],
    [{ link: LINK, linkTags: { n: 1 } }, "linkTags.n is 1; a text is needed."],
    [{ link: LINK, linkTags: "hero" }, 'linkTags is "hero"; an object such as {"section":"hero"} is needed.'],
    [{ link: LINK, ipAddress: "localhost" }, 'ipAddress is "localhost"; an IPv4 or IPv6 address is needed.'],
    [{ link: LINK, userAgent: 7 }, "userAgent is 7; a text is needed."],
  ])("say what is wrong with %j in a click on a message", async (input, message) => {
    const { ses, send } = setUp("CLICK");
    const whole = { messageId: await send(), ...input };
    await expect(ses.commands["click-message"](whole)).rejects.toMatchObject(refusal(message));
  });

  it("know no message of before a reset", async () => {
    const { ses, send } = setUp("OPEN");
    const messageId = await send();
    ses.reset();
    await expect(ses.commands["open-message"]({ messageId })).rejects.toThrow("The ids of 0 messages are known");
  });
});
