import { SOURCES } from "../../../modules/shared/event-lake/columns";
import { rowsOf, type SampleSource, sample, sampleNames } from "../../testing/sample-events";

/**
 * Fields of documented events that neither a column nor an attribute has; the whole record is in `raw`. Not those whose
 * value is in a row by chance, such as the header To among the recipients.
 */
const ONLY_IN_RAW: Readonly<Record<SampleSource, readonly string[]>> = {
  pinpoint: [
    // What is of use in it has attributes; the rest is personal data.
    "client_context.custom.endpoint",
    "device.locale.language",
    "facets.email_channel.mail_event.mail.headers.name",
    "facets.email_channel.mail_event.mail.headers.value",
    "facets.email_channel.mail_event.mail.headers_truncated",
  ],
  ses: [
    "bounce.remoteMtaIp",
    "mail.callerIdentity",
    "mail.headers.name",
    "mail.headers.value",
    "mail.headersTruncated",
    "mail.sourceIp",
    "subscription.oldTopicPreferences.topicSubscriptionStatus.subscriptionStatus",
    "subscription.oldTopicPreferences.unsubscribeAll",
  ],
  eum: ["detail-type", "id", "region", "source", "time", "version"],
};

/** Paths and values of everything in a document that is neither an object nor a list. */
function leavesOf(value: unknown, path = ""): (readonly [path: string, value: unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, child]) =>
    leavesOf(child, [path, Array.isArray(value) ? "" : name].filter((part) => part !== "").join(".")),
  );
}

/** The forms that a value may have in a row: text, case apart; time in milliseconds; price in micros. */
function formsOf(value: unknown): string[] {
  const time = typeof value === "string" ? [Date.parse(value)] : [];
  const micros = typeof value === "number" ? [Math.round(value * 1e6), Math.round(value * 10)] : [];
  return [String(value).toLowerCase(), ...[...time, ...micros].map(String)];
}

/** Every value of a row; of JSON text among the attributes its own values. */
function valuesOf(row: object): Set<string> {
  const leaves = leavesOf(row).map(([, value]) => String(value));
  const nested = leaves.filter((text) => text.startsWith("{")).flatMap((text) => leavesOf(JSON.parse(text)));
  return new Set([...leaves, ...nested.map(([, value]) => String(value))].map((text) => text.toLowerCase()));
}

test.each(SOURCES)(
  "07-A8 every value of a documented event of %s is in a column, in attributes or in raw",
  (source) => {
    const lost = new Set<string>();
    for (const name of sampleNames(source)) {
      for (const row of rowsOf(source, sample(source, name), { storeHeaders: true })) {
        expect(JSON.parse(row.raw ?? "")).toEqual(sample(source, name));
        const values = valuesOf({ ...row, raw: undefined });
        const leaves = leavesOf(sample(source, name)).filter(([, value]) => value !== null);
        for (const [path, value] of leaves) if (!formsOf(value).some((form) => values.has(form))) lost.add(path);
      }
    }
    expect([...lost].toSorted()).toEqual(ONLY_IN_RAW[source]);
  },
);
