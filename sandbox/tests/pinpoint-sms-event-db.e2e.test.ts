import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { queries } from "../../modules/pinpoint-sms-event-db/queries";
import { ownViews, views } from "../../modules/pinpoint-sms-event-db/views";
import type { Row } from "../athena";
import { eventually } from "../client";
import { queryIn } from "./applied-lake";
import { client, command, stack } from "./suite";

/** The first query of a lake on a busy machine takes seconds. */
jest.setTimeout(60_000);

/** Success and failure of the simulator, https://docs.aws.amazon.com/sms-voice/latest/userguide/test-phone-numbers.html */
const SUCCESS = "+14254147755";
const FAILURE = "+14254147167";
const ORDINARY = "+447700900123";
const BLOCKED = "+4915112345678";

/** What an event says of its message. */
interface Event {
  readonly messageId: string;
  readonly messageType: string;
  readonly totalMessagePrice: number;
  readonly totalCarrierFee: number;
}

const flush = (name: string) => command("flush", { stream: `${name}-events` });

/** Sends a text. @returns the message's id */
async function send(number: string, members: object = {}): Promise<string> {
  const input = { DestinationPhoneNumber: number, MessageBody: "Hello", ...members };
  const { MessageId } = await new PinpointSMSVoiceV2Client(client()).send(new SendTextMessageCommand(input));
  return String(MessageId);
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** What an answer says for each message type: its number of messages and their cost. */
const byType = (rows: readonly Row[]) =>
  new Map(
    rows.map((row) => Object.values(row)).map(([type, count, cost]) => [String(type), [+`${count}`, +`${cost}`]]),
  );

describe.each([
  ["made by CloudFormation", "example-pinpoint-sms-event-db", "pinpoint-sms-event-db"],
  ["that existed and got its event destination by the function", "pinpoint-sms-event-db", "sms-lake"],
])("a configuration set %s", (_, root, prefix) => {
  const outputs = stack(root);
  const ask = queryIn(outputs);
  const [original = "", once = ""] = queries(String(outputs["database_name"])).map(({ sql }) => sql);
  const ids: Record<string, string> = {};
  let events: Event[];

  beforeAll(async () => {
    const ConfigurationSetName = outputs["configuration_set_name"];
    await command("fail-number", { number: BLOCKED, status: "BLOCKED" });
    ids["success"] = await send(SUCCESS, { ConfigurationSetName });
    ids["failure"] = await send(FAILURE, { ConfigurationSetName });
    ids["blocked"] = await send(BLOCKED, { ConfigurationSetName });
    const ordinary = { ConfigurationSetName, MessageType: "PROMOTIONAL", Context: { orderId: "A-1001" } };
    ids["ordinary"] = await send(ORDINARY, { ...ordinary, MessageBody: "Hello ".repeat(40) });
    ids["second"] = await send(ORDINARY, ordinary);
    await command("settle");
    await flush(prefix);
    events = (await ask("SELECT raw FROM events WHERE source = 'eum'")).map(({ raw }) => JSON.parse(String(raw)));
  });

  test.each([
    ["success", "SUCCESSFUL", "+14254147755", "US", "1"],
    ["failure", "UNREACHABLE", "+14254147167", "US", "1"],
    ["blocked", "BLOCKED", "+4915112345678", "DE", "1"],
    ["ordinary", "DELIVERED", "+447700900123", "GB", "2"],
  ])("08-A4 %s: the message's status is %s", async (name, status, number, country, parts) => {
    const columns = "message_status, destination_phonenumber, iso_countrycode, total_messageparts, is_final";
    expect(await ask(`SELECT ${columns} FROM sms_status WHERE messageid = '${ids[name]}'`)).toEqual([
      {
        message_status: status,
        destination_phonenumber: number,
        iso_countrycode: country,
        total_messageparts: parts,
        is_final: "true",
      },
    ]);
  });

  test("each status that a message went through is in the view of its type, with what was sent along", async () => {
    const of = `WHERE message_id = '${ids["ordinary"]}'`;
    for (const view of ["text_queued", "text_successful", "text_delivered"]) {
      const rows = await ask(`SELECT message_id, element_at(context, 'orderid') AS order_id FROM ${view} ${of}`);
      expect(rows).toEqual([{ message_id: ids["ordinary"], order_id: "A-1001" }]);
    }
  });

  test("08-A7 AWS's query says the sum over events, the one beside it what the messages cost", async () => {
    const [wrong, right] = (await Promise.all([ask(original), ask(once)])).map(byType);
    expect([...(wrong?.keys() ?? [])].sort()).toEqual(["PROMOTIONAL", "TRANSACTIONAL"]);
    for (const type of ["PROMOTIONAL", "TRANSACTIONAL"]) {
      const ofType = events.filter(({ messageType }) => messageType === type);
      const total = ({ totalMessagePrice, totalCarrierFee }: Event) => totalMessagePrice + totalCarrierFee;
      const costs = new Map(ofType.map((event) => [event.messageId, total(event)]));
      const [messages = 0, cost = 0] = right?.get(type) ?? [];
      expect(messages).toBe(costs.size);
      expect(cost).toBeCloseTo(sum(costs.values()), 6);
      const [counted = 0, overstated = 0] = wrong?.get(type) ?? [];
      expect(counted).toBe(costs.size);
      expect(overstated).toBeCloseTo(sum(ofType.map(({ totalMessagePrice }) => totalMessagePrice)), 6);
      expect(overstated).toBeGreaterThan(cost);
    }
  });

  test("the cost stands by type, country and day", async () => {
    const columns = "message_count, message_parts, message_price_usd, carrier_fee_usd";
    const rows = await ask(`SELECT ${columns} FROM sms_cost WHERE message_type = 'PROMOTIONAL'`);
    expect(rows).toEqual([
      { message_count: "2", message_parts: "3", message_price_usd: "0.1236", carrier_fee_usd: "0.0" },
    ]);
  });
});

describe("the lake", () => {
  const outputs = stack("pinpoint-sms-event-db");
  const ask = queryIn(outputs);

  test.each([...ownViews, ...views].map(({ name }) => name))(
    "08-A2 the view %s that Terraform made is not stale",
    async (name) => {
      await expect(ask(`SELECT * FROM ${name}`)).resolves.toBeDefined();
    },
  );

  test("08-A6 nothing went to errors/", async () => {
    const list = new ListObjectsV2Command({ Bucket: String(outputs["lake_bucket_name"]), Prefix: "errors/" });
    expect((await new S3Client(client()).send(list)).KeyCount).toBe(0);
  });
});

test("08-A3 EventBridge brings messages of no configuration set, without their number and context", async () => {
  const ask = queryIn(stack("pinpoint-sms-event-db-eventbridge"));
  const id = await send(ORDINARY, { Context: { orderId: "A-1002" } });
  const columns = "message_status, destination_phonenumber, event_count, element_at(context, 'orderid') AS order_id";
  const status = await eventually("the delivery", async () => {
    // Rules deliver in their own time.
    await flush("sms-bus");
    const [row] = await ask(`SELECT ${columns} FROM sms_status WHERE messageid = '${id}'`);
    return row?.["event_count"] === "3" ? row : undefined;
  });
  expect(status).toMatchObject({ message_status: "DELIVERED", destination_phonenumber: null, order_id: null });
});
