import { flattenText } from "../../functions/flatten-text";
import { sample } from "../../functions/testing/sample-events";
import type { LakeRow } from "../../sandbox/sql/lake";

/** Rows of SES events as the function writes them. */
export function lakeRows(events: readonly object[]): LakeRow[] {
  const lines = events.flatMap((event) => flattenText("ses", JSON.stringify(event)));
  return lines.map((row) => ({ source: "ses", datehour: "2026/11/20/09", row }));
}

/** A mail as events describe it; fields of the documented one, but for those given. */
export function mailOf(messageId: string, fields: object = {}): object {
  return { ...sample("ses", "event-send").mail, messageId, ...fields };
}

export function sendOf(mail: object): object {
  return { eventType: "Send", mail, send: {} };
}

/** An event of a mail, so many seconds after ten; `part` is the object that belongs to its type. */
export function eventOf(mail: object, eventType: string, part: string, second: number, fields: object = {}): object {
  return { eventType, mail, [part]: { timestamp: `2026-11-20T10:00:0${second}.500Z`, ...fields } };
}

/** The time of an event as a query shows it. */
export function shown(second: number): string {
  return `2026-11-20 10:00:0${second}.500`;
}

/** Recipients as bounces, complaints and delays name them. */
export function recipients(...addresses: readonly string[]): object[] {
  return addresses.map((emailAddress) => ({ emailAddress }));
}
