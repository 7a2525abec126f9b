import { type TrinoType, type ViewColumn, varchar, viewColumn } from "./view";

/** A time in milliseconds as a timestamp in UTC; null where it is absurd, so that one bad value fails no query. */
export function fromMilliseconds(milliseconds: string): string {
  return `TRY(CAST(from_unixtime(${milliseconds} / 1e3) AS timestamp))`;
}

/** A text in ISO 8601 as a timestamp in UTC; null where it is none. */
export function fromIso(text: string): string {
  return `TRY(CAST(from_iso8601_timestamp(${text}) AS timestamp))`;
}

/** A column of {@link fromMilliseconds}. */
export function timestamp(name: string, milliseconds: string): ViewColumn {
  return viewColumn(name, "timestamp(3)", fromMilliseconds(milliseconds));
}

/** A column of {@link fromIso}. */
export function isoTimestamp(name: string, text: string): ViewColumn {
  return viewColumn(name, "timestamp(3)", fromIso(text));
}

/** What `attributes` has under a key. */
export function attribute(name: string, key: string = name): ViewColumn {
  return varchar(name, fromAttributes(key));
}

/** What `attributes` has under a key, as a number or a boolean; null where it is none. */
export function typedAttribute(name: string, type: TrinoType, key: string): ViewColumn {
  return viewColumn(name, type, `TRY_CAST(${fromAttributes(key)} AS ${type})`);
}

/** What `attributes` has under a key, a text in JSON, as a map or a list; null where it is none. */
export function jsonAttribute(name: string, type: TrinoType, key: string): ViewColumn {
  return viewColumn(name, type, `TRY(CAST(json_parse(${fromAttributes(key)}) AS ${type}))`);
}

/** The expression that reads a key of `attributes`: null where it is missing, which a subscript would refuse. */
export function fromAttributes(key: string): string {
  return `element_at(attributes, '${key}')`;
}

/** What a list has for the recipient of a row, see {@link PER_RECIPIENT}; lists that are parallel have "" for nothing. */
export function ofRecipient(name: string, list: string): ViewColumn {
  return varchar(name, `NULLIF(element_at(${list}, i), '')`);
}

/** Rows of the table `events`, one for each of an event's recipients, and one where it names none. */
export const PER_RECIPIENT = "FROM events\nLEFT JOIN UNNEST(sequence(1, cardinality(recipients))) AS t(i) ON TRUE";

/** When the event arrived (UTC), to the hour or the day that partitions have; a day counts as its first hour. */
export const INGESTED = viewColumn(
  "ingest_timestamp",
  "timestamp(3)",
  "TRY(date_parse(substr(concat(datehour, '/00'), 1, 13), '%Y/%m/%d/%H'))",
);

/** When the event arrived, to filter by: as a time, and the partition as text. */
export const ARRIVAL: readonly ViewColumn[] = [INGESTED, varchar("datehour")];
