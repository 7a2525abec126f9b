import fc from "fast-check";
import type { InboundChanges } from "./inbound-mail";

/** Words in any case, as mail programs write them. */
function anyCase(text: string): fc.Arbitrary<string> {
  return fc.mixedCase(fc.constant(text), { untoggleAll: (word) => word });
}

/** A header's value as it may travel: plain, folded, with a comment, or with a parameter. */
function dressed(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const dress = fc.constantFrom(
    (text: string) => text,
    (text: string) => `\r\n\t${text}`,
    (text: string) => ` ${text}  `,
    (text: string) => `(by (some) machine) ${text}`,
    (text: string) => `${text} (by machine)`,
    (text: string) => `${text}; owner-email="kim@example.org"`,
  );
  return fc.tuple(value, dress).map(([text, wear]) => wear(text));
}

/** Any text as an encoded word: https://www.rfc-editor.org/rfc/rfc2047 */
function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;
}

/** What people, and those who would do harm, call themselves. */
const displayName = fc.oneof(
  fc.constantFrom("", "Kim Lee", "Lee, Kim", "<img src=x>", "%%NAME%%%%ID%%", "$& $1", "news@mail.example.com"),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const LINE_BREAKS = ["\r\nBcc: victim@example.net\r\n\r\n", "\nX: y", "\r"];

/** From headers of kim@example.org, whose mail may be answered. */
const author = fc.tuple(displayName, fc.constantFrom("", ...LINE_BREAKS), fc.nat(4)).map(([name, lineBreak, form]) => {
  const safe = `${name}${lineBreak}`.replaceAll(/["\\]/g, "");
  const forms = [
    `"${safe}" <kim@example.org>`,
    `${encodedWord(`${name}${lineBreak}`)} <kim@example.org>`,
    "kim@example.org",
    "<KIM@example.ORG>",
    "=?iso-8859-1?Q?Kim_L=E9?=\r\n <kim@example.org>",
  ];
  return forms[form] as string;
});

/** Headers that say nothing about loops. */
const innocentHeaders = fc.array(
  fc.record({
    name: fc.constantFrom("X-Mailer", "Received", "User-Agent", "MIME-Version", "DKIM-Signature", "X-Priority"),
    value: fc.string({ unit: "binary", maxLength: 80 }),
  }),
  { maxLength: 5 },
);

/** Mails of one person to news@mail.example.com that carry no sign of a loop. */
export const personalMail: fc.Arbitrary<InboundChanges> = fc.record({
  headers: fc.record({
    From: author,
    Subject: fc.option(
      fc.oneof(fc.string({ unit: "binary" }), fc.string().map(encodedWord), fc.constantFrom(...LINE_BREAKS)),
    ),
    "Message-ID": fc.option(fc.oneof(fc.constant("<a.b@mail.example.org>"), fc.string({ maxLength: 60 }))),
    "Auto-Submitted": fc.option(dressed(anyCase("no"))),
  }),
  more: innocentHeaders,
});

const header = (name: string, value: fc.Arbitrary<string>) =>
  fc.tuple(anyCase(name), value).map(([written, text]): InboundChanges => ({ more: [{ name: written, value: text }] }));

const LIST_HEADERS = [
  "List-Id",
  "List-Unsubscribe",
  "List-Post",
  "List-Help",
  "List-Subscribe",
  "List-Owner",
  "List-Archive",
];
const RESPONDER_HEADERS = ["Feedback-ID", "X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Loop"];

const machine = fc
  .constantFrom("mailer-daemon", "Postmaster", "bounce", "bounces", "no-reply", "noreply", "DoNotReply")
  .chain((name) =>
    fc.constantFrom(name, `${name}+tag`, "owner-news", "news-request", "news-owner", "news-bounces", "x+bounce-1"),
  );

const ownDomain = fc.constantFrom(
  "mail.example.com",
  "MAIL.example.com",
  "deep.mail.example.com",
  "mail.example.com.",
  "eu.amazonses.com",
);

/** Ways in which a mail says that it must not be answered, by name; each changes a personal mail. */
export const LOOP_SIGNS: Readonly<Record<string, fc.Arbitrary<InboundChanges>>> = {
  "Auto-Submitted": header(
    "Auto-Submitted",
    dressed(
      fc.oneof(
        fc.constantFrom("auto-generated", "auto-replied", "auto-notified", "").chain(anyCase),
        fc.string({ minLength: 3, unit: fc.constantFrom(..."abcxyz-") }),
      ),
    ),
  ),
  Precedence: header(
    "Precedence",
    dressed(
      fc
        .constantFrom("bulk", "junk", "list", "auto_reply", '"bulk"', encodedWord("list"))
        .chain((text) => (text.startsWith("=?") ? fc.constant(text) : anyCase(text))),
    ),
  ),
  "a list or responder header": fc
    .constantFrom(...LIST_HEADERS, ...RESPONDER_HEADERS)
    .chain((name) => header(name, fc.string())),
  "X-Auto-Response-Suppress": header(
    "X-Auto-Response-Suppress",
    fc
      .tuple(fc.constantFrom("", "DR, ", "RN,NRN,"), fc.constantFrom("All", "AutoReply", "OOF").chain(anyCase))
      .map((parts) => parts.join("")),
  ),
  "multipart/report": header(
    "Content-Type",
    anyCase("multipart/report").map((type) => `${type}; report-type=delivery-status;\r\n boundary="b"`),
  ),
  "an empty return path": fc.constantFrom("", "<>", " < > ").map((source) => ({ source })),
  "a return path of a machine": machine.map((name) => ({ source: `${name}@example.org` })),
  "a return path with a BATV tag before a machine": machine.map((name) => ({
    source: `prvs=0123456789=${name}@example.org`,
  })),
  "an author that is a machine": machine.chain((name) =>
    fc.constantFrom(`${name}@example.org`, `"Kim" <${name}@example.org>`).map((From) => ({ headers: { From } })),
  ),
  "an author of ours": ownDomain.chain((domain) =>
    fc
      .constantFrom(`kim@${domain}`, `=?utf-8?Q?K=C3=AFm?= <kim@${domain}>`, `Kim (at ${domain}) <kim@${domain}>`)
      .map((From) => ({ headers: { From } })),
  ),
  "one of several authors of ours": ownDomain.chain((domain) =>
    fc
      .constantFrom(`kim@example.org, kim@${domain}`, `Team: kim@example.org, <kim@${domain}>;`)
      .map((From) => ({ headers: { From } })),
  ),
  "a second From of ours": ownDomain.chain((domain) => header("From", fc.constant(`kim@${domain}`))),
  "no author": fc
    .constantFrom("", "Kim", "undisclosed-recipients:;", "kim@localhost", "kim@[192.0.2.1]", "<>")
    .map((From) => ({ headers: { From } })),
  "truncated headers": fc.constant({ headersTruncated: true }),
  "a bad verdict": fc
    .tuple(fc.constantFrom("spam", "virus"), fc.constantFrom("FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"))
    .map(([check, status]) => ({ verdicts: { [check]: status } })),
  "no proof of the sender": fc
    .constantFrom<Record<string, string>>({ spf: "FAIL", dkim: "GRAY", dmarc: "GRAY" }, { dmarc: "FAIL" })
    .map((verdicts) => ({ verdicts })),
  "no recipient of ours": fc.constantFrom([], ["news@example.net"]).map((recipients) => ({ recipients })),
};

/** A mail that bears a sign beside all that made it. */
export function signed(mail: InboundChanges, sign: InboundChanges): InboundChanges {
  return {
    ...mail,
    ...sign,
    headers: { ...mail.headers, ...sign.headers },
    more: [...(mail.more ?? []), ...(sign.more ?? [])],
  };
}
