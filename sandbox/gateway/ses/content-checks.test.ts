import { FakeCloud, NOW, shape, topicPolicy, v2Call } from "./fake-cloud";
import rejected from "./fixtures/event-reject.json";
import failed from "./fixtures/event-rendering-failure.json";
import { sesService } from "./index";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:events";
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
const TYPES = ["SEND", "REJECT", "DELIVERY", "RENDERING_FAILURE", "OPEN"];

type Event = Record<string, Record<string, unknown>>;

function setUp() {
  const cloud = new FakeCloud();
  cloud.topics.set(TOPIC, topicPolicy());
  cloud.sets.set("prod-events", {});
  cloud.destinations.push({ Name: "s", Enabled: true, MatchingEventTypes: TYPES, SnsDestination: { TopicArn: TOPIC } });
  const ses = sesService(cloud, () => NOW);
  const send = async (Content: object) => {
    const input = {
      FromEmailAddress: "Example News <news@mail.example.com>",
      Destination: { ToAddresses: ["gina@example.com"] },
      EmailTags: [{ Name: "campaign", Value: "october-statement" }],
      ConfigurationSetName: "prod-events",
      Content,
    };
    const reply = await ses.handle(v2Call("POST", "/v2/email/outbound-emails", input));
    await ses.settled();
    return JSON.parse(String(reply?.body)).MessageId as string;
  };
  const events = () => cloud.messages(TOPIC) as Event[];
  return { cloud, ses, send, events };
}

const simple = (text: string, rest: object = {}) => ({
  Simple: { Subject: { Data: "Your statement" }, Body: { Text: { Data: text }, Html: { Data: "b" } }, ...rest },
});
const base64 = (text: string) => Buffer.from(text).toString("base64");
const attached = base64(`${EICAR}\n`).replace(/.{76}/, "$&\r\n");
const mime = (encoding: string, body: string) =>
  `From: news@mail.example.com\r\n\r\n--x\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n--x--`;

describe("a message with the EICAR test file", () => {
  it.each([
    ["in its text", simple(`see ${EICAR}`)],
    ["attached", simple("see", { Attachments: [{ FileName: "eicar.com", RawContent: attached }] })],
    ["in a MIME part", { Raw: { Data: base64(mime("7bit", EICAR)) } }],
    ["in an encoded MIME part", { Raw: { Data: base64(mime("base64", attached)) } }],
  ])("%s is accepted, rejected and not sent", async (_, content) => {
    const { ses, send, events } = setUp();
    const messageId = await send(content);
    expect(events()).toMatchObject([{ eventType: "Reject", reject: { reason: "Bad content" }, mail: { messageId } }]);
    await expect(ses.commands["open-message"]({ messageId })).rejects.toThrow("There is no message");
  });

  it("causes a record of the documented shape", async () => {
    const { send, events } = setUp();
    await send(simple(EICAR));
    expect(events().map(shape)).toEqual([shape(rejected)]);
  });

  it("is not what a message is that speaks of it", async () => {
    const { send, events } = setUp();
    await send(simple("EICAR-STANDARD-ANTIVIRUS-TEST-FILE"));
    expect(events().map(({ eventType }) => eventType)).toEqual(["Send", "Delivery"]);
  });
});

describe("a message from a template", () => {
  const stored = { Subject: "Hi {{firstName}}", Html: "<p>{{{ order.id }}}</p>" };
  const template = (data: unknown, rest: object = { TemplateName: "monthly-statement" }) => ({
    Template: { ...rest, TemplateData: JSON.stringify(data) },
  });
  const full = { firstName: "Hugo", order: { id: 7 } };
  const arn = "arn:aws:ses:us-east-1:123456789012:template/monthly-statement";

  it("whose data lacks an attribute fails, in a record of the documented shape", async () => {
    const { cloud, send, events } = setUp();
    cloud.templates.set("monthly-statement", stored);
    await send(template({ order: { id: 7 } }));
    expect(events().map(shape)).toEqual([shape(failed)]);
    expect(events()[0]?.["failure"]).toEqual(failed.failure);
  });

  it.each([
    ["by ARN", template({ firstName: "Hugo", order: {} }, { TemplateArn: arn }), "order.id", "monthly-statement"],
    ["with null", template({ firstName: null, order: { id: 7 } }), "firstName", "monthly-statement"],
    ["inline", template({}, { TemplateContent: { Text: "Hi {{name}}" } }), "name", undefined],
  ])("given %s names what lacks", async (_, content, attribute, templateName) => {
    const { cloud, send, events } = setUp();
    cloud.templates.set("monthly-statement", stored);
    await send(content);
    const errorMessage = `Attribute '${attribute}' is not present in the rendering data.`;
    expect(events()[0]?.["failure"]).toEqual({ errorMessage, ...(templateName && { templateName }) });
  });

  it.each([
    ["all data", "Hi {{firstName}} {{order.id}}"],
    ["an attribute that only a block names", "{{#if vip}}{{#if gold}}{{level}}{{/if}} {{rank}}{{/if}} {{firstName}}"],
    ["an attribute that only a comment names", "{{!-- {{nothing}} --}} {{firstName}}"],
    ["SES's own attribute", "{{firstName}} {{amazonSESUnsubscribeUrl}}"],
  ])("with %s is sent", async (_, Text) => {
    const { send, events } = setUp();
    await send(template(full, { TemplateContent: { Text } }));
    expect(events().map(({ eventType }) => eventType)).toEqual(["Send", "Delivery"]);
  });

  it("fails for what stands between two blocks", async () => {
    const { send, events } = setUp();
    await send(template(full, { TemplateContent: { Text: "{{#if a}}x{{/if}} {{lost}} {{#if b}}y{{/if}}" } }));
    expect(events()[0]?.["failure"]?.["errorMessage"]).toMatch("Attribute 'lost'");
  });

  it("that is wrong in itself fails, too", async () => {
    const { send, events } = setUp();
    await send(template(full, { TemplateContent: { Text: "{{#if vip}}" } }));
    expect(events()[0]?.["failure"]?.["errorMessage"]).toMatch("Parse error");
  });

  it("is recorded with its parts filled in; one that fails is not recorded", async () => {
    const { cloud, send } = setUp();
    cloud.templates.set("monthly-statement", stored);
    await send(template(full));
    await send(template({}));
    const Simple = { Subject: { Data: "Hi Hugo" }, Body: { Html: { Data: "<p>7</p>" } } };
    expect(cloud.recorded.map(({ Content }) => Content)).toEqual([{ Simple }]);
  });

  it("is tracked when the template has an HTML part", async () => {
    const { cloud, ses, send } = setUp();
    cloud.templates.set("monthly-statement", stored);
    const open = async (content: object) => ses.commands["open-message"]({ messageId: await send(content) });
    expect(await open(template(full))).toMatchObject({ eventDestinations: ["s"] });
    expect(await open(template(full, { TemplateContent: { Text: "Hi" } }))).toMatchObject({ eventDestinations: [] });
  });

  it("is refused when template or data are none", async () => {
    const { send, events } = setUp();
    await expect(send(template(full))).rejects.toMatchObject({ status: 404, code: "NotFoundException" });
    const noData = { Template: { TemplateContent: {}, TemplateData: "{" } };
    await expect(send(noData)).rejects.toThrow("TemplateData is {: a JSON object is needed.");
    expect(events()).toEqual([]);
  });
});
