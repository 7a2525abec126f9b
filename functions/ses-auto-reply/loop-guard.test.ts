import fc from "fast-check";
import { AutoReplyWorld } from "../testing/auto-reply-world";
import { LOOP_SIGNS, personalMail, signed } from "../testing/generated-mail";
import { type InboundChanges, inboundEvent } from "../testing/inbound-mail";
import type { Reply } from "./reply";

const RUNS = { numRuns: 200, seed: 3834 };

async function repliesTo(...mails: readonly InboundChanges[]) {
  const world = new AutoReplyWorld();
  for (const mail of mails) await world.receive(inboundEvent(mail));
  return world;
}

/** A reply as a mail that its receiver gets. */
function delivered({ to, from, subject, headers }: Reply, messageId: string): InboundChanges {
  return {
    messageId,
    source: from,
    headers: { From: from, To: to, Subject: subject, "Message-ID": `<${messageId}@mail.example.com>` },
    more: Object.entries(headers).map(([name, value]) => ({ name, value })),
    recipients: [to],
  };
}

test("a personal mail gets one reply, however its headers are written", async () => {
  await fc.assert(
    fc.asyncProperty(personalMail, async (mail) => {
      const { sent, observers } = await repliesTo(mail);
      expect(sent).toHaveLength(1);
      expect(sent[0]?.to).toMatch(/^kim@example\.org$/i);
      expect(observers.counts).toEqual({ Attempted: 1, Sent: 1 });
    }),
    RUNS,
  );
});

test.each(Object.entries(LOOP_SIGNS))("a mail with %s gets none, and the refusal is counted", async (_, sign) => {
  await fc.assert(
    fc.asyncProperty(personalMail, sign, async (mail, change) => {
      const { sent, remembered, observers } = await repliesTo(signed(mail, change));
      expect(sent).toEqual([]);
      expect(remembered).toBe(0);
      expect(observers.counts).toMatchObject({ ReplySkipped: 1 });
    }),
    RUNS,
  );
});

test("no mail, however often and in whatever company, gets two replies", async () => {
  const ids = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(personalMail, ids, async (mail, messageIds) => {
      const { sent } = await repliesTo(...messageIds.map((messageId) => ({ ...mail, messageId })));
      expect(sent).toHaveLength(1);
    }),
    RUNS,
  );
});

test("nothing that a stranger writes reaches the reply as a header, a line break of the subject or a tag", async () => {
  await fc.assert(
    fc.asyncProperty(personalMail, async (mail) => {
      const { sent } = await repliesTo(mail);
      const [reply] = sent as [Reply];
      expect([reply.to, reply.from, reply.subject, ...Object.values(reply.headers)].join("")).not.toMatch(/[\r\n]/);
      expect(reply.subject.length).toBeLessThanOrEqual(900);
      expect(reply.html?.replaceAll(/<\/?p>/g, "")).not.toMatch(/[<>]/);
      expect(reply.text).not.toMatch(/[\r\n]/);
    }),
    RUNS,
  );
});

test("a reply is never answered: two deployments that answer each other come to rest", async () => {
  await fc.assert(
    fc.asyncProperty(personalMail, async (mail) => {
      const ours = await repliesTo(mail);
      const theirs = new AutoReplyWorld({ recipients: ["example.org"] });
      await theirs.receive(inboundEvent(delivered(ours.sent[0] as Reply, "reply")));
      expect(theirs.sent).toEqual([]);
      expect(theirs.refusals).toEqual(["AUTO_SUBMITTED"]);
    }),
    RUNS,
  );
});

test("two deployments come to rest even where the way between them drops the sign: by the interval", async () => {
  const ours = new AutoReplyWorld();
  const theirs = new AutoReplyWorld({ recipients: ["example.org"] });
  await ours.receive(inboundEvent({ headers: { From: "kim@example.org" } }));
  for (let round = 0; round < 5; round += 1) {
    const { more: _, ...there } = delivered(ours.sent.at(-1) as Reply, `there-${round}`);
    await theirs.receive(inboundEvent(there));
    const { more: __, ...back } = delivered(theirs.sent.at(-1) as Reply, `back-${round}`);
    await ours.receive(inboundEvent(back));
  }
  expect([ours.sent.length, theirs.sent.length]).toEqual([1, 1]);
});

describe("what looks like a sign and is none", () => {
  it.each<[string, InboundChanges]>([
    ["Auto-Submitted: no", { more: [{ name: "Auto-Submitted", value: "No (by hand); x=y" }] }],
    ["a BATV return path", { source: "prvs=0123456789=kim@example.org" }],
    [
      "a domain that ends like ours",
      { headers: { From: "kim@notmail.example.com" }, source: "kim@notmail.example.com" },
    ],
    ["a person whose name holds a machine's", { headers: { From: "noreplyman@example.org" } }],
    ["Precedence: first-class", { more: [{ name: "Precedence", value: "first-class" }] }],
    ["a suppression of receipts only", { more: [{ name: "X-Auto-Response-Suppress", value: "DR, RN, NRN" }] }],
  ])("%s", async (_, mail) => {
    expect((await repliesTo(mail)).refusals).toEqual([]);
  });

  it.each([
    [
      "without scan a mail needs no verdict",
      { scanEnabled: false, requireAuthenticatedSender: true },
      { spam: "DISABLED" },
    ],
    ["unproven senders may be let in", { scanEnabled: true, requireAuthenticatedSender: false }, { dmarc: "FAIL" }],
  ])("%s", async (_, policy, verdicts) => {
    const world = new AutoReplyWorld({ policy });
    await world.receive(inboundEvent({ verdicts }));
    expect(world.sent).toHaveLength(1);
  });
});

describe("which address of ours answers", () => {
  it.each([
    [["news@mail.example.com"], ["News+offer@Mail.Example.com"], "news@mail.example.com"],
    [["mail.example.com"], ["x@example.net", "news@mail.example.com"], "news@mail.example.com"],
    [[".example.com"], ["news@mail.example.com"], "news@mail.example.com"],
    [[], ["a@b.example", "c@d.example"], "a@b.example"],
    [[".example.com"], ["news@example.com"], undefined],
    [["other@mail.example.com"], ["news@mail.example.com"], undefined],
  ])("rule %j, receipt %j: %s", async (recipients, received, from) => {
    const world = new AutoReplyWorld({ recipients });
    await world.receive(inboundEvent({ recipients: received }));
    expect(world.sent[0]?.from).toBe(from);
  });
});
