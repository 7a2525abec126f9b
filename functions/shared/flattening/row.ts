import { hash } from "node:crypto";
import { InvalidInputError } from "../errors";
import { parsedJson } from "../json";
import { jsonDocuments } from "../json-documents";
import type { FlatEvent } from "./flat-event";

/** Where a function keeps the record as it came: in the column `raw`, in Firehose's source backup, or nowhere. */
export type RawStorage = "column" | "backup" | "none";

/** Adds to a metric. */
export type Count = (metric: string, by?: number, reason?: string) => void;

/** One JSON document as it arrived. */
export interface Document {
  readonly value: unknown;
  /** Its text, without white space around it. */
  readonly text: string;
  /** When Firehose took the record in, epoch milliseconds. */
  readonly arrivedMs?: number | undefined;
}

/** A row of the lake before it has its key. */
export interface Row {
  readonly event: FlatEvent;
  /** Stands before the document's text when the key is made: tells a derived row from the document's own. */
  readonly keyPrefix?: string;
  /** What the column `raw` holds; default the document's text. */
  readonly raw?: string;
}

/**
 * Makes the rows of one document; none when it is nothing that the lake keeps.
 *
 * @throws InvalidInputError when the document has no shape that the source writes
 */
export type Flatten = (document: Document, count: Count) => readonly Row[];

/** A record's text and what turns it into rows. */
export interface Flattening {
  readonly flatten: Flatten;
  readonly rawStorage: RawStorage;
}

/**
 * The rows of a record as the lines that Firehose converts to Parquet, without line ends. A record may hold several
 * documents, each is its own row (or rows).
 *
 * @throws InvalidInputError when any of it is not JSON, or refused by `flatten`
 */
export function rowLines(
  text: string,
  { flatten, rawStorage }: Flattening,
  arrivedMs: number | undefined,
  count: Count,
): string[] {
  return documents(text).flatMap((document) =>
    flatten({ ...document, arrivedMs }, count).map((row) => line(row, document.text, rawStorage === "column")),
  );
}

/** Nearly every record is one document: only what does not parse as a whole is split. */
function documents(text: string): Document[] {
  const whole = text.trim();
  const value = parsedJson(whole);
  if (value !== undefined) return [{ value, text: whole }];
  const split = jsonDocuments(whole).map((part) => ({ value: parsedJson(part), text: part }));
  if (split.length === 0 || split.some((document) => document.value === undefined)) {
    throw new InvalidInputError(
      "The record is not JSON: it must hold one or more JSON documents. " +
        "See https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html.",
    );
  }
  return split;
}

function line({ event, keyPrefix = "", raw }: Row, text: string, keepsRaw: boolean): string {
  const row = JSON.stringify(keepsRaw ? { ...event, raw: raw ?? text } : event);
  // The key is no number of JavaScript, which is exact up to 2^53 only.
  return `{"event_key":${eventKey(keyPrefix + text)},${row.slice(1)}`;
}

/** The first 64 bits of the text's SHA-256 as a signed whole number. */
function eventKey(text: string): string {
  return hash("sha256", text, "buffer").readBigInt64BE().toString();
}
