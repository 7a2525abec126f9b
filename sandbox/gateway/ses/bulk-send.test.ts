import { FakeCloud, NOW, topicPolicy, v2Call } from "./fake-cloud";
import { sesService } from "./index";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:events";
const ARN = "arn:aws:ses:us-east-1:123456789012";
const TYPES = ["SEND", "REJECT", "BOUNCE", "DELIVERY", "RENDERING_FAILURE"];

interface Event {
  readonly eventType: string;
  readonly failure?: object;
  readonly mail: { messageId: string; tags: object; headers?: { name: string; value: string }[] };
}

function setUp() {
  const cloud = new FakeCloud();
  cloud.topics.set(TOPIC, topicPolicy());
  cloud.sets.set("prod-events", {});
  cloud.destinations.push({ Name: "s", Enabled: true, MatchingEventTypes: TYPES, SnsDestination: { TopicArn: TOPIC } });
  cloud.templates.set("greeting", { Subject: "Hello {{name}}", Text: "Your {{pet}}" });
  const ses = sesService(cloud, () => NOW);
  const send = async (entries: object[], extra: object = {}) => {
    const input = {
      FromEmailAddress: "news@mail.example.com",
      ConfigurationSetName: "prod-events",
      DefaultContent: { Template: { TemplateName: "greeting", TemplateData: '{"name":"friend","pet":"cat"}' } },
      BulkEmailEntries: entries,
      ...extra,
    };
    const reply = await ses.handle(v2Call("POST", "/v2/email/outbound-bulk-emails", input));
    await ses.settled();
    return JSON.parse(String(reply?.body)).BulkEmailEntryResults as { Status: string; MessageId?: string }[];
  };
  const events = () => cloud.messages(TOPIC) as Event[];
  const subjects = () => cloud.recorded.map(({ Content }) => (Content as Recorded).Simple.Subject.Data);
  return { cloud, ses, send, events, subjects };
}

type Recorded = { Simple: { Subject: { Data: string }; Body: { Text: { Data: string } } } };

const entry = (to: string, data?: object, extra: object = {}) => ({
  Destination: { ToAddresses: [to] },
  ...(data && { ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) } } }),
  ...extra,
});

describe("a bulk send", () => {
  it("makes a message of each entry, from its data before the default's", async () => {
    const { cloud, send, subjects } = setUp();
    const results = await send([entry("a@example.com", { name: "Ada" }), entry("b@example.com")]);
    expect(results).toEqual([1, 2].map(() => ({ Status: "SUCCESS", MessageId: expect.stringMatching(/^0100/) })));
    expect(subjects()).toEqual(["Hello Ada", "Hello friend"]);
    expect(cloud.recorded[0]).toMatchObject({ Content: { Simple: { Body: { Text: { Data: "Your cat" } } } } });
  });

  it("gives each message events of its own, with its tags and headers before the default ones", async () => {
    const { send, events } = setUp();
    const Headers = [
      { Name: "X-Run", Value: "7" },
      { Name: "X-Kind", Value: "default" },
    ];
    const own = {
      ReplacementTags: [{ Name: "kind", Value: "own" }],
      ReplacementHeaders: [{ Name: "x-kind", Value: "own" }],
    };
    const [sent] = await send([entry("bounce@simulator.amazonses.com", {}, own), entry("b@example.com")], {
      DefaultEmailTags: [
        { Name: "kind", Value: "default" },
        { Name: "run", Value: "7" },
      ],
      DefaultContent: { Template: { TemplateContent: { Text: "Hi" }, Headers } },
    });
    expect(events().map(({ eventType }) => eventType)).toEqual(["Send", "Bounce", "Send", "Delivery"]);
    const [first, , second] = events();
    expect(first?.mail).toMatchObject({ messageId: sent?.MessageId, tags: { kind: ["own"], run: ["7"] } });
    expect(first?.mail.tags).toMatchObject({ "ses:operation": ["SendBulkEmail"] });
    expect(second?.mail.tags).toMatchObject({ kind: ["default"], run: ["7"] });
    const custom = (event: Event | undefined) => event?.mail.headers?.filter(({ name }) => /^x-/i.test(name));
    expect(custom(first)).toEqual([
      { name: "X-Run", value: "7" },
      { name: "x-kind", value: "own" },
    ]);
    expect(custom(second)).toHaveLength(2);
  });

  it("accepts an entry that lacks data, and tells so by an event", async () => {
    const { send, events } = setUp();
    const DefaultContent = { Template: { TemplateName: "greeting" } };
    const results = await send([entry("a@example.com", { name: "Ada" })], { DefaultContent });
    expect(results).toMatchObject([{ Status: "SUCCESS" }]);
    const errorMessage = "Attribute 'pet' is not present in the rendering data.";
    expect(events()).toMatchObject([
      { eventType: "Rendering Failure", failure: { errorMessage, templateName: "greeting" } },
    ]);
  });

  it("counts recipients against the quota; an entry above it is throttled alone", async () => {
    const { ses, send, subjects } = setUp();
    await ses.commands["set-send-quota"]({ maxSendRate: 3, max24HourSend: 4 });
    const Destination = { ToAddresses: ["b@example.com", "c@example.com"] };
    expect(await send([entry("a@example.com"), { Destination }, entry("d@example.com")])).toMatchObject([
      { Status: "SUCCESS" },
      { Status: "SUCCESS" },
      { Status: "ACCOUNT_THROTTLED", Error: "Maximum sending rate exceeded." },
    ]);
    expect(await send([{ Destination }])).toEqual([
      { Status: "ACCOUNT_DAILY_QUOTA_EXCEEDED", Error: "Daily message quota exceeded." },
    ]);
    expect(subjects()).toHaveLength(2);
  });

  it("tells what is wrong with one entry in its result", async () => {
    const { send } = setUp();
    const broken = { ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: "[]" } } };
    expect(
      await send([entry("nobody"), entry("a@example.com", undefined, broken), {}, entry("b@example.com")]),
    ).toEqual([
      { Status: "INVALID_PARAMETER", Error: "Missing final '@domain'" },
      { Status: "INVALID_PARAMETER", Error: "TemplateData is []: a JSON object is needed." },
      { Status: "INVALID_PARAMETER", Error: "The message has no recipient: at least one address is needed." },
      { Status: "SUCCESS", MessageId: expect.any(String) },
    ]);
  });

  it("asks for permission on identity, configuration set and template", async () => {
    const { cloud, send } = setUp();
    await send([entry("a@example.com")]);
    const resources = ["identity/mail.example.com", "configuration-set/prod-events", "template/greeting"];
    expect(cloud.authorized).toEqual(resources.map((resource) => `ses:SendBulkEmail ${ARN}:${resource}`));
    cloud.denied = "ses:SendBulkEmail";
    await expect(send([entry("a@example.com")])).rejects.toThrow("not authorized: ses:SendBulkEmail");
  });

  it.each([
    ["no template", { DefaultContent: {} }, "BadRequestException", "DefaultContent needs a Template"],
    ["no entry", { BulkEmailEntries: [] }, "BadRequestException", "1 to 50 are needed"],
    ["51 entries", { BulkEmailEntries: Array(51).fill({}) }, "BadRequestException", "has 51 entries"],
    ["a template that is not there", { DefaultContent: { Template: { TemplateName: "x" } } }, "NotFoundException", "x"],
    ["a sender that is not verified", { FromEmailAddress: "x@stranger.example" }, "MessageRejected", "not verified"],
  ])("is refused whole with %s", async (_, input, code, text) => {
    const { send, events } = setUp();
    await expect(send([entry("a@example.com")], input)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text),
    });
    expect(events()).toEqual([]);
  });
});
