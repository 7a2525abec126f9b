import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Reply, RequestInit } from "../service";
import { jsonReply } from "../service";
import { ACCOUNT, FakeCloud, NOW, REGION, topicPolicy } from "./fake-cloud";
import { inboundCommands } from "./inbound";

const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:reply`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:inbound`;
const MAIL = [
  "Return-Path: <bounce@example.org>",
  "From: =?utf-8?Q?K=C3=AFm?= <kim@example.org>",
  "To: News <News@mail.example.com>, other@elsewhere.example",
  "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
  "X-Folded: one",
  "\ttwo",
  "",
  "Hello?",
].join("\r\n");

interface TestRule {
  readonly name?: string;
  readonly enabled?: boolean;
  readonly scan?: boolean;
  readonly tls?: string;
  readonly recipients?: readonly string[];
  readonly actions?: readonly string[];
}

const LAMBDA = `<LambdaAction><FunctionArn>${FUNCTION}</FunctionArn><InvocationType>Event</InvocationType></LambdaAction>`;
const STOP = "<StopAction><Scope>RuleSet</Scope></StopAction>";
const members = (items: readonly string[]) => items.map((item) => `<member>${item}</member>`).join("");

/** MiniStack with an active rule set, one function that SES may invoke for the rule "first", and a bucket. */
class InboundCloud extends FakeCloud {
  readonly invocations: { readonly type: unknown; readonly event: Record<string, unknown> }[] = [];
  readonly objects = new Map<string, string>();
  rules: readonly TestRule[] = [{}];
  permission: object | undefined = {
    Effect: "Allow",
    Principal: { Service: "ses.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: FUNCTION,
    Condition: {
      StringEquals: { "AWS:SourceAccount": ACCOUNT },
      ArnLike: { "AWS:SourceArn": `arn:aws:ses:${REGION}:${ACCOUNT}:receipt-rule-set/inbound:receipt-rule/first` },
    },
  };
  answer: object = {};

  override async request(service: string, region: string, init: RequestInit): Promise<Reply> {
    if (service === "lambda") return this.#lambda(init);
    if (service === "s3") {
      this.objects.set(String(init.path), String(init.body));
      return { status: 200, body: "" };
    }
    const isRuleSet = String(init.body).includes("DescribeActiveReceiptRuleSet");
    return isRuleSet ? { status: 200, body: this.#ruleSet() } : super.request(service, region, init);
  }

  #lambda({ path, body, headers }: RequestInit): Reply {
    if (String(path).endsWith("/policy")) {
      if (this.permission === undefined) return jsonReply({}, 404);
      return jsonReply({ Policy: JSON.stringify({ Statement: [this.permission] }) });
    }
    this.invocations.push({ type: headers?.["x-amz-invocation-type"], event: JSON.parse(String(body)) });
    return jsonReply(this.answer);
  }

  #ruleSet(): string {
    if (this.rules.length === 0) return "<DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResult>";
    const rules = this.rules.map(
      ({ name = "first", enabled = true, scan = true, tls = "Optional", recipients = [], actions = [LAMBDA, STOP] }) =>
        `<Name>${name}</Name><Enabled>${enabled}</Enabled><TlsPolicy>${tls}</TlsPolicy><Actions>${members(actions)}</Actions>` +
        `<ScanEnabled>${scan}</ScanEnabled><Recipients>${members(recipients)}</Recipients>`,
    );
    return `<Metadata><Name>inbound</Name></Metadata><Rules>${members(rules)}</Rules>`;
  }
}

async function delivered(prepare: (cloud: InboundCloud) => void = () => undefined, input: object = {}) {
  const cloud = new InboundCloud();
  prepare(cloud);
  const { deliver } = inboundCommands(cloud, () => NOW);
  const answer = (await deliver({ mail: MAIL, ...input })) as {
    rejected?: string;
    rules: { rule: string; recipients: string[]; outcomes: string[] }[];
  };
  const [record] = (cloud.invocations[0]?.event["Records"] ?? []) as { ses: Record<string, never> }[];
  return { cloud, ...answer, ses: record?.ses as undefined | Record<"mail" | "receipt", Record<string, never>> };
}

test("the function gets the event that SES documents", async () => {
  const { ses, cloud, rules } = await delivered();
  expect(rules).toEqual([{ rule: "first", recipients: ["News@mail.example.com"], outcomes: ["invoked", "stopped"] }]);
  expect(cloud.invocations[0]?.type).toBe("Event");
  expect(ses).toEqual({
    mail: {
      timestamp: NOW.toISOString(),
      source: "bounce@example.org",
      messageId: expect.stringMatching(/^[a-z0-9]{40}$/),
      destination: ["News@mail.example.com", "other@elsewhere.example"],
      headersTruncated: false,
      headers: [
        { name: "Return-Path", value: "<bounce@example.org>" },
        { name: "X-SES-Spam-Verdict", value: "PASS" },
        { name: "X-SES-Virus-Verdict", value: "PASS" },
        { name: "From", value: "=?utf-8?Q?K=C3=AFm?= <kim@example.org>" },
        { name: "To", value: "News <News@mail.example.com>, other@elsewhere.example" },
        { name: "Subject", value: "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=" },
        { name: "X-Folded", value: "one\ttwo" },
      ],
      commonHeaders: {
        returnPath: "bounce@example.org",
        from: ["Kïm <kim@example.org>"],
        to: ["News <News@mail.example.com>", "other@elsewhere.example"],
        subject: "Grüße",
      },
    },
    receipt: expect.objectContaining({
      recipients: ["News@mail.example.com"],
      spamVerdict: { status: "PASS" },
      action: { type: "Lambda", functionArn: FUNCTION, invocationType: "Event" },
    }),
  });
});

test("envelope and verdicts are the command's, and a rule that does not scan has none on spam", async () => {
  const input = { sender: "", recipients: ["a@mail.example.com"], verdicts: { spam: "FAIL", dmarc: "GRAY" } };
  const scanned = await delivered(undefined, input);
  expect(scanned.ses?.mail).toMatchObject({ source: "", destination: ["a@mail.example.com"] });
  expect(scanned.ses?.receipt).toMatchObject({ spamVerdict: { status: "FAIL" }, dmarcVerdict: { status: "GRAY" } });
  const unscanned = await delivered((cloud) => {
    cloud.rules = [{ scan: false }];
  }, input);
  expect(unscanned.ses?.receipt).toMatchObject({ spamVerdict: { status: "DISABLED" } });
});

test("headers beyond 10 KB are left out, and the event says so", async () => {
  const { ses } = await delivered(undefined, { mail: `X-Long: ${"x".repeat(10_240)}\r\n${MAIL}` });
  expect(ses?.mail["headersTruncated"]).toBe(true);
  expect(JSON.stringify(ses)).not.toContain("xxx");
});

test.each([
  ["mail.example.com", true],
  [".example.com", true],
  ["news@mail.example.com", true],
  ["example.com", false],
  [".mail.example.com", false],
  ["help@mail.example.com", false],
])("a rule for %s takes mail to News@mail.example.com: %s", async (recipient, isTaken) => {
  const { rules } = await delivered((cloud) => {
    cloud.rules = [{ recipients: [recipient] }];
  });
  expect(rules).toHaveLength(isTaken ? 1 : 0);
});

test("an address of a rule takes mail to its labels", async () => {
  const { rules } = await delivered(
    (cloud) => {
      cloud.rules = [{ recipients: ["news@mail.example.com"] }];
    },
    { recipients: ["news+offer@mail.example.com"] },
  );
  expect(rules).toMatchObject([{ recipients: ["news+offer@mail.example.com"] }]);
});

test("rules come in their order until one stops; a disabled one does nothing", async () => {
  const { rules, cloud } = await delivered((prepared) => {
    const s3 = "<S3Action><BucketName>mails</BucketName><ObjectKeyPrefix>in/</ObjectKeyPrefix></S3Action>";
    prepared.rules = [{ name: "off", enabled: false }, { name: "keep", actions: [s3] }, {}, { name: "late" }];
  });
  expect(rules.map(({ rule }) => rule)).toEqual(["keep", "first"]);
  const [[path, raw] = []] = [...cloud.objects];
  expect(path).toMatch(/^\/mails\/in\/[a-z0-9]{40}$/);
  expect(raw).toBe(MAIL);
});

test("a rule that wants TLS refuses mail without it, and so ends the mail's way", async () => {
  const { rules } = await delivered(
    (cloud) => {
      cloud.rules = [{ tls: "Require" }, { name: "late" }];
    },
    { tls: false },
  );
  expect(rules.map(({ outcomes }) => outcomes)).toEqual([["rejected: the rule takes mail by TLS only"]]);
});

test.each([
  ["has no policy", undefined],
  ["admits another account", { "AWS:SourceAccount": "111122223333" }],
])("a function that %s is not invoked", async (_, account) => {
  const { cloud, rules } = await delivered((prepared) => {
    prepared.permission = account && { ...prepared.permission, Condition: { StringEquals: account } };
  });
  expect(cloud.invocations).toEqual([]);
  expect(rules[0]?.outcomes[0]).toMatch(
    /^not invoked: the policy of .*function:reply does not let ses\.amazonaws\.com/,
  );
});

test("a function admitted for another rule is not invoked", async () => {
  const { cloud } = await delivered((prepared) => {
    prepared.rules = [{ name: "second" }];
  });
  expect(cloud.invocations).toEqual([]);
});

test.each([
  ["STOP_RULE_SET", ["first"]],
  ["STOP_RULE", ["first", "keep"]],
  ["CONTINUE", ["first", "keep"]],
])("a function that SES waits for decides by %s", async (disposition, expected) => {
  const { rules } = await delivered((cloud) => {
    cloud.answer = { disposition };
    cloud.rules = [
      { actions: [LAMBDA.replace("Event", "RequestResponse")] },
      {
        name: "keep",
        actions: ["<BounceAction><SmtpReplyCode>550</SmtpReplyCode><Message>No.</Message></BounceAction>"],
      },
    ];
  });
  expect(rules.map(({ rule }) => rule)).toEqual(expected);
  expect(rules[1]?.outcomes ?? ["bounced: 550 No."]).toEqual(["bounced: 550 No."]);
});

test("a topic that admits SES gets the mail", async () => {
  const { cloud, rules } = await delivered((prepared) => {
    prepared.rules = [
      {
        actions: [
          `<SNSAction><TopicArn>${TOPIC}</TopicArn></SNSAction>`,
          "<WorkmailAction><OrganizationArn>o</OrganizationArn></WorkmailAction>",
        ],
      },
    ];
    prepared.topics.set(TOPIC, topicPolicy());
  });
  expect(rules[0]?.outcomes).toEqual([`published: ${TOPIC}`, "WorkmailAction: not done by the local cloud"]);
  expect(cloud.messages(TOPIC)).toMatchObject([{ notificationType: "Received", content: MAIL }]);
});

test("a mail is read from its file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "inbound-"));
  try {
    const file = join(folder, "mail.eml");
    writeFileSync(file, MAIL);
    const { ses } = await delivered(undefined, { mail: undefined, file });
    expect(ses?.mail["source"]).toBe("bounce@example.org");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("mail that no rule gets", () => {
  test("because no rule set is active", async () => {
    const { rejected } = await delivered((cloud) => {
      cloud.rules = [];
    });
    expect(rejected).toBe("No receipt rule set is active.");
  });

  test("because its domain is not verified", async () => {
    const { rejected } = await delivered(undefined, { recipients: ["a@elsewhere.example"] });
    expect(rejected).toBe("No recipient is of a verified domain.");
  });
});

test.each([
  [{ mail: undefined }, "the path of an .eml file, or its text as mail, is needed"],
  [{ mail: undefined, file: "no/such.eml" }, 'file is "no/such.eml", which cannot be read'],
  [{ mail: "" }, "The mail has no headers"],
  [{ mail: "From: a@b.example\r\n\r\n" }, "no recipient in To or Cc; name some in recipients"],
  [{ recipients: ["nobody"] }, 'recipients has "nobody"; e-mail addresses are needed.'],
  [{ verdicts: { spam: "MAYBE" } }, "verdicts.spam is"],
  [{ verdicts: { ham: "PASS" } }, "A name of verdicts is"],
  [{ tls: "no" }, "tls is"],
])("the input %j is refused", async (input, message) => {
  await expect(delivered(undefined, input)).rejects.toThrow(message);
});
