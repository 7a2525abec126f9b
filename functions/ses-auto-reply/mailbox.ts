import { domainToASCII } from "node:url";
import { addressParser, decodeWords } from "postal-mime";

/** A mailbox that SES can send to. */
export interface Mailbox {
  /** Local part as written, domain in punycode and lower case. */
  readonly address: string;
  /** Before the last `@`, in lower case. */
  readonly localPart: string;
  readonly domain: string;
  /** Display name, decoded; empty when there is none. */
  readonly name: string;
}

/**
 * A local part that SES takes: printable ASCII without what would need quotes.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
 */
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** The mailboxes of an address header, those of groups too; what is no mailbox is left out. */
export function mailboxesOf(header: string): Mailbox[] {
  return addressParser(oneLine(header), { flatten: true }).flatMap(({ address, name }) => {
    const mailbox = readMailbox(address ?? "", name);
    return mailbox === undefined ? [] : [mailbox];
  });
}

/** The mailbox of a bare address; undefined when mail cannot go there. */
export function readMailbox(text: string, name = ""): Mailbox | undefined {
  const at = text.lastIndexOf("@");
  const localPart = text.slice(0, at);
  const domain = canonicalDomain(text.slice(at + 1));
  if (at < 1 || !LOCAL_PART.test(localPart) || !DOMAIN.test(domain)) return undefined;
  return { address: `${localPart}@${domain}`, localPart: localPart.toLowerCase(), domain, name: oneLine(name) };
}

/** A domain in lower case and punycode, without the dot that may end it. */
export function canonicalDomain(domain: string): string {
  return domainToASCII(domain.trim().replace(/\.$/, ""));
}

/** A header's value as a person reads it: encoded words decoded, on one line, without control characters. */
export function readable(header: string): string {
  // Unfolded first, or a word at a line's end would not be found; again afterwards, for a word may hold line breaks.
  return oneLine(decodeWords(oneLine(header)));
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+\s*/gu, " ").trim();
}
