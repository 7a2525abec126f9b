import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateEmailTemplateCommand, PutAccountSendingAttributesCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { eventually, runCommand } from "../client";
import { ROOT } from "../paths";
import { readStatistics } from "../sending";
import { summaryOf } from "../sending/statistics";
import { CONTENT_BUCKET, SENDER } from "./account";
import { applied } from "./applied";
import { APPLICATION_ID, engagementCalls } from "./engagement-api";
import { Lane, mail } from "./lane";
import { sentMail } from "./sent-mail";
import { client, command, suite } from "./suite";

const ses = new SESv2Client(client());
const lane = new Lane("ses");
const simulator = (name: string): string => `success+${name}@simulator.amazonses.com`;

const template = (TemplateName: string) =>
  ses.send(
    new CreateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject: "Hello {{name}}", Text: "{{name}}!" } }),
  );

const one = <T>(what: string, read: () => Promise<readonly T[]>): Promise<T> =>
  eventually(what, async () => (await read())[0]);

/** Recipients per second, and what no other test's mail comes up to. */
const SEND_QUOTA = 20;
const PLENTY = 10_000;

const setQuota = (maxSendRate: number): Promise<void> => command("set-send-quota", { maxSendRate });

beforeAll(() => setQuota(SEND_QUOTA));
afterAll(() => setQuota(PLENTY));

// Messages wait for a batch to grow, and for slots.
jest.setTimeout(60_000);

afterEach(async () => {
  await lane.clear();
  // A message that misses a right holds up all others for minutes.
  await lane.closeBreaker();
});

describe("every kind of content reaches SES", () => {
  test("simple", async () => {
    await lane.send([mail("simple", simulator("simple"))]);
    expect(await one("the mail", () => sentMail(simulator("simple")))).toMatchObject({ subject: "Mail simple" });
  });

  test("raw", async () => {
    const to = simulator("raw");
    const lines = [`From: ${SENDER}`, `To: ${to}`, "Subject: Raw mail", "", "As it stands."];
    const data_base64 = Buffer.from(lines.join("\r\n")).toString("base64");
    await lane.send([mail("raw", to, { content: { kind: "raw", data_base64 } })]);
    await one("the mail", () => sentMail(to));
  });

  test("template", async () => {
    await template("greeting");
    const content = { kind: "template", template_name: "greeting", data: { name: "Ada" } };
    await lane.send([mail("template", simulator("template"), { content })]);
    expect(await one("the mail", () => sentMail(simulator("template")))).toMatchObject({ subject: "Hello Ada" });
  });

  test("bulk, one mail for each entry", async () => {
    await template("bulk");
    const entries = ["Ada", "Brian"].map((name) => ({ to: [simulator(name)], data: { name } }));
    const content = { kind: "bulk", template_name: "bulk", default_data: { name: "you" }, entries };
    await lane.send([mail("bulk", "", { to: [], content })]);
    expect(await one("Ada's mail", () => sentMail(simulator("Ada")))).toMatchObject({ subject: "Hello Ada" });
    expect(await one("Brian's mail", () => sentMail(simulator("Brian")))).toMatchObject({ subject: "Hello Brian" });
  });

  test("in S3", async () => {
    const Body = JSON.stringify({ kind: "simple", subject: "From a bucket", text: "Too large for a queue." });
    await new S3Client(client()).send(new PutObjectCommand({ Bucket: CONTENT_BUCKET, Key: "mails/large.json", Body }));
    const content = { kind: "s3", bucket: CONTENT_BUCKET, key: "mails/large.json" };
    await lane.send([mail("s3", simulator("s3"), { content })]);
    expect(await one("the mail", () => sentMail(simulator("s3")))).toMatchObject({ subject: "From a bucket" });
  });
});

test("a text message of 71 characters with an emoji is sent", async () => {
  const body = `${"a".repeat(69)}😀`;
  const sms = { to: "+447700900123", body, origination_identity: "NEWS" };
  await new Lane("sms").send([{ version: 1, id: "text", channel: "sms", sms }]);
  const sent = async () => JSON.parse(await runCommand(suite().endpoint, "sent-messages", "{}")).messages;
  await eventually("the text", async () =>
    (await sent()).some((m: object) => JSON.stringify(m).includes("😀")) ? true : undefined,
  );
});

test("of two addresses, only the one that Pinpoint throttles is tried again", async () => {
  const addresses = { "+447700900001": { ChannelType: "SMS" }, "throttled+447700900002": { ChannelType: "SMS" } };
  const message_configuration = { SMSMessage: { Body: "Hello", MessageType: "TRANSACTIONAL" } };
  const pinpoint = { application_id: APPLICATION_ID, addresses, message_configuration };
  await new Lane("pinpoint").send([{ version: 1, id: "pinpoint", channel: "pinpoint", pinpoint }]);
  const calls = await eventually("two calls", async () => {
    const made = await engagementCalls(suite());
    return made.length >= 2 ? made : undefined;
  });
  expect(calls.map(({ body }) => Object.keys(body.Addresses ?? {}))).toEqual([
    Object.keys(addresses),
    ["throttled+447700900002"],
  ]);
});

describe("bad input", () => {
  const stranger = mail("stranger", simulator("stranger"), { from: "boss@other.example" });
  const past = { ...mail("late", simulator("late")), not_after: "2026-01-01T00:00:00Z" };
  const future = { ...mail("v9", simulator("v9")), version: 9 };

  test.each([
    ["malformed JSON", "{ not JSON", "malformed", "INVALID_JSON"],
    ["an unknown version", future, "unsupported_version", "UNSUPPORTED_VERSION"],
    ["a missing field", { version: 1, id: "x", channel: "ses" }, "malformed", "INVALID_MESSAGE"],
    ["a message that is too late", past, "expired", "EXPIRED"],
    ["a sender that is not allowed", stranger, "rejected", "AccessDeniedException"],
  ])(
    "%s is a dead letter with class, code and text, its body unchanged, its neighbours sent",
    async (name, bad, failureClass, code) => {
      const [before, after] = [`before ${name}`, `after ${name}`].map((id) => id.replaceAll(" ", "-")) as [
        string,
        string,
      ];
      const body = typeof bad === "string" ? bad : JSON.stringify(bad);
      await lane.send([mail(before, simulator(before)), body, mail(after, simulator(after))]);
      const letter = await one("the dead letter", () => lane.deadLetters());
      expect(letter).toMatchObject({ body, class: failureClass, code: expect.stringContaining(code) });
      expect(letter.text).not.toBe("");
      await lane.drained();
      for (const id of [before, after]) expect(await sentMail(simulator(id))).toHaveLength(1);
      expect(await lane.deadLetters()).toHaveLength(1);
    },
  );
});

test("one id is sent once, however often it comes", async () => {
  await lane.send(Array.from({ length: 20 }, () => mail("same", simulator("same"))));
  await lane.drained();
  expect(await sentMail(simulator("same"))).toHaveLength(1);
});

test("while the account is paused messages are parked, not dead-lettered, and sent when it is resumed", async () => {
  const allow = (SendingEnabled: boolean) => ses.send(new PutAccountSendingAttributesCommand({ SendingEnabled }));
  const ids = Array.from({ length: 15 }, (_, index) => `paused-${index}`);
  await allow(false);
  try {
    await lane.send(ids.map((id) => mail(id, simulator(id))));
    await eventually("the parking", async () => ((await lane.count()).invisible === ids.length ? true : undefined));
    expect(await lane.deadLetters()).toEqual([]);
    expect(await sentMail(simulator("paused-0"))).toEqual([]);
  } finally {
    await allow(true);
  }
  await lane.closeBreaker();
  await lane.expire();
  await lane.drained();
  for (const id of ids) expect(await sentMail(simulator(id))).toHaveLength(1);
});

test("a quota that is smaller than the lane knows throttles it; nothing is lost and nothing doubled", async () => {
  const throttled = async () => summaryOf(await readStatistics(suite().endpoint)).throttled;
  const before = await throttled();
  const ids = Array.from({ length: 100 }, (_, index) => `quota-${index}`);
  await setQuota(SEND_QUOTA / 4);
  try {
    await lane.send(ids.map((id) => mail(id, simulator(id))));
    await lane.drained(90);
  } finally {
    await setQuota(SEND_QUOTA);
  }
  expect(await throttled()).toBeGreaterThan(before);
  expect(await lane.deadLetters()).toEqual([]);
  const subjects = (await sentMail())
    .map(({ subject }) => subject)
    .filter((subject) => subject.startsWith("Mail quota-"));
  expect(subjects.sort()).toEqual(ids.map((id) => `Mail ${id}`).sort());
}, 120_000);

test("dead letters whose cause is gone are sent when tools/redrive-dlq moves them back", async () => {
  const content = { kind: "template", template_name: "forgotten", data: { name: "Ada" } };
  await lane.send([mail("redriven", simulator("redriven"), { content })]);
  expect(await one("the dead letter", () => lane.deadLetters())).toMatchObject({ class: "rejected" });
  await template("forgotten");
  await promisify(execFile)(
    "npx",
    ["tsx", "tools/redrive-dlq", "--queue-url", lane.deadLetterQueueUrl, "--destination-url", lane.queueUrl],
    { cwd: ROOT, env: { ...process.env, ...suite().env } },
  );
  expect(await one("the mail", () => sentMail(simulator("redriven")))).toMatchObject({ subject: "Hello Ada" });
  expect(await lane.deadLetters()).toEqual([]);
});

test("a run of the load generator's schedule is sent once, even when the schedule fires twice", async () => {
  const [schedule] = applied("aws_scheduler_schedule").filter(({ root }) => root === "message-queuing");
  const scheduledTime = "2026-11-24T09:00:00Z";
  const load = async () =>
    (await sentMail()).filter(({ to }) => to.some((address) => /^success\+\d+@simulator/.test(address)));
  for (const _ of ["once", "twice"]) {
    const { name, group_name: group } = schedule?.attributes ?? {};
    await command("fire", { schedule: name, group, scheduledTime });
    await eventually("the load", async () => ((await lane.count()).invisible > 0 ? true : undefined));
    await lane.expire();
    await lane.drained();
  }
  expect(await load()).toHaveLength(60);
});
