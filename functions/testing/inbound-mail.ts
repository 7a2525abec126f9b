import plain from "../ses-auto-reply/events/inbound-plain.json";

/** A header of a mail. */
export interface InboundHeader {
  readonly name: string;
  readonly value: string;
}

/** What differs from the mail of the sample `inbound-plain.json`. */
export interface InboundChanges {
  readonly messageId?: string;
  /** The envelope's sender. */
  readonly source?: string;
  readonly headersTruncated?: boolean;
  /** Headers in the place of the sample's of that name; null takes it away. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Headers beside the others. */
  readonly more?: readonly InboundHeader[];
  readonly recipients?: readonly string[];
  /** Verdicts by check: spam, virus, spf, dkim, dmarc. */
  readonly verdicts?: Readonly<Record<string, string>>;
}

/** An event of SES's Lambda action for one mail of kim@example.org to news@mail.example.com. */
export function inboundEvent(changes: InboundChanges = {}) {
  const event = structuredClone(plain) as unknown as { Records: InboundRecord[] };
  const { mail, receipt } = (event.Records[0] as InboundRecord).ses;
  mail.messageId = changes.messageId ?? mail.messageId;
  mail.headersTruncated = changes.headersTruncated ?? false;
  if (changes.source !== undefined) {
    mail.source = changes.source;
    mail.commonHeaders["returnPath"] = changes.source;
    mail.headers = replaced(mail.headers, "Return-Path", `<${changes.source}>`);
  }
  for (const [name, value] of Object.entries(changes.headers ?? {})) {
    mail.headers = replaced(mail.headers, name, value);
    delete mail.commonHeaders[COMMON[name] ?? name];
  }
  mail.headers.push(...(changes.more ?? []));
  receipt["recipients"] = changes.recipients ?? receipt["recipients"];
  for (const [check, status] of Object.entries(changes.verdicts ?? {})) receipt[`${check}Verdict`] = { status };
  return event;
}

interface InboundRecord {
  ses: {
    mail: {
      messageId: string;
      source: string;
      headersTruncated: boolean;
      headers: InboundHeader[];
      commonHeaders: Record<string, unknown>;
    };
    receipt: Record<string, unknown>;
  };
}

const COMMON: Readonly<Record<string, string>> = {
  From: "from",
  To: "to",
  Subject: "subject",
  "Message-ID": "messageId",
};

function replaced(headers: readonly InboundHeader[], name: string, value: string | null): InboundHeader[] {
  const others = headers.filter((header) => header.name !== name);
  return value === null ? others : [...others, { name, value }];
}
