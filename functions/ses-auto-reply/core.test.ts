import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError, PermanentError, RetryableError } from "../shared/errors";
import { AutoReplyWorld, type ReplySettings } from "../testing/auto-reply-world";
import { inboundEvent } from "../testing/inbound-mail";

const HOUR_MS = 3_600_000;

function sample(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, "events", `${name}.json`), "utf8"));
}

/** The world after it received an event. */
async function worldAfter(event: unknown, settings: ReplySettings = {}): Promise<AutoReplyWorld> {
  const world = new AutoReplyWorld(settings);
  await world.receive(event);
  return world;
}

function template(subject: string, html: string | undefined, text: string | undefined) {
  return { template: { load: async () => ({ subject, html, text }) } };
}

test("02-A1 a plain mail is answered from the address it was written to, with its subject", async () => {
  const { sent, observers } = await worldAfter(sample("inbound-plain"));
  expect(sent).toEqual([
    {
      to: "kim@example.org",
      from: "news@mail.example.com",
      subject: "Re: Question about my bill",
      html: "<p>Dear &quot;Kim Lee&quot; &lt;kim@example.org&gt;</p>",
      text: 'Dear "Kim Lee" <kim@example.org>',
      headers: {
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        "In-Reply-To": "<CAEx1mple0001@mail.example.org>",
        References: "<CAEx1mple0001@mail.example.org>",
      },
    },
  ]);
  expect(observers.counts).toEqual({ Attempted: 1, Sent: 1 });
});

test.each([
  ["inbound-auto-submitted", "AUTO_SUBMITTED"],
  ["inbound-mailing-list", "PRECEDENCE"],
  ["inbound-spam", "SPAM"],
  ["inbound-bounce-null-return-path", "NO_RETURN_PATH"],
])("02-A2 %s gets no reply, and %s is counted and logged", async (name, reason) => {
  const { sent, observers, remembered } = await worldAfter(sample(name));
  expect(sent).toEqual([]);
  expect(remembered).toBe(0);
  expect(observers.counts).toEqual({ ReplySkipped: 1, [`ReplySkipped/${reason}`]: 1 });
  expect(observers.lines).toEqual([
    ["info", "No reply", { message_id: expect.any(String), outcome: "skipped", reason }],
  ]);
});

test("the samples are all tried", () => {
  expect(readdirSync(join(__dirname, "events"))).toHaveLength(5);
});

describe("02-A3 one reply per mail and interval:", () => {
  it("the same mail twice gets one", async () => {
    const world = await worldAfter(inboundEvent());
    await world.receive(inboundEvent());
    expect(world.sent).toHaveLength(1);
    expect(world.refusals).toEqual(["DUPLICATE"]);
  });

  it("another mail of the same sender gets none before the interval is over, and one after", async () => {
    const world = await worldAfter(inboundEvent({ messageId: "first" }));
    world.now += 24 * HOUR_MS - 1_000;
    await world.receive(inboundEvent({ messageId: "second", headers: { From: "KIM@Example.ORG" } }));
    expect(world.refusals).toEqual(["INTERVAL"]);
    world.now += 1_000;
    await world.receive(inboundEvent({ messageId: "third" }));
    expect(world.sent).toHaveLength(2);
  });

  it("without an interval every mail gets one, and the same mail still one only", async () => {
    const world = await worldAfter(inboundEvent({ messageId: "first" }), { intervalHours: 0 });
    await world.receive(inboundEvent({ messageId: "second" }));
    await world.receive(inboundEvent({ messageId: "second" }));
    expect(world.sent).toHaveLength(2);
    expect(world.refusals).toEqual(["DUPLICATE"]);
  });

  it("a mail to several of our addresses gets one", async () => {
    const recipients = ["news@mail.example.com", "help@mail.example.com"];
    const world = await worldAfter(inboundEvent({ recipients }));
    expect(world.sent.map(({ from }) => from)).toEqual(["news@mail.example.com"]);
  });
});

test("02-A4 a display name of HTML is text in the HTML part", async () => {
  const From = "\"<img src=x onerror='alert(1)'> & Co\" <kim@example.org>";
  const { sent } = await worldAfter(inboundEvent({ headers: { From } }));
  expect(sent[0]?.html).toContain("&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; Co");
  expect(sent[0]?.html).not.toContain("<img");
});

test("02-A5 without Subject and To the reply has the template's subject and comes from the rule's recipient", async () => {
  const { sent } = await worldAfter(inboundEvent({ headers: { Subject: null, To: null } }));
  expect(sent).toMatchObject([{ subject: "Re: ", from: "news@mail.example.com" }]);
});

test("02-A6 every placeholder is filled, in subject, HTML and text", async () => {
  const text = "Hello %%NAME%% / %%NAME%% / %%ID%%";
  const { sent } = await worldAfter(
    inboundEvent({ headers: { Subject: null } }),
    template(text, `<p>${text}</p>`, text),
  );
  const name = '"Kim Lee" <kim@example.org>';
  expect(sent[0]?.text).toBe(`Hello ${name} / ${name} / o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1`);
  expect(JSON.stringify(sent)).not.toContain("%%");
});

describe("02-A7 a send that fails", () => {
  it("because of throttling is forgotten, so that the next try may reply", async () => {
    const world = new AutoReplyWorld();
    world.failures.push(new RetryableError("throttled"));
    await expect(world.receive(inboundEvent())).rejects.toThrow("throttled");
    expect(world.remembered).toBe(0);
    await world.receive(inboundEvent());
    expect(world.sent).toHaveLength(1);
  });

  it("because SES rejects the mail is final, counted and logged", async () => {
    const world = new AutoReplyWorld();
    world.failures.push(new PermanentError("MESSAGE_REJECTED", "not verified"));
    await world.receive(inboundEvent());
    expect(world.observers.counts).toEqual({ Attempted: 1, NotSent: 1, "NotSent/MESSAGE_REJECTED": 1 });
    expect(world.observers.lines).toMatchObject([["error", "Reply refused", { reason: "MESSAGE_REJECTED" }]]);
  });

  it("without an answer stays remembered: it may have been sent", async () => {
    const world = new AutoReplyWorld();
    world.failures.push(new Error("socket hang up"));
    await expect(world.receive(inboundEvent())).rejects.toThrow("socket hang up");
    await world.receive(inboundEvent());
    expect(world.sent).toEqual([]);
    expect(world.observers.counts).toMatchObject({ Uncertain: 1, "ReplySkipped/DUPLICATE": 1 });
  });
});

test("a missing template is a fault, and nothing is remembered", async () => {
  const world = new AutoReplyWorld({ template: { load: () => Promise.reject(new ConfigurationError("no template")) } });
  await expect(world.receive(inboundEvent())).rejects.toThrow("no template");
  expect(world.remembered).toBe(0);
});

describe("the addresses", () => {
  const ReplyTo = { headers: { "Reply-To": "Kim at home <kim@home.example>" }, source: "kim+bulk@example.org" };

  it.each([
    ["from", "kim@example.org"],
    ["reply_to", "kim@home.example"],
    ["return_path", "kim+bulk@example.org"],
  ] as const)("of the recipient are read from %s", async (replyAddressSource, to) => {
    expect((await worldAfter(inboundEvent(ReplyTo), { replyAddressSource })).sent).toMatchObject([{ to }]);
  });

  it("Reply-To falls back to From", async () => {
    const { sent } = await worldAfter(inboundEvent(), { replyAddressSource: "reply_to" });
    expect(sent).toMatchObject([{ to: "kim@example.org" }]);
  });

  it("a configured From wins, with its display name", async () => {
    const fromAddress = "Example <help@example.net>";
    expect((await worldAfter(inboundEvent(), { fromAddress })).sent).toMatchObject([{ from: fromAddress }]);
  });
});
