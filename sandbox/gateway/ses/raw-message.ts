import { splitAddresses } from "./address";
import type { ContactList, Envelope, Header, Message } from "./message";

/** Fills what the call left out from the message's own headers, `X-SES-…` ones included. */
export function rawMessage(envelope: Envelope, data: string): Message {
  const mime = Buffer.from(data, "base64").toString("utf8");
  const headers = parseHeaders(mime);
  const value = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
  const given = envelope.to.length + envelope.cc.length + envelope.bcc.length > 0;
  const addresses = (name: string) => splitAddresses(value(name) ?? "");
  const recipients = given ? {} : { to: addresses("to"), cc: addresses("cc"), bcc: addresses("bcc") };
  const tagged = (value("x-ses-message-tags") ?? "").split(",").map((pair) => pair.trim().split("="));
  const tags = Object.fromEntries(tagged.flatMap(([name, tag]) => (name && tag ? [[name, [tag]]] : [])));
  const set = envelope.configurationSet ?? value("x-ses-configuration-set");
  const contactList = envelope.contactList ?? parseContactList(value("x-ses-list-management-options"));
  return {
    ...envelope,
    ...recipients,
    from: envelope.from || (value("from") ?? ""),
    ...(set !== undefined && { configurationSet: set }),
    ...(contactList && { contactList }),
    tags: { ...tags, ...envelope.tags },
    headers: headers.filter(({ name }) => !/^(bcc|x-ses-)/i.test(name)),
    operation: "SendRawEmail",
    html: /^content-type:\s*text\/html/im.test(mime),
    content: { Raw: { Data: data } },
  };
}

/** The header form of list management options, e.g. `newsletter; topic=offers`. */
function parseContactList(header = ""): ContactList | undefined {
  const [, name, topic] = /^\s*([^;\s]+)\s*(?:;\s*topic\s*=\s*(\S+))?\s*$/i.exec(header) ?? [];
  return name === undefined ? undefined : { name, ...(topic !== undefined && { topic }) };
}

/** The header block of a message with folded lines joined (RFC 5322, section 2.2.3). */
function parseHeaders(mime: string): Header[] {
  const block = mime.split(/\r?\n\r?\n/, 1)[0] ?? "";
  return block
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
}
