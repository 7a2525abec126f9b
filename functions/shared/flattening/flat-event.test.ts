import * as fc from "fast-check";
import { type ColumnType, EVENT_COLUMNS, SOURCES } from "../../../modules/shared/event-lake/columns";
import { flattenText } from "../../flatten-text";
import { sample, sampleNames } from "../../testing/sample-events";
import { InvalidInputError } from "../errors";
import type { FlatEvent } from "./flat-event";

/** FlatEvent's fields with their columns' types; the compiler says when one is missing or too many. */
const FIELDS = {
  channel: "string",
  event_type: "string",
  event_name: "string",
  event_ms: "bigint",
  arrival_ms: "bigint",
  message_ms: "bigint",
  aws_account_id: "string",
  application_id: "string",
  endpoint_id: "string",
  user_id: "string",
  message_id: "string",
  campaign_id: "string",
  treatment_id: "string",
  journey_id: "string",
  journey_run_id: "string",
  journey_activity_id: "string",
  configuration_set: "string",
  message_type: "string",
  sender: "string",
  destination: "array<string>",
  recipients: "array<string>",
  recipient_status: "array<string>",
  recipient_diagnostic: "array<string>",
  subject: "string",
  status: "string",
  status_detail: "string",
  is_final: "boolean",
  country: "string",
  parts: "int",
  price_micros: "bigint",
  carrier_fee_micros: "bigint",
  link: "string",
  ip_address: "string",
  user_agent: "string",
  feedback_id: "string",
  attributes: "map<string,string>",
} as const satisfies Record<keyof FlatEvent, ColumnType>;

test("a flat event has the table's columns in their order, but for the key and the raw text", () => {
  const columns = EVENT_COLUMNS.map(({ name, type }) => [name, type]);
  expect([["event_key", "bigint"], ...Object.entries(FIELDS), ["raw", "string"]]).toEqual(columns);
});

const isText = (value: unknown) => typeof value === "string" && !/[\0\p{Surrogate}]/u.test(value);
const FITS: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  bigint: Number.isSafeInteger,
  int: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  boolean: (value) => typeof value === "boolean",
  string: isText,
  "array<string>": (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  "map<string,string>": (value) => Object.entries(value as object).every((entry) => entry.every(isText)),
};

function expectFits(line: string): void {
  const [, key, rest = ""] = /^\{"event_key":(-?\d{1,19})(,.*)$/s.exec(line) ?? [];
  expect(BigInt.asIntN(64, BigInt(key ?? "x"))).toBe(BigInt(key ?? "x"));
  const row = JSON.parse(`{${rest.slice(1)}`);
  for (const { name, type } of EVENT_COLUMNS) {
    const value = row[name];
    if (value !== undefined && !FITS[type](value)) throw new Error(`${name} is ${JSON.stringify(value)}, no ${type}`);
  }
  expect(Object.keys(row).filter((name) => !EVENT_COLUMNS.some((column) => column.name === name))).toEqual([]);
  for (const parallel of [row.recipient_status, row.recipient_diagnostic]) {
    if (parallel !== undefined) expect(parallel).toHaveLength(row.recipients.length);
  }
}

/** Puts a value somewhere into a document: `path` says which field at each level. */
function planted(document: unknown, path: readonly number[], value: unknown): unknown {
  const [step, ...rest] = path;
  const keys = typeof document === "object" && document !== null ? Object.keys(document) : [];
  const key = step === undefined ? undefined : keys[step % keys.length];
  if (key === undefined) return value;
  const child = planted((document as Record<string, unknown>)[key], rest, value);
  return Array.isArray(document) ? document.with(Number(key), child) : { ...(document as object), [key]: child };
}

const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, "", "\ud800", "\0", "2026-11-20T09:15:02Z", 1e300, 2 ** 40, 0.1, -0, [null], [{}], {
    toString: 1,
  }),
  fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
);

describe.each(SOURCES)("whatever stands anywhere in an event of %s", (source) => {
  const samples = sampleNames(source).map((name) => sample(source, name));

  test("each column holds what its type allows, or the record is refused", () => {
    const change = fc.tuple(fc.array(fc.nat(30), { maxLength: 7 }), odd);
    const event = fc
      .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 4 }))
      .map(([document, changes]) =>
        changes.reduce((changed, [path, value]) => planted(changed, path, value), document),
      );
    fc.assert(
      fc.property(event, fc.boolean(), (value, storeHeaders) => {
        try {
          flattenText(source, JSON.stringify(value), { storeHeaders, arrivedMs: 1 }).forEach(expectFits);
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error;
        }
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });
});
