import { randomUUID } from "node:crypto";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { inboundEvent } from "../../functions/testing/inbound-mail";
import { eventually } from "../client";
import { engagementCalls } from "./engagement-api";
import { type SentMail, sentMail } from "./sent-mail";
import { client, command, stack, suite } from "./suite";

const outputs = stack("ses-auto-reply");
const lambda = new LambdaClient(client());

/** What the command `deliver` answers. */
interface Delivery {
  readonly messageId: string;
  readonly rejected?: string;
  readonly ruleSet?: string;
  readonly rules: readonly {
    readonly rule: string;
    readonly recipients: readonly string[];
    readonly outcomes: readonly string[];
  }[];
}

/** A text as it lies in an .eml file. */
function eml(from: string, ...more: readonly string[]): string {
  const headers = [
    `From: Kim Lee <${from}>`,
    "To: News <news@inbound.example.com>",
    "Subject: Question about my bill",
    `Message-ID: <${randomUUID()}@mail.example.org>`,
    ...more,
  ];
  return [...headers, "", "Hello?"].join("\r\n");
}

const newAddress = () => `${randomUUID()}@example.org`;
const deliver = (mail: string, envelope: object = {}) => command<Delivery>("deliver", { mail, ...envelope });

async function replyTo(address: string): Promise<SentMail> {
  return eventually(`a reply to ${address}`, async () => (await sentMail(address))[0]);
}

/** Has an answer come to somebody who wrote later, so that all before was decided? */
async function untilDecided(): Promise<void> {
  const later = newAddress();
  await deliver(eml(later));
  await replyTo(later);
}

const header = (mail: SentMail, wanted: string) =>
  mail.headers.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.value;

test("a mail that comes in through the active rule is answered, and the reply says that a machine wrote it", async () => {
  const from = newAddress();
  const { ruleSet, rules } = await deliver(eml(from));
  expect({ ruleSet, rules }).toEqual({
    ruleSet: outputs["rule_set_name"],
    rules: [{ rule: outputs["rule_name"], recipients: ["news@inbound.example.com"], outcomes: ["invoked", "stopped"] }],
  });
  const reply = await replyTo(from);
  expect(reply).toMatchObject({ from: "news@inbound.example.com", to: [from] });
  expect(header(reply, "Subject")).toBe("Nobody reads this. Re: Question about my bill");
  expect(header(reply, "Auto-Submitted")).toBe("auto-replied");
  expect(header(reply, "In-Reply-To")).toMatch(/^<.*@mail\.example\.org>$/);
});

test("a reply that comes back is not answered", async () => {
  const from = newAddress();
  await deliver(eml(from));
  const reply = await replyTo(from);
  const back = reply.headers.filter(({ name }) => !["from", "to"].includes(name.toLowerCase()));
  const stranger = newAddress();
  await deliver(eml(stranger, ...back.map(({ name, value }) => `${name}: ${value}`)));
  await untilDecided();
  expect(await sentMail(stranger)).toEqual([]);
});

test.each<[string, string[], object]>([
  ["written by a machine", ["Auto-Submitted: auto-replied; x=y"], {}],
  ["of a list", ["List-Id:", " <announce.example.org>"], {}],
  ["that bounces", [], { sender: "" }],
  ["that is spam", [], { verdicts: { spam: "FAIL" } }],
  ["of a forged sender", [], { verdicts: { dmarc: "FAIL" } }],
  ["with more headers than SES tells", [`X-Long: ${"x".repeat(10_240)}`], {}],
])("a mail %s is not answered", async (_, headers, envelope) => {
  const from = newAddress();
  await deliver(eml(from, ...headers), envelope);
  await untilDecided();
  expect(await sentMail(from)).toEqual([]);
});

test("two mails of one sender, and one event that comes twice, get one reply", async () => {
  const from = newAddress();
  await deliver(eml(from));
  await replyTo(from);
  await deliver(eml(from));
  const recipients = ["news@inbound.example.com"];
  const twice = inboundEvent({ messageId: randomUUID(), headers: { From: newAddress() }, recipients });
  const Payload = Buffer.from(JSON.stringify(twice));
  const FunctionName = outputs["responder_function_name"];
  for (const _ of [1, 2]) {
    const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
    expect(FunctionError).toBeUndefined();
  }
  await untilDecided();
  expect(await sentMail(from)).toHaveLength(1);
  const author = twice.Records[0]?.ses.mail.headers.find(({ name }) => name === "From")?.value;
  expect(await sentMail(String(author))).toHaveLength(1);
});

test("mail for a domain that is not ours goes nowhere", async () => {
  const { rejected } = await deliver(eml(newAddress()), { recipients: ["news@elsewhere.example"] });
  expect(rejected).toBe("No recipient is of a verified domain.");
});

test("a template of Pinpoint's API is read from the engagement API that the module was given", async () => {
  const { responder_function_name: FunctionName } = stack("ses-auto-reply-pinpoint");
  const From = newAddress();
  const event = inboundEvent({ messageId: randomUUID(), headers: { From }, recipients: ["news@pinpoint.example.com"] });
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  expect(FunctionError).toBeUndefined();
  expect(await engagementCalls(suite())).toContainEqual({
    alias: "getEmailTemplate",
    path: "/v1/templates/reply/email",
    body: {},
  });
  const reply = await replyTo(From);
  expect(reply.from).toBe("Example <help@pinpoint.example.com>");
  expect(header(reply, "Subject")).toBe("From the engagement API: Question about my bill");
});
